"""`/synctec pushes [store] [which]`: the Order Push page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.people import Actor
from core.domain.push_list import (
    OPEN_STATES,
    STATES,
    PushList,
    PushPlace,
    PushRow,
    Shown,
    counts_of,
)
from core.domain.pushes import Push
from core.domain.stores import Store, StoreId
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import visible_stores
from core.usecases.find_store import find_store
from core.usecases.order_cards import OrderCards

ROWS = 12
EXPORTED = 5000


@dataclass(frozen=True, slots=True)
class ListPushes:
    """Of the stores that the person may see: read from what is kept, three questions a page."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards
    clock: Clock

    async def __call__(self, actor: Actor, place: PushPlace) -> PushList:
        """One page. Raises NotAllowed where none of it is this person's business."""
        async with self.open_unit() as unit:
            stores, shown = await visible_stores(unit, actor, place.store_id)
            ids = [store.id for store in shown]
            found = await self._read(unit, ids, place, shown, ROWS + 1)
            rows = await self._rows(unit, found[:ROWS])
            counts = counts_of(await unit.push_lists.counts(ids, OPEN_STATES))
        more = replace(place, before=found[ROWS - 1].id) if len(found) > ROWS else None
        return PushList(place, tuple(stores), tuple(rows), counts, more, self.clock.now())

    async def by_name(self, actor: Actor, handle: str | None, shown: Shown) -> PushList:
        """The first page of the store people mean. Raises Rejected for an unknown store, and as
        above."""
        if handle is None:
            return await self(actor, PushPlace(shown))
        async with self.open_unit() as unit:
            store = await find_store(unit, handle)
        return await self(actor, PushPlace(shown, store.id))

    async def whole(self, actor: Actor, place: PushPlace) -> tuple[Sequence[PushRow], bool]:
        """Every row, from the newest, and whether there are more than a file holds. Raises as
        above."""
        async with self.open_unit() as unit:
            _, shown = await visible_stores(unit, actor, place.store_id)
            ids = [store.id for store in shown]
            first = replace(place, before=None)
            found = await self._read(unit, ids, first, shown, EXPORTED + 1)
            return await self._rows(unit, found[:EXPORTED]), len(found) > EXPORTED

    async def _read(
        self,
        unit: UnitOfWork,
        ids: Sequence[StoreId],
        place: PushPlace,
        shown: Sequence[Store],
        limit: int,
    ) -> Sequence[Push]:
        since = midnight(self.clock.now(), shown) if place.shown is Shown.TODAY else None
        states = STATES[place.shown]
        return await unit.push_lists.newest(
            ids, states, limit, before=place.before, since=since, storm_id=place.storm_id
        )

    async def _rows(self, unit: UnitOfWork, found: Sequence[Push]) -> Sequence[PushRow]:
        stores = {store.id: store for store in await unit.stores.all()}
        records = await unit.orders.get_many({push.order_id for push in found})
        return [
            self.cards.push_row(records[push.order_id], push, stores)
            for push in found
            if push.order_id in records
        ]


def midnight(now: datetime, stores: Sequence[Store]) -> datetime:
    """When today began, where the first of these stores is."""
    zone = ZoneInfo(stores[0].timezone if stores else "UTC")
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
