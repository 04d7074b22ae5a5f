"""Parcels: given tracking later, called back, and what their carriers say of them."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import schema
from sandbox.shopify.actions import fulfil, tracing
from sandbox.shopify.control import order_views, reading
from sandbox.shopify.control.orders import at
from sandbox.shopify.control.routes import Body, Home, route
from sandbox.shopify.desk import Desk, snake
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import Fulfillment

STATUSES = (
    "ATTEMPTED_DELIVERY",
    "CARRIER_PICKED_UP",
    "CONFIRMED",
    "DELAYED",
    "DELIVERED",
    "FAILURE",
    "IN_TRANSIT",
    "LABEL_PRINTED",
    "LABEL_PURCHASED",
    "OUT_FOR_DELIVERY",
    "READY_FOR_PICKUP",
)
_TIMES = ("happenedAt", "estimatedDeliveryAt")
_PLACE = ("message", "address1", "city", "province", "country", "zip")


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    one = "/{shop}/orders/{id}/fulfillments/{fulfillment}"
    return [
        route(home, f"{one}/tracking", "POST", _track),
        route(home, f"{one}/cancel", "POST", _cancel),
        route(home, f"{one}/events", "POST", _event),
    ]


def _parcel(home: Home, request: Request) -> tuple[Desk, Order, Fulfillment]:
    """The parcel that the address names by its numeric id, or by its name with or without `#`."""
    desk, order = at(home, request)
    given = request.path_params["fulfillment"]
    for one in order.fulfillments:
        if given in (str(one.id), one.name, one.name.removeprefix("#")):
            return desk, order, one
    raise reading.NotThereError(f"order {order.name} has no fulfillment {given}")


def _track(home: Home, request: Request, body: Body) -> Any:
    desk, order, parcel = _parcel(home, request)
    reading.known(body, "tracking", "notify")
    given = body.get("tracking") or {}
    reading.known(given, "company", "numbers", "urls")
    sent, notify = fulfil.tracking(given), bool(body.get("notify", False))
    fulfil.retrack(desk, order, parcel, sent, notify=notify)
    return order_views.order(desk.store, order)


def _cancel(home: Home, request: Request, body: Body) -> Any:
    desk, order, parcel = _parcel(home, request)
    reading.known(body)
    fulfil.call_back(desk, order, parcel)
    return order_views.order(desk.store, order)


def _event(home: Home, request: Request, body: Body) -> Any:
    desk, order, parcel = _parcel(home, request)
    reading.known(body, "status", *_TIMES, *_PLACE)
    if body["status"] not in STATUSES:
        raise ValueError(f"status must be one of {', '.join(STATUSES)}")
    rest: dict[str, Any] = {
        snake(name): schema.read_time(body[name]) for name in _TIMES if body.get(name)
    }
    rest |= {name: str(body[name]) for name in _PLACE if body.get(name)}
    tracing.happened(desk, order, parcel, status=body["status"], **rest)
    return order_views.order(desk.store, order)
