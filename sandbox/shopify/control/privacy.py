"""The privacy topics: sent to the address in the app's own configuration, not to subscriptions.

Shapes: shopify.dev, "Privacy law compliance".
"""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify.control import reading
from sandbox.shopify.control.routes import Action, Body, Home, route, store_of
from sandbox.shopify.state import Store

_Payload = Callable[[Home, Store, Body], dict[str, Any]]


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    return [
        route(home, "/{shop}/privacy/data-request", "POST", _send("CUSTOMERS_DATA_REQUEST", _ask)),
        route(home, "/{shop}/privacy/redact-customer", "POST", _send("CUSTOMERS_REDACT", _redact)),
        route(home, "/{shop}/privacy/redact-shop", "POST", _send("SHOP_REDACT", _shop)),
    ]


def _send(topic: str, payload: _Payload) -> Action:
    def send(home: Home, request: Request, body: Body) -> Any:
        store = store_of(home, request)
        reading.known(body, "uri", "orders")
        whole = payload(home, store, body)
        desk = home.desk(store)
        home.courier.tell(store, topic, str(body["uri"]), whole, desk.event_id, desk.at)
        return whole

    return send


def _ask(home: Home, store: Store, body: Body) -> dict[str, Any]:
    customer, orders = _concerned(store, body)
    request = {"id": home.world.next_id("DataRequest")}
    shop = _shop(home, store, body)
    return {**shop, "orders_requested": orders, "customer": customer, "data_request": request}


def _redact(home: Home, store: Store, body: Body) -> dict[str, Any]:
    customer, orders = _concerned(store, body)
    return {**_shop(home, store, body), "customer": customer, "orders_to_redact": orders}


def _shop(_home: Home, store: Store, _body: Body) -> dict[str, Any]:
    return {"shop_id": store.id, "shop_domain": store.domain}


def _concerned(store: Store, body: Body) -> tuple[dict[str, Any], list[int]]:
    """The customer of the first order, and the orders' ids."""
    orders = [reading.find_order(store, str(each)) for each in body["orders"]]
    if not orders or orders[0].customer is None:
        raise ValueError("orders must name at least one order of a customer")
    who = orders[0].customer
    customer = {"id": who.id, "email": who.email, "phone": who.phone}
    return customer, [order.id for order in orders]
