"""An order of a store that sends none on: take its units at the source, or give them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

import structlog

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, Temporary
from core.domain.locations import LocationGroup, group_of
from core.domain.orders import OrderId
from core.domain.stock.takings import Need, Taking, needs
from core.domain.stores import StoreId
from core.domain.work import SettleStock
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.ports.stock import StockGateway

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TakeStock:
    """From two states, never from events: what is to be taken by now, and what was. Each difference
    is kept with the key it is sent by before it is sent; asked again with that key the store does
    it once."""

    open_unit: UnitOfWorkFactory
    gateway: StockGateway

    async def __call__(self, order_id: OrderId) -> None:
        """One at a time an order, by its job's lock.

        Raises:
            AccessRefused: the source does not let us change its stock.
            Temporary, Broken: as the gateway does, or nobody knows what came of it; asked again it
                goes on with the same key.
        """
        # What a process that ended had begun comes first, then what is to be taken by now.
        for _ in range(2):
            begun = await self._begin(order_id)
            for source_id, takings in begun.items():
                await self._send(order_id, source_id, takings)

    async def _begin(self, order_id: OrderId) -> Mapping[StoreId, Sequence[Taking]]:
        async with self.open_unit() as unit:
            known = {taking.need: taking for taking in await unit.stock.takings(order_id)}
            open_ = [taking for taking in known.values() if taking.key is not None]
            if not open_:
                open_ = await _decided(unit, order_id, known)
                await unit.stock.put_takings(order_id, open_)
                await unit.commit()
        found: dict[StoreId, list[Taking]] = {}
        for taking in open_:
            found.setdefault(taking.need[0], []).append(taking)
        return found

    async def _send(self, order_id: OrderId, source_id: StoreId, takings: Sequence[Taking]) -> None:
        """All of one key together."""
        async with self.open_unit() as unit:
            items = await unit.variants.of_stores({(source_id, one.need[1]) for one in takings})
        changes: dict[tuple[str, str], int] = {}
        for one in takings:
            item = items[source_id, one.need[1]].item_gid or ""
            place = (item, one.location_gid)
            changes[place] = changes.get(place, 0) - (one.sending or 0)
        done = True
        try:
            await self.gateway.adjust(source_id, changes, key=takings[0].key or "")
        except AccessRefused:
            await self._end(order_id, takings, done=False)
            raise
        except OutcomeUnknown as error:
            raise Temporary(error.reason) from error
        except Rejected as error:
            # The item is not counted there any more, say: nothing was taken, and nothing is owed.
            _log.warning("stock_not_taken", store=source_id, code=error.reason.code)
            done = False
        await self._end(order_id, takings, done=done)

    async def _end(self, order_id: OrderId, takings: Sequence[Taking], *, done: bool) -> None:
        async with self.open_unit() as unit:
            await unit.stock.put_takings(order_id, [one.ended(done=done) for one in takings])
            for source_id in await unit.stock.touched(order_id):
                await unit.jobs.add(SettleStock(source_id))
            await unit.commit()


async def _decided(
    unit: UnitOfWork, order_id: OrderId, known: Mapping[Need, Taking]
) -> list[Taking]:
    """What has to change, each source's under a key of its own."""
    record = await unit.orders.get(order_id)
    if record is None:
        return []
    store = await unit.stores.get(record.store_id)
    links = await unit.connections.sources_of(store.id)
    followed = {link.source_id for link in links if link.settings.stock.follow}
    pushes = await unit.pushes.of_order(order_id)
    wanted = needs(store, record.facts, pushes, followed)
    groups = await unit.locations.all() if wanted.keys() - known.keys() else ()
    keys: dict[StoreId, str] = {}
    found = []
    for need in sorted({*wanted, *known}):
        taking = known.get(need) or _fresh(need, store.id, groups)
        units = wanted.get(need, 0)
        if taking is not None and taking.units != units:
            key = keys.setdefault(need[0], uuid4().hex)
            found.append(taking.begin(units, key))
    return found


def _fresh(need: Need, store_id: StoreId, groups: Sequence[LocationGroup]) -> Taking | None:
    """At the source's first location of the group; None where no group has one."""
    source_id, _, place = need
    group = group_of(groups, store_id, place)
    member = next(iter(group.of(source_id)), None) if group else None
    return Taking(need, member.location_gid) if member else None
