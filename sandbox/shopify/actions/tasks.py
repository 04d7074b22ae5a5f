"""Fulfilment orders: held, released, moved, split, handed over; new ones get new ids."""

from collections.abc import Sequence
from typing import Any

from sandbox.shopify.actions import stock
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.ids import gid
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import FulfillmentOrder, FulfillmentOrderLine, Hold
from sandbox.shopify.state import Level, Location

Parts = Sequence[tuple[FulfillmentOrderLine, int]]
_MOST_HOLDS = 10
_MOVABLE = ("OPEN", "SCHEDULED", "ON_HOLD")


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
    """Another location is to ship it, or these parts of it; returns what holds them afterwards.

    Where the location has a fulfilment order of this order already, that one is closed, and a new
    one holds the lines of both (schema, fulfillmentOrderMove).
    """
    _check_move(desk, order, task, location_id, parts)
    origin = task.location_id
    asked = [(part.id, units) for part, units in parts]
    if parts and sum(quantity for _, quantity in parts) < sum(x.remaining for x in task.lines):
        rest = split(desk, order, task, parts)
        # What stays keeps its id: it is the picked part that gets a new one.
        task.lines, rest.lines = rest.lines, task.lines
        moved = rest
    else:
        moved = task
    lines = {line.id: line for line in order.lines}
    for part in moved.lines:
        stock.carry(desk, lines[part.line_id], moved.location_id, location_id, part.remaining)
    moved.location_id, moved.updated_at = location_id, desk.at
    moved = _merged(desk, order, moved)
    desk.changed(order, "Fulfillment moved to another location.")
    body = {
        "original_fulfillment_order": _row(task, placed=True),
        "moved_fulfillment_order": _row(moved, placed=True),
        "destination_location_id": gid("Location", location_id),
        "fulfillment_order_line_items_requested": _items(asked),
        "source_location": {"id": gid("Location", origin)},
    }
    desk.send("FULFILLMENT_ORDERS_MOVED", lambda: body)
    return moved


def _check_move(
    desk: Desk, order: Order, task: FulfillmentOrder, location_id: int, parts: Parts
) -> None:
    if task.status == "IN_PROGRESS":
        sentence = "Cannot move a fulfillment order that has progress reported."
        raise refuse(sentence, "id", code="CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS")
    if task.status not in _MOVABLE or task.request_status != "UNSUBMITTED":
        raise refuse("The fulfillment order cannot be moved in its current state.", "id")
    for part, quantity in parts:
        if not 0 < quantity <= part.remaining:
            sentence = "The fulfillment order line item quantity is invalid."
            raise refuse(sentence, "fulfillmentOrderLineItems")
    going = {part.line_id for part in [part for part, _ in parts] or task.lines}
    for line in (line for line in order.lines if line.id in going):
        variant = desk.store.variants.get(line.variant_id or 0)
        if variant is not None and variant.level(location_id) is None:
            sentence = "The new location doesn't stock the requested inventory item."
            raise refuse(sentence, "newLocationId")


def _merged(desk: Desk, order: Order, moved: FulfillmentOrder) -> FulfillmentOrder:
    same = [
        one
        for one in order.fulfillment_orders
        if one is not moved and one.location_id == moved.location_id and one.status == moved.status
    ]
    if not same or moved.holds:
        return moved
    made = FulfillmentOrder(desk.id("FulfillmentOrder"), moved.location_id, desk.at, desk.at, [])
    made.status = moved.status
    for one in (*same, moved):
        for part in one.lines:
            number = desk.id("FulfillmentOrderLineItem")
            made.lines.append(
                FulfillmentOrderLine(number, part.line_id, part.remaining, part.remaining)
            )
            part.total, part.remaining = part.total - part.remaining, 0
        one.status, one.updated_at = "CLOSED", desk.at
    order.fulfillment_orders.append(made)
    return made


def hand_over(
    desk: Desk, order: Order, task: FulfillmentOrder, service: str, *, accepted: bool
) -> FulfillmentOrder:
    """Let another app's fulfilment service ship it, from a place of its own that stocks it.

    With `accepted` the service has taken the request on; until then it may be moved back.
    """
    place = next((one for one in desk.store.locations if one.service == service), None)
    if place is None:
        place = Location(desk.id("Location"), service, service=service)
        desk.store.locations.append(place)
    for part in task.lines:
        line = order.line(part.line_id)
        variant = desk.store.variants.get(line.variant_id or 0) if line else None
        if variant is not None and variant.level(place.id) is None:
            variant.levels.append(Level(place.id, part.remaining, updated_at=desk.at))
    moved = move(desk, order, task, place.id)
    if accepted:
        moved.request_status, moved.status = "ACCEPTED", "IN_PROGRESS"
    return moved


def split_off(desk: Desk, order: Order, task: FulfillmentOrder, parts: Parts) -> FulfillmentOrder:
    """Take these parts out of the fulfilment order into a new one, which is returned.

    Refusal as `check_split` has it.
    """
    check_split(task, parts)
    taken = []
    for part, units in parts:
        part.total -= units
        part.remaining -= units
        number = desk.id("FulfillmentOrderLineItem")
        taken.append(FulfillmentOrderLine(number, part.line_id, units, units))
    asked = [(part.id, units) for part, units in parts]
    task.lines = [part for part in task.lines if part.total]
    task.updated_at = desk.at
    made = FulfillmentOrder(
        desk.id("FulfillmentOrder"), task.location_id, desk.at, desk.at, taken, task.status
    )
    order.fulfillment_orders.append(made)
    desk.changed(order, "Fulfillment order split.")
    body = {
        "fulfillment_order": _row(task),
        "remaining_fulfillment_order": _row(made),
        "replacement_fulfillment_order": None,
        "split_line_items": _items(asked),
    }
    desk.send("FULFILLMENT_ORDERS_SPLIT", lambda: body)
    return made


def check_split(task: FulfillmentOrder, parts: Parts, *field: str) -> None:
    """Refusal, most in recorded sentences, when these parts cannot be taken out of it."""
    where = (*field, "fulfillmentOrderLineItems")
    if not parts:
        sentence = "There must be at least one item selected in this fulfillment to split it."
        raise refuse(sentence, *where, code="NO_LINE_ITEMS_PROVIDED_TO_SPLIT")
    if task.status not in ("OPEN", "SCHEDULED"):
        raise refuse("The fulfillment order is not in a splittable state.", *field)
    for place, (part, units) in enumerate(parts):
        if units <= 0:
            sentence = "You must select at least one item to split into a new fulfillment order."
            raise refuse(sentence, *where, str(place), "quantity", code="GREATER_THAN")
        if units > part.remaining:
            sentence = "The fulfillment order line item quantity is invalid."
            code = "INVALID_LINE_ITEM_QUANTITY"
            raise refuse(sentence, *where, str(place), "quantity", code=code)
    if sum(units for _, units in parts) == sum(part.remaining for part in task.lines):
        sentence = "At least one item must stay in the fulfillment order."
        raise refuse(sentence, *where, code="INVALID_LINE_ITEM_QUANTITY")


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


def _row(task: FulfillmentOrder, *, placed: bool = False) -> dict[str, Any]:
    place = {"assigned_location_id": gid("Location", task.location_id)} if placed else {}
    return {"id": gid("FulfillmentOrder", task.id), "status": task.status.lower(), **place}


def _items(asked: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    return [{"id": gid("FulfillmentOrderLineItem", n), "quantity": units} for n, units in asked]


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
