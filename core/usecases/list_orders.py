"""Lists of open orders: on demand, and for the digest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.cards import DigestRow, ListCard
from core.domain.people import Actor, Right
from core.domain.pushes import Push
from core.domain.stores import Role, Store, StoreId
from core.domain.words import say
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_store import find_store
from core.usecases.order_cards import OrderCards

ROWS = 20
"""Rows of one list in Slack; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ListUnfulfilled:
    """`/synctec unfulfilled [store]`: a destination's own orders, a source's orders to ship."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards
    clock: Clock

    async def __call__(self, actor: Actor, handle: str | None = None) -> ListCard:
        """Of one store, or of all that this person may see. Raises Rejected for an unknown
        store."""
        async with self.open_unit() as unit:
            if handle is None:
                access = await unit.people.access(actor)
                stores: Sequence[Store] = access.among(Right.VIEWER, await unit.stores.all())
                title = say("Unfulfilled orders")
            else:
                stores = [await find_store(unit, handle)]
                title = say("Unfulfilled orders of {stores}", stores=stores[0].name)
            return await list_card(unit, self.cards, stores, title, self.clock.now())


async def list_card(
    unit: UnitOfWork,
    cards: OrderCards,
    stores: Sequence[Store],
    title: str,
    now: datetime,
    most: int = ROWS,
) -> ListCard:
    """Open orders of these stores with what failed, oldest first: what destinations sold and what
    sources are to ship, each order once. Failed orders are open ones, too, and stand with them."""
    destinations = [store.id for store in stores if store.role is not Role.SOURCE]
    sources = [store.id for store in stores if store.role is not Role.DESTINATION]
    failed = await failed_rows(unit, cards, destinations, most)
    apart = {row.order_id for row in failed}
    room = most + len(apart)
    sold, sold_count = await unit.orders.open_orders(destinations, room)
    to_ship, to_ship_count = await unit.orders.open_at_sources(sources, room)
    every = {record.id: record for record in (*sold, *to_ship)}
    both = len(sold) + len(to_ship) - len(every)
    ours = sorted(
        (record for record in every.values() if record.id not in apart),
        key=lambda record: record.facts.processed_at,
    )
    rows = await cards.rows(unit, ours[:most])
    listed = len(rows) + sum(1 for order_id in apart if order_id in every)
    return ListCard(
        title=title,
        now=now,
        timezone=stores[0].timezone if stores else "UTC",
        unfulfilled=rows,
        failed=failed,
        hidden=max(0, sold_count + to_ship_count - both - listed),
    )


async def failed_rows(
    unit: UnitOfWork,
    cards: OrderCards,
    store_ids: Collection[StoreId],
    limit: int,
    *,
    source_ids: Collection[StoreId] = (),
) -> tuple[DigestRow, ...]:
    """The orders with a failed push, the oldest failure first: those that these stores sold, and
    those that these sources were to ship."""
    pushes, _ = await unit.pushes.failed(store_ids, limit, source_ids=source_ids)
    return await rows_of(unit, cards, pushes)


async def rows_of(
    unit: UnitOfWork, cards: OrderCards, pushes: Sequence[Push]
) -> tuple[DigestRow, ...]:
    """The orders of these pushes, each once, in their order."""
    wanted = list(dict.fromkeys(push.order_id for push in pushes))
    records = await unit.orders.get_many(wanted)
    return await cards.rows(unit, [records[order_id] for order_id in wanted if order_id in records])
