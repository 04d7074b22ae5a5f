"""Lists of open orders: the Orders page, and what a digest is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.cards import ListCard, OrderRow
from core.domain.order_list import OrderList, OrderPlace, placed
from core.domain.people import Actor
from core.domain.pushes import Push
from core.domain.stores import Store, StoreId
from core.ports import Clock, OrderRecord, UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import visible_stores
from core.usecases.find_store import find_store
from core.usecases.order_cards import OrderCards

ROWS = 12
"""Rows of a page."""
EXPORTED = 5000
"""Rows of a file."""


@dataclass(frozen=True, slots=True)
class ListUnfulfilled:
    """`/synctec unfulfilled [store]`: a destination's own orders, a source's orders to ship."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards
    clock: Clock

    async def __call__(self, actor: Actor, place: OrderPlace) -> OrderList:
        """One page. Raises NotAllowed where none of it is this person's business."""
        async with self.open_unit() as unit:
            stores, shown = await visible_stores(unit, actor, place.store_id)
            found = await _read(unit, shown, place, ROWS + 1)
            rows = await self.cards.rows(unit, found[:ROWS])
            total = await unit.order_lists.count(_selling(shown), _shipping(shown))
        more = OrderPlace(place.store_id, placed(rows[-1])) if len(found) > ROWS else None
        return OrderList(place, tuple(stores), rows, total, more, self.clock.now())

    async def by_name(self, actor: Actor, handle: str | None) -> OrderList:
        """The first page of the store people mean. Raises Rejected for an unknown store, and as
        above."""
        if handle is None:
            return await self(actor, OrderPlace())
        async with self.open_unit() as unit:
            store = await find_store(unit, handle)
        return await self(actor, OrderPlace(store.id))

    async def whole(self, actor: Actor, place: OrderPlace) -> tuple[Sequence[OrderRow], bool]:
        """Every row, from the oldest, and whether there are more than a file holds. Raises as
        above."""
        async with self.open_unit() as unit:
            _, shown = await visible_stores(unit, actor, place.store_id)
            found = await _read(unit, shown, OrderPlace(place.store_id), EXPORTED + 1)
            return await self.cards.rows(unit, found[:EXPORTED]), len(found) > EXPORTED


async def list_card(
    unit: UnitOfWork,
    cards: OrderCards,
    stores: Sequence[Store],
    title: str,
    now: datetime,
    most: int,
) -> ListCard:
    """Open orders of these stores with what failed, oldest first: what destinations sold and what
    sources are to ship, each order once. Failed orders are open ones, too, and stand by
    themselves."""
    selling, shipping = _selling(stores), _shipping(stores)
    failed = await failed_rows(unit, cards, selling, most)
    apart = [row.order_id for row in failed]
    found = await unit.order_lists.oldest(selling, shipping, most, without=apart)
    many = await unit.order_lists.count(selling, shipping, without=apart)
    return ListCard(
        title=title,
        now=now,
        timezone=stores[0].timezone if stores else "UTC",
        unfulfilled=await cards.rows(unit, found),
        failed=failed,
        hidden=many - len(found),
    )


async def failed_rows(
    unit: UnitOfWork,
    cards: OrderCards,
    store_ids: Collection[StoreId],
    limit: int,
    *,
    source_ids: Collection[StoreId] = (),
) -> tuple[OrderRow, ...]:
    """The orders with a failed push, the oldest failure first: those that these stores sold, and
    those that these sources were to ship."""
    pushes, _ = await unit.pushes.failed(store_ids, limit, source_ids=source_ids)
    return await rows_of(unit, cards, pushes)


async def rows_of(
    unit: UnitOfWork, cards: OrderCards, pushes: Sequence[Push]
) -> tuple[OrderRow, ...]:
    """The orders of these pushes, each once, in their order."""
    wanted = list(dict.fromkeys(push.order_id for push in pushes))
    records = await unit.orders.get_many(wanted)
    return await cards.rows(unit, [records[order_id] for order_id in wanted if order_id in records])


async def _read(
    unit: UnitOfWork, shown: Sequence[Store], place: OrderPlace, limit: int
) -> Sequence[OrderRecord]:
    return await unit.order_lists.oldest(
        _selling(shown), _shipping(shown), limit, after=place.after
    )


def _selling(stores: Sequence[Store]) -> list[StoreId]:
    return [store.id for store in stores if store.sells]


def _shipping(stores: Sequence[Store]) -> list[StoreId]:
    return [store.id for store in stores if store.ships]
