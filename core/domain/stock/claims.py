"""What a customer's order keeps from the shelves of its own store.

Shopify takes an order's units off the location that is to ship them, and puts them back when they
are refunded into stock or the order is cancelled. SyncTec hears of an order, not of its units: what
changed on the shelves is the difference between what the order keeps now and what it kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.domain.orders import Order, OrderLine

Claims = Mapping[tuple[str, str, str], int]
"""Units by (order's line, location, variant)."""


def claims_of(order: Order, before: Claims) -> Claims:
    """What an order keeps now. What is shipped stays where it was taken from."""
    if order.cancelled_at is not None:
        return {}
    found: dict[tuple[str, str, str], int] = {}
    for line in order.lines:
        if line.variant_gid is not None and line.tracked:
            for location, units in _places(line, before):
                key = (line.gid, location, line.variant_gid)
                found[key] = found.get(key, 0) + units
    return {key: units for key, units in found.items() if units > 0}


def _places(line: OrderLine, before: Claims) -> Iterator[tuple[str, int]]:
    left = line.current
    waiting: dict[str, int] = {}
    for place in line.places:
        if place.location_gid is not None:
            units = min(left, place.quantity)
            waiting[place.location_gid] = waiting.get(place.location_gid, 0) + units
            left -= units
            yield place.location_gid, units
    # Shipped, or not assigned yet: from where it was taken, as far as that is known.
    for (line_gid, location, _), units in before.items():
        if line_gid == line.gid:
            shipped = min(left, max(0, units - waiting.get(location, 0)))
            left -= shipped
            yield location, shipped


def gone_before(order: Order) -> Mapping[str, int]:
    """By variant: units that an order had given back before it was heard of for the first time."""
    found: dict[str, int] = {}
    for line in order.lines:
        if line.variant_gid is not None and line.tracked:
            kept = 0 if order.cancelled_at is not None else line.current
            found[line.variant_gid] = found.get(line.variant_gid, 0) + line.quantity - kept
    return {variant: units for variant, units in found.items() if units > 0}


def differences(before: Claims, after: Claims) -> Mapping[tuple[str, str], int]:
    """By (variant, location): how many units more an order keeps now."""
    found: dict[tuple[str, str], int] = {}
    for claims, sign in ((before, -1), (after, 1)):
        for (_, location, variant), units in claims.items():
            key = (variant, location)
            found[key] = found.get(key, 0) + sign * units
    return {key: units for key, units in found.items() if units}
