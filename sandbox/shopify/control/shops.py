"""Stores, what they sell, the settings and the webhooks' deliveries."""

import re
from dataclasses import fields
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import money, seed
from sandbox.shopify.control import reading, views
from sandbox.shopify.control.routes import Body, Home, route, store_of
from sandbox.shopify.desk import camel
from sandbox.shopify.editing import CHANNELS, OWN
from sandbox.shopify.state import Level, Location, Settings, Store, Variant

_SHOP = re.compile(r"[a-z0-9][a-z0-9-]*")
_STATES = ("open", "frozen", "forbidden", "missing", "locked")
_PRODUCT = (
    "sku",
    "title",
    "variantTitle",
    "price",
    "tracked",
    "policy",
    "available",
    "requiresShipping",
)


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    return [
        route(home, "/stores", "GET", _stores),
        route(home, "/stores", "POST", _open),
        route(home, "/settings", "GET", _settings),
        route(home, "/settings", "PATCH", _set),
        route(home, "/webhooks", "GET", _webhooks),
        route(home, "/webhooks/{id}/redeliver", "POST", _redeliver),
        route(home, "/{shop}", "PATCH", _change_store),
        route(home, "/{shop}/uninstall", "POST", _uninstall),
        route(home, "/{shop}/locations", "POST", _add_location),
        route(home, "/{shop}/locations/{id}", "PATCH", _change_location),
        route(home, "/{shop}/products", "GET", _products),
        route(home, "/{shop}/products", "POST", _add_product),
        route(home, "/{shop}/products/{id}", "PATCH", _change_product),
        route(home, "/{shop}/stock", "PUT", _stock),
    ]


def _stores(home: Home, _request: Request, _body: Body) -> Any:
    return [views.store(one) for one in home.world.stores.values()]


def _open(home: Home, _request: Request, body: Body) -> Any:
    reading.known(body, "shop", "name", "location", "number")
    shop = str(body["shop"])
    if not _SHOP.fullmatch(shop) or shop in home.world.stores:
        raise ValueError("shop must be a name of a to z, 0 to 9 and - that no store has yet")
    number = reading.whole(body.get("number", 1001), "number", 1)
    name, location = str(body["name"]), str(body.get("location", "Warehouse"))
    return views.store(seed.open_store(home.world, shop, name, number, [location]))


def _settings(home: Home, _request: Request, _body: Body) -> Any:
    return views.settings(home.world.settings)


def _set(home: Home, _request: Request, body: Body) -> Any:
    names = {camel(one.name): one.name for one in fields(Settings)}
    reading.known(body, *names)
    for name, value in body.items():
        _check_setting(name, value)
    views.changed(home.world.settings, body, names)
    return views.settings(home.world.settings)


def _check_setting(name: str, value: Any) -> None:
    if name == "uniqueIdMetafields":
        if value not in ("refuse", "drop"):
            raise ValueError("uniqueIdMetafields must be refuse or drop")
    elif name == "orderEdits":
        if value not in (OWN, CHANNELS):
            raise ValueError(f"orderEdits must be {OWN} or {CHANNELS}")
    elif name == "ordersPerMinute":
        if value is not None:
            reading.whole(value, name, 0)
    elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"{name} must be a number that is not below 0")


def _webhooks(home: Home, _request: Request, _body: Body) -> Any:
    return [views.delivery(one) for one in home.world.deliveries.values()]


def _redeliver(home: Home, request: Request, _body: Body) -> Any:
    found = home.world.deliveries.get(request.path_params["id"])
    if found is None:
        raise reading.NotThereError("there is no delivery of that id")
    home.courier.again(found)
    return views.delivery(found)


def _change_store(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    allowed = {
        "scopes": "scopes",
        "tokenValid": "token_valid",
        "installed": "installed",
        "plan": "plan",
        "currency": "currency",
        "partnerDevelopment": "partner_development",
        "state": "state",
    }
    reading.known(body, *allowed, "frozen")
    if "frozen" in body:
        body = {**body, "state": "frozen" if body["frozen"] else "open"}
    if body.get("state", "open") not in _STATES:
        raise ValueError(f"state must be one of {', '.join(_STATES)}")
    views.changed(store, body, allowed)
    return views.store(store)


def _uninstall(home: Home, request: Request, _body: Body) -> Any:
    store = store_of(home, request)
    desk = home.desk(store)
    payload = {
        "id": store.id,
        "name": store.name,
        "email": store.email,
        "domain": store.domain,
        "myshopify_domain": store.domain,
        "currency": store.currency,
        "plan_name": store.plan.casefold(),
    }
    desk.send("APP_UNINSTALLED", lambda: payload)
    store.installed, store.tokens, store.subscriptions = False, {}, []
    return views.store(store)


def _add_location(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    reading.known(body, "name")
    store.locations.append(Location(home.world.next_id("Location"), str(body["name"])))
    return views.store(store)


def _change_location(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    reading.known(body, "active")
    if not isinstance(body["active"], bool):
        raise ValueError("active must be true or false")
    reading.find_location(store, request.path_params["id"]).active = body["active"]
    return views.store(store)


def _products(home: Home, request: Request, _body: Body) -> Any:
    store = store_of(home, request)
    return [views.variant(store, one) for one in store.variants.values()]


def _add_product(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    reading.known(body, *_PRODUCT, "locationId")
    _check_product(body)
    location = reading.find_location(store, body.get("locationId"))
    desk = home.desk(store)
    option = body.get("variantTitle") or "Default Title"
    price = money.parse(body["price"])
    sku = str(body["sku"])
    variant = seed.add_variant(home.world, store, sku, str(body["title"]), option, price, desk.at)
    variant.levels = [Level(location.id, body.get("available", 10), updated_at=desk.at)]
    _apply(variant, {**body, "available": None})
    desk.product_changed(variant, "PRODUCTS_CREATE")
    return views.variant(store, variant)


def _change_product(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    number = request.path_params["id"].rpartition("/")[2]
    variant = store.variants.get(int(number)) if number.isdigit() else None
    if variant is None:
        raise reading.NotThereError(f"{store.handle} has no variant {request.path_params['id']}")
    reading.known(body, *_PRODUCT)
    _check_product(body)
    if "title" in body:
        store.products[variant.product_id].title = str(body["title"])
    if "available" in body:
        _put(home, store, variant, body["available"], store.locations[0])
    _apply(variant, body)
    home.desk(store).product_changed(variant)
    return views.variant(store, variant)


def _check_product(body: Body) -> None:
    if body.get("policy", "DENY") not in ("DENY", "CONTINUE"):
        raise ValueError("policy must be DENY or CONTINUE")
    if body.get("available") is not None:
        reading.whole(body["available"], "available")
    if "price" in body:
        money.parse(body["price"])


def _apply(variant: Variant, body: Body) -> None:
    names = {"sku": "sku", "tracked": "tracked", "policy": "policy"}
    views.changed(variant, body, {**names, "requiresShipping": "requires_shipping"})
    if "price" in body:
        variant.price = money.parse(body["price"])
    if "variantTitle" in body:
        variant.title = body["variantTitle"] or "Default Title"


def _stock(home: Home, request: Request, body: Body) -> Any:
    store = store_of(home, request)
    reading.known(body, "sku", "available", "locationId")
    variant = reading.one_by_sku(store, body["sku"])
    location = reading.find_location(store, body.get("locationId"))
    _put(home, store, variant, reading.whole(body["available"], "available"), location)
    return views.variant(store, variant)


def _put(home: Home, store: Store, variant: Variant, available: int, location: Location) -> None:
    level = variant.level(location.id)
    if level is None:
        level = Level(location.id)
        variant.levels.append(level)
    level.available = available
    home.desk(store).stock_changed(variant, location.id)
