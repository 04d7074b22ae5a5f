"""Which parcels a shipment makes: one for each location that has a share in it."""

from collections.abc import Mapping

from sandbox.shopify.actions.fulfil import FULFILLABLE, Pick
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import FulfillmentOrderLine


def picks(
    order: Order, wanted: Mapping[int, int] | None, location_id: int | None
) -> list[list[Pick]]:
    """What to take from each fulfilment order, grouped by location.

    `wanted` maps a line's id to units; None means all that is left. ValueError when there is not
    as much to ship.
    """
    left = dict(wanted) if wanted is not None else None
    grouped: dict[int, list[Pick]] = {}
    for task in order.fulfillment_orders:
        if task.status not in FULFILLABLE or location_id not in (None, task.location_id):
            continue
        chosen = [(part, _take(part, left)) for part in task.lines]
        chosen = [(part, units) for part, units in chosen if units]
        if chosen:
            grouped.setdefault(task.location_id, []).append(Pick(order, task, chosen))
    if left and any(left.values()):
        raise ValueError(f"{order.name} has not as much to ship")
    if not grouped:
        raise ValueError(f"there is nothing to ship on {order.name}")
    return list(grouped.values())


def _take(part: FulfillmentOrderLine, left: dict[int, int] | None) -> int:
    if left is None:
        return part.remaining
    units = min(part.remaining, left.get(part.line_id, 0))
    if units:
        left[part.line_id] -= units
    return units
