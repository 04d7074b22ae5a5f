"""Orders: placed by customers, handled by the shop's staff."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import totals
from sandbox.shopify.actions.create import create, sale
from sandbox.shopify.actions.stock import IGNORE
from sandbox.shopify.control import placing, reading, views
from sandbox.shopify.control.routes import Body, Home, route, store_of
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Order


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    one = "/{shop}/orders/{id}"
    return [
        route(home, "/{shop}/orders", "GET", _list),
        route(home, "/{shop}/orders", "POST", _place),
        route(home, one, "GET", _show),
        route(home, f"{one}/pay", "POST", _pay),
    ]


def at(home: Home, request: Request) -> tuple[Desk, Order]:
    """A desk at the store that the address names, and its order that the address names."""
    store = store_of(home, request)
    return home.desk(store), reading.find_order(store, request.path_params["id"])


def _list(home: Home, request: Request, _body: Body) -> Any:
    store = store_of(home, request)
    limit = int(request.query_params.get("limit", "50"))
    offset = int(request.query_params.get("offset", "0"))
    newest = sorted(store.orders.values(), key=lambda one: (one.created_at, one.id), reverse=True)
    chosen = newest[offset : offset + limit]
    return {"total": len(newest), "orders": [views.order_row(order) for order in chosen]}


def _place(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    given = placing.order_input(store, body)
    if body.get("paid", True):
        given["financialStatus"] = "PAID"
    order = create(home.desk(store), given, IGNORE)
    return views.order(store, order)


def _show(home: Home, request: Request, _body: Body) -> Any:
    desk, order = at(home, request)
    return views.order(desk.store, order)


def _pay(home: Home, request: Request, _body: Body) -> Any:
    desk, order = at(home, request)
    if order.cancelled_at or totals.outstanding(order) <= 0:
        raise ValueError(f"there is nothing to pay on {order.name}")
    order.transactions.append(sale(desk, order))
    desk.changed(order, "Marked as paid.", "ORDERS_PAID")
    return views.order(desk.store, order)
