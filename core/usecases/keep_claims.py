"""An order was read: keep what it takes from its store's shelves, which explains their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.orders import Order, OrderId
from core.domain.stock.claims import claims_of, differences, gone_before
from core.domain.stock.shelves import Spot
from core.domain.stores import StoreId
from core.ports import UnitOfWork
from core.ports.stock import KeptShelf


async def keep_claims(
    unit: UnitOfWork, store_id: StoreId, order: Order, order_id: OrderId, *, first: bool
) -> None:
    """The caller holds the order's row and commits; `first`: the order was not known before. What
    it took before a shelf was looked at for the first time was seen then."""
    before = await unit.stock.claims(order_id)
    after = claims_of(order, before)
    gone = gone_before(order) if first else {}
    if before == after and not gone:
        return
    changed = differences(before, after)
    variants = {*gone, *(gid for gid, _ in changed)}
    kept = await unit.stock.shelves({(store_id, gid) for gid in variants}, lock=True)
    fresh = {
        spot: each
        for spot, each in kept.items()
        if before or (each.since is not None and order.created_at > each.since)
    }
    shelves = {spot: each.shelf for spot, each in fresh.items()}
    for spot, units in _come_and_gone(gone, fresh).items():
        shelves[spot] = shelves[spot].come_and_gone(units)
    for (variant_gid, location_gid), units in changed.items():
        spot = Spot(store_id, variant_gid, location_gid)
        if spot in shelves:
            shelves[spot] = shelves[spot].hear(units)
    moved = [shelf for spot, shelf in shelves.items() if shelf != fresh[spot].shelf]
    await unit.stock.keep([(shelf, "order") for shelf in moved])
    await unit.stock.put_claims(order_id, after)


def _come_and_gone(
    gone: Mapping[str, int], shelves: Mapping[Spot, KeptShelf]
) -> Mapping[Spot, int]:
    """Where they were taken from is known of what lies at one location only."""
    found: dict[Spot, int] = {}
    for variant_gid, units in gone.items():
        spots = [spot for spot in shelves if spot.variant_gid == variant_gid]
        if len(spots) == 1:
            found[spots[0]] = units
    return found
