"""An order was read: keep what it takes from its store's shelves, which explains their numbers."""

from __future__ import annotations

from core.domain.orders import Order, OrderId
from core.domain.stock.claims import claims_of, differences
from core.domain.stock.shelves import Spot
from core.domain.stores import StoreId
from core.ports import UnitOfWork


async def keep_claims(unit: UnitOfWork, store_id: StoreId, order: Order, order_id: OrderId) -> None:
    """The caller holds the order's row and commits. What an order took before a shelf was looked at
    for the first time was seen then."""
    before = await unit.stock.claims(order_id)
    after = claims_of(order, before)
    if before == after:
        return
    changed = differences(before, after)
    shelves = await unit.stock.shelves({(store_id, gid) for gid, _ in changed}, lock=True)
    for (variant_gid, location_gid), units in sorted(changed.items()):
        kept = shelves.get(Spot(store_id, variant_gid, location_gid))
        if kept is None or kept.since is None:
            continue
        if before or order.created_at > kept.since:
            await unit.stock.keep(kept.shelf.hear(units), "order")
    await unit.stock.put_claims(order_id, after)
