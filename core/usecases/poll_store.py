"""Ask a store what changed: the way in when nothing may be opened to the internet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.orders import OrderChange
from core.domain.stores import Role, Store, StoreId
from core.domain.work import JudgeOrder, RefreshSourceOrder
from core.domain.work import PollStore as PollStoreWork
from core.ports import Clock, StoreGateway, UnitOfWork, UnitOfWorkFactory

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
    """Changed orders become jobs; the cursor moves in the same transaction."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock

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
                await _queue_changes(unit, store, page.changes)
                cursor = max(cursor, _newest(page.changes) or cursor)
                await unit.schedule.move_cursor(store_id, cursor)
                await unit.commit()
            after = page.after
            if after is None:
                return


def _newest(changes: tuple[OrderChange, ...]) -> datetime | None:
    return max((change.updated_at for change in changes), default=None)


async def _queue_changes(unit: UnitOfWork, store: Store, changes: tuple[OrderChange, ...]) -> None:
    """The overlap is read again and again: what is kept already is left out. Where nothing is
    connected nothing is kept, and judging it would begin anew with each poll."""
    gids = [change.gid for change in changes]
    if store.role is not Role.SOURCE and await unit.connections.sources_of(store.id):
        seen = await unit.orders.updated_at(store.id, gids)
        for change in changes:
            if change.gid not in seen or seen[change.gid] < change.updated_at:
                await unit.jobs.add(JudgeOrder(store.id, change.gid))
    if store.role is not Role.DESTINATION:
        ours = await unit.pushes.source_updated_at(store.id, gids)
        for change in changes:
            if change.gid in ours and ours[change.gid] < change.updated_at:
                await unit.jobs.add(RefreshSourceOrder(store.id, change.gid))
