"""Fulfilment orders: held, released, moved, split; a split makes new ids, as Shopify's does."""

from collections.abc import Sequence

from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import FulfillmentOrder, FulfillmentOrderLine, Hold, Order

Parts = Sequence[tuple[FulfillmentOrderLine, int]]
_MOST_HOLDS = 10


def hold(
    desk: Desk,
    order: Order,
    task: FulfillmentOrder,
    reason: str,
    notes: str | None,
    parts: Parts = (),
) -> FulfillmentOrder | None:
    """Hold the fulfilment order; with parts only those, and what is left is a new one."""
    if task.status not in ("OPEN", "SCHEDULED", "ON_HOLD"):
        sentence = "The fulfillment order is not in a splittable state."
        raise refuse(sentence, "id", code="FULFILLMENT_ORDER_NOT_SPLITTABLE")
    if len(task.holds) >= _MOST_HOLDS:
        sentence = "The maximum number of fulfillment holds for this fulfillment order is reached."
        raise refuse(sentence, "id", code="FULFILLMENT_ORDER_HOLD_LIMIT_REACHED")
    rest = split(desk, order, task, parts) if parts else None
    task.holds.append(Hold(desk.id("FulfillmentHold"), reason, notes))
    task.status, task.updated_at = "ON_HOLD", desk.at
    desk.changed(order, "Fulfillment put on hold.")
    _tell(desk, order, task, "FULFILLMENT_ORDERS_PLACED_ON_HOLD")
    return rest


def release(
    desk: Desk, order: Order, task: FulfillmentOrder, hold_ids: Sequence[int] | None = None
) -> None:
    """End these holds, or all; the last one ended makes the fulfilment order open again."""
    task.holds = [one for one in task.holds if hold_ids and one.id not in hold_ids]
    if not task.holds and task.status == "ON_HOLD":
        task.status = "OPEN"
        _tell(desk, order, task, "FULFILLMENT_ORDERS_HOLD_RELEASED")
    task.updated_at = desk.at
    desk.changed(order, "Fulfillment hold released.")


def move(
    desk: Desk, order: Order, task: FulfillmentOrder, location_id: int, parts: Parts = ()
) -> FulfillmentOrder:
    """Another location is to ship it, or these parts of it; returns what was moved."""
    if task.status not in ("OPEN", "SCHEDULED", "ON_HOLD"):
        raise refuse("The fulfillment order cannot be moved in its current state.", "id")
    if parts:
        rest = split(desk, order, task, parts)
        # What stays keeps its id: it is the picked part that gets a new one.
        task.lines, rest.lines = rest.lines, task.lines
        moved = rest
    else:
        moved = task
    moved.location_id, moved.updated_at = location_id, desk.at
    desk.changed(order, "Fulfillment moved to another location.")
    _tell(desk, order, moved, "FULFILLMENT_ORDERS_MOVED")
    return moved


def split(desk: Desk, order: Order, task: FulfillmentOrder, parts: Parts) -> FulfillmentOrder:
    """Leave these parts in the fulfilment order and put the rest into a new one."""
    for part, quantity in parts:
        if not 0 < quantity <= part.remaining:
            sentence = "The fulfillment order line item quantity is invalid."
            raise refuse(sentence, "fulfillmentOrderLineItems", code="INVALID_LINE_ITEM_QUANTITY")
    picked = {part.id: quantity for part, quantity in parts}
    rest, kept = [], []
    for part in task.lines:
        left = part.remaining - picked.get(part.id, 0)
        if left:
            number = desk.id("FulfillmentOrderLineItem")
            rest.append(FulfillmentOrderLine(number, part.line_id, left, left))
        if part.id in picked:
            part.total -= left
            part.remaining -= left
            kept.append(part)
    task.lines = kept
    number = desk.id("FulfillmentOrder")
    made = FulfillmentOrder(number, task.location_id, desk.at, desk.at, rest)
    order.fulfillment_orders.append(made)
    return made


def _tell(desk: Desk, order: Order, task: FulfillmentOrder, topic: str) -> None:
    number = f"gid://shopify/FulfillmentOrder/{task.id}"
    body = {
        "fulfillment_order": {
            "id": number,
            "status": task.status.lower(),
            "order_id": f"gid://shopify/Order/{order.id}",
        }
    }
    desk.send(topic, lambda: body)
