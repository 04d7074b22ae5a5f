"""Fulfilment orders: moved, split, given to the fulfilment service of another app."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify.actions import tasks
from sandbox.shopify.control import order_views, reading
from sandbox.shopify.control.orders import at
from sandbox.shopify.control.routes import Body, Home, route
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import FulfillmentOrder, FulfillmentOrderLine

_OPEN = ("OPEN", "SCHEDULED", "ON_HOLD")


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    one = "/{shop}/orders/{id}"
    return [
        route(home, f"{one}/move", "POST", _move),
        route(home, f"{one}/split", "POST", _split),
        route(home, f"{one}/assign", "POST", _assign),
    ]


def _named(order: Order, given: Any) -> list[FulfillmentOrder]:
    """The fulfilment order of that id, or all that nothing was shipped of yet."""
    if given is None:
        found = [task for task in order.fulfillment_orders if task.status in _OPEN]
    else:
        number = str(given).rpartition("/")[2]
        found = [task for task in order.fulfillment_orders if str(task.id) == number]
    if not found:
        raise ValueError(f"{order.name} has no such fulfillment order that is open")
    return found


def _one(order: Order, given: Any) -> FulfillmentOrder:
    found = _named(order, given)
    if len(found) > 1:
        raise ValueError(f"{order.name} has several fulfillment orders: say fulfillmentOrderId")
    return found[0]


def _parts(
    order: Order, task: FulfillmentOrder, rows: Any
) -> list[tuple[FulfillmentOrderLine, int]]:
    found = []
    for row in rows or []:
        reading.known(row, "lineId", "quantity")
        line = reading.find_line(order, row.get("lineId"))
        part = next((one for one in task.lines if one.line_id == line.id), None)
        if part is None:
            raise ValueError(f"the fulfillment order has nothing of {line.name}")
        found.append((part, reading.whole(row.get("quantity"), "quantity", 1)))
    return found


def _move(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "locationId", "lines", "fulfillmentOrderId")
    place = reading.find_location(desk.store, body["locationId"])
    task = _one(order, body.get("fulfillmentOrderId"))
    tasks.move(desk, order, task, place.id, _parts(order, task, body.get("lines")))
    return order_views.order(desk.store, order)


def _split(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "lines", "fulfillmentOrderId")
    task = _one(order, body.get("fulfillmentOrderId"))
    tasks.split_off(desk, order, task, _parts(order, task, body["lines"]))
    return order_views.order(desk.store, order)


def _assign(home: Home, request: Request, body: Body) -> Any:
    desk, order = at(home, request)
    reading.known(body, "service", "accepted", "fulfillmentOrderId")
    service, accepted = str(body.get("service") or "Quick Ship"), bool(body.get("accepted"))
    for task in _named(order, body.get("fulfillmentOrderId")):
        tasks.hand_over(desk, order, task, service, accepted=accepted)
    return order_views.order(desk.store, order)
