"""Ask a store what changed: the way in when nothing may be opened to the internet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.findings import Finding
from core.domain.orders import OrderChange
from core.domain.stores import Store, StoreId
from core.domain.work import JudgeOrder, RefreshSourceOrder
from core.domain.work import PollStore as PollStoreWork
from core.ports import Clock, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_missed import keep_findings, missed_orders, missed_source_orders

OVERLAP = timedelta(minutes=10)
"""How far a poll reads back behind its cursor: Shopify's search index lags without a bound."""


@dataclass(frozen=True, slots=True)
class StartPolls:
    """A timer asks this; every installed store is polled."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> None:
        """One poll a store waits at a time."""
        async with self.open_unit() as unit:
            for store in await unit.stores.all():
                if store.uninstalled_at is None:
                    await unit.jobs.add(PollStoreWork(store.id))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class PollStore:
    """Changed orders become jobs; the cursor moves in the same transaction. With `tells_missed`
    there are webhooks, and what none of them told of is found and told."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock
    tells_missed: bool = False

    async def __call__(self, store_id: StoreId) -> None:
        """A store polled for the first time begins now: what is older is pushed by hand.

        Raises:
            AccessRefused, Temporary, Broken: as the gateway does; the cursor stays.
        """
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
            cursor = await unit.schedule.cursor(store_id)
            if cursor is None:
                await unit.schedule.move_cursor(store_id, self.clock.now())
                await unit.commit()
                return
        since, after = cursor - OVERLAP, None
        while True:
            page = await self.gateway.changed_orders(store_id, since, after)
            async with self.open_unit() as unit:
                changed = await _changed(unit, store, page.changes)
                await _queue(unit, store, changed)
                if self.tells_missed:
                    await keep_findings(unit, await _missed(unit, store, changed), self.clock)
                cursor = max(cursor, _newest(page.changes) or cursor)
                await unit.schedule.move_cursor(store_id, cursor)
                await unit.commit()
            after = page.after
            if after is None:
                return


def _newest(changes: tuple[OrderChange, ...]) -> datetime | None:
    return max((change.updated_at for change in changes), default=None)


@dataclass(frozen=True, slots=True)
class _Changed:
    """What of a page is not known yet: orders of a destination, and source orders of ours, those
    included of which no clear answer ever told."""

    orders: Sequence[OrderChange] = ()
    source_orders: Sequence[OrderChange] = ()


async def _changed(unit: UnitOfWork, store: Store, changes: Sequence[OrderChange]) -> _Changed:
    """The overlap is read again and again: what is kept already is left out. Where nothing is
    connected nothing is kept, and judging it would begin anew with each poll."""
    gids = [change.gid for change in changes]
    orders: list[OrderChange] = []
    source_orders: list[OrderChange] = []
    if store.sells and await unit.connections.sources_of(store.id):
        seen = await unit.orders.updated_at(store.id, gids)
        orders = [c for c in changes if c.gid not in seen or seen[c.gid] < c.updated_at]
    if store.ships:
        ours = await unit.pushes.source_updated_at(store.id, gids)
        named = [c.identifier for c in changes if c.identifier]
        sought = await unit.pushes.without_order(store.id, named)
        source_orders = [
            change
            for change in changes
            if (change.gid in ours and ours[change.gid] < change.updated_at)
            or change.identifier in sought
        ]
    return _Changed(orders, source_orders)


async def _queue(unit: UnitOfWork, store: Store, changed: _Changed) -> None:
    for change in changed.orders:
        await unit.jobs.add(JudgeOrder(store.id, change.gid))
    for change in changed.source_orders:
        await unit.jobs.add(RefreshSourceOrder(store.id, change.gid))


async def _missed(unit: UnitOfWork, store: Store, changed: _Changed) -> list[Finding]:
    return [
        *await missed_orders(unit, store, changed.orders),
        *await missed_source_orders(unit, store, changed.source_orders),
    ]
