"""Stock: what an order claims, what a shipment takes away, what comes back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Claim, Line, Order
from sandbox.shopify.state import Level, Store, Variant

BYPASS = "BYPASS"
OBEY = "DECREMENT_OBEYING_POLICY"
IGNORE = "DECREMENT_IGNORING_POLICY"


class ClaimFailedError(Exception):
    """There is not enough of this variant, and its policy denies selling it."""

    def __init__(self, variant: Variant, line: int) -> None:
        super().__init__(variant.sku)
        self.variant = variant
        self.line = line


@dataclass(frozen=True)
class Wish:
    """What one line wants of a variant."""

    line: int
    variant: Variant
    quantity: int


def plan(store: Store, wishes: Iterable[Wish], behaviour: str) -> dict[int, int]:
    """The location for each line, by the line's place; nothing is taken yet.

    A stocked, active location with enough is preferred. Raises ClaimFailedError where stock obeys
    the policy and none has enough.
    """
    taken: dict[tuple[int, int], int] = {}
    chosen: dict[int, int] = {}
    for wish in wishes:
        level = _best(store, wish, taken)
        enough = level is not None and _left(wish, level, taken) >= wish.quantity
        obeys = behaviour == OBEY and wish.variant.tracked and wish.variant.policy == "DENY"
        if obeys and not enough:
            raise ClaimFailedError(wish.variant, wish.line)
        if level is not None:
            key = wish.variant.id, level.location_id
            taken[key] = taken.get(key, 0) + wish.quantity
            chosen[wish.line] = level.location_id
    return chosen


def _best(store: Store, wish: Wish, taken: dict[tuple[int, int], int]) -> Level | None:
    active = {location.id for location in store.locations if location.active}
    levels = [level for level in wish.variant.levels if level.location_id in active]
    full = [level for level in levels if _left(wish, level, taken) >= wish.quantity]
    return next(iter(full or levels), None)


def _left(wish: Wish, level: Level, taken: dict[tuple[int, int], int]) -> int:
    return level.available - taken.get((wish.variant.id, level.location_id), 0)


def claim(desk: Desk, line: Line, location_id: int, quantity: int) -> None:
    """Commit stock to a line: it is no longer available, but still on hand."""
    variant, level = _stocked(desk.store, line, location_id)
    if variant is None or level is None or not variant.tracked:
        return
    level.available -= quantity
    level.committed += quantity
    line.claims.append(Claim(location_id, quantity))
    desk.stock_changed(variant, location_id)


def ship(desk: Desk, line: Line, location_id: int, quantity: int) -> None:
    """Take shipped units away: first those the line had claimed there."""
    variant, level = _stocked(desk.store, line, location_id)
    if variant is None or level is None or not variant.tracked:
        return
    claimed = _use_claims(line, location_id, quantity)
    if claimed:
        level.committed -= claimed
        desk.stock_changed(variant, location_id)


def unship(desk: Desk, line: Line, location_id: int, quantity: int) -> None:
    """A cancelled parcel's units are on hand again and committed to the line."""
    variant, level = _stocked(desk.store, line, location_id)
    if variant is None or level is None or not variant.tracked:
        return
    level.committed += quantity
    line.claims.append(Claim(location_id, quantity))
    desk.stock_changed(variant, location_id)


def release(desk: Desk, line: Line, quantity: int, *, restock: bool) -> None:
    """Give up what unshipped units had claimed; with `restock` they can be sold again, except at a
    deactivated location, where they are lost to the stock (schema, orderCancel)."""
    for claimed in list(line.claims):
        part = _use_claims(line, claimed.location_id, min(quantity, claimed.quantity))
        quantity -= part
        variant, level = _stocked(desk.store, line, claimed.location_id)
        place = desk.store.location(claimed.location_id)
        if part and variant is not None and level is not None:
            level.committed -= part
            level.available += part if restock and place is not None and place.active else 0
            desk.stock_changed(variant, claimed.location_id)


def carry(desk: Desk, line: Line, origin: int, target: int, quantity: int) -> None:
    """What a line had claimed at one location it claims at another, which is to ship it."""
    variant, level = _stocked(desk.store, line, origin)
    moved = _use_claims(line, origin, quantity)
    if moved and variant is not None and level is not None:
        level.committed -= moved
        level.available += moved
        desk.stock_changed(variant, origin)
        claim(desk, line, target, moved)


def put_back(desk: Desk, line: Line, location_id: int, quantity: int) -> None:
    """Returned units can be sold again."""
    variant, level = _stocked(desk.store, line, location_id)
    if variant is not None and level is not None and variant.tracked:
        level.available += quantity
        desk.stock_changed(variant, location_id)


def home(store: Store, order: Order, line: Line) -> int | None:
    """The location that ships the line."""
    for one in order.fulfillment_orders:
        if any(part.line_id == line.id for part in one.lines):
            return one.location_id
    return next((location.id for location in store.locations if location.active), None)


def _use_claims(line: Line, location_id: int, quantity: int) -> int:
    used = 0
    for claimed in list(line.claims):
        if claimed.location_id == location_id and used < quantity:
            part = min(claimed.quantity, quantity - used)
            claimed.quantity -= part
            used += part
            if not claimed.quantity:
                line.claims.remove(claimed)
    return used


def _stocked(store: Store, line: Line, location_id: int) -> tuple[Variant | None, Level | None]:
    variant = store.variants.get(line.variant_id or 0)
    return variant, variant.level(location_id) if variant else None
