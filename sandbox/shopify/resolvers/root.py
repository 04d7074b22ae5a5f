"""The root: what can be asked for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from graphql import GraphQLError

from sandbox.shopify import index, search, totals
from sandbox.shopify.actions import checks
from sandbox.shopify.actions.parts import namespace
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import number_of, split
from sandbox.shopify.orders import Order
from sandbox.shopify.paging import Key, connection
from sandbox.shopify.parcels import FulfillmentOrder
from sandbox.shopify.resolvers.fulfillments import may_see
from sandbox.shopify.resolvers.products import Item
from sandbox.shopify.resolvers.shop import VERSIONS
from sandbox.shopify.state import Store, Variant

_SIXTY_DAYS = timedelta(days=60)

query = Noun("QueryRoot")


def may_read(ask: Ask, order: Order) -> bool:
    """Whether the app may see the order: older than 60 days only with `read_all_orders`."""
    young = ask.desk.at - order.created_at <= _SIXTY_DAYS
    return young or "read_all_orders" in ask.info.context.held


def find_order(ask: Ask, given: str) -> Order | None:
    """The order of that global id, if the app may read it."""
    order = ask.store.orders.get(number_of(given, "Order"))
    return order if order is not None and may_read(ask, order) else None


@query.field("order")
def _order(_it: Any, ask: Ask) -> Order | None:
    return find_order(ask, ask["id"])


@query.field("fulfillmentOrder")
def _fulfillment_order(_it: Any, ask: Ask) -> Of[FulfillmentOrder] | None:
    wanted = number_of(ask["id"], "FulfillmentOrder")
    for order in ask.store.orders.values():
        for one in order.fulfillment_orders:
            if one.id == wanted and may_read(ask, order) and may_see(ask, one):
                return Of(order, one)
    return None


@query.field("fulfillment")
def _fulfillment(_it: Any, ask: Ask) -> Of[Any] | None:
    found = _of_orders(ask.store, "fulfillments", number_of(ask["id"], "Fulfillment"))
    return found if found is not None and may_read(ask, found.order) else None


@query.field("orderByIdentifier")
def _order_by_identifier(_it: Any, ask: Ask) -> Order | None:
    given = ask["identifier"]
    if len([value for value in given.values() if value is not None]) != 1 or len(given) != 1:
        raise GraphQLError(
            "'OrderIdentifierInput' requires exactly one argument, "
            f"but {len(given)} were provided.",
            extensions={"code": "invalidOneOfInputObject"},
        )
    if "id" in given:
        return find_order(ask, given["id"])
    custom = given["customId"]
    full = namespace(ask.store, custom.get("namespace"))
    if not checks.is_unique(ask.store, full, custom["key"]):
        raise GraphQLError(
            "Metafield definition of type 'id' is required when using custom ids.",
            extensions={"code": "NOT_FOUND"},
        )
    found = checks.holder(ask.store, full, custom["key"], custom["value"])
    if found is None or not may_read(ask, found):
        return None
    age = (ask.desk.at - found.created_at).total_seconds()
    return found if age >= ask.world.settings.keyed_lookup_lag_seconds else None


_SORTS: dict[str, Callable[[Order], Any]] = {
    "ID": lambda it: it.id,
    "CREATED_AT": lambda it: it.created_at.isoformat(),
    "UPDATED_AT": lambda it: it.updated_at.isoformat(),
    "PROCESSED_AT": lambda it: it.processed_at.isoformat(),
    "ORDER_NUMBER": lambda it: it.number,
    "PO_NUMBER": lambda it: it.po_number or "",
    "CUSTOMER_NAME": lambda it: it.customer.name if it.customer else "",
    "FINANCIAL_STATUS": lambda it: totals.financial_status(it) or "",
    "FULFILLMENT_STATUS": totals.fulfillment_status,
    "TOTAL_PRICE": lambda it: float(totals.total(it)),
    "CURRENT_TOTAL_PRICE": lambda it: float(totals.current_total(it)),
    "TOTAL_ITEMS_QUANTITY": lambda it: sum(line.quantity for line in it.lines),
    "RELEVANCE": lambda it: -it.id,
}


def _sorting(sorts: dict[str, Callable[[Any], Any]], ask: Ask) -> Key:
    chosen = sorts.get(ask["sortKey"])
    if chosen is None:
        raise checks.unknown(f"the sort key {ask['sortKey']} of {ask.info.field_name}")
    return lambda it: (chosen(it), it.id)


@query.field("orders")
def _orders(_it: Any, ask: Ask) -> dict[str, Any]:
    found = _searched(ask, "Order", search.ORDERS, list(ask.store.orders.values()))
    readable = [order for order in found if may_read(ask, order)]
    return connection(ask, readable, _sorting(_SORTS, ask))


def _searched(ask: Ask, noun: str, known: dict[str, str], things: list[Any]) -> list[Any]:
    if ask["savedSearchId"]:
        raise checks.unknown("saved searches")
    wanted = search.parse(ask["query"], known)
    lag = ask.world.settings.search_lag_seconds
    found = []
    for thing in things:
        document = index.visible(ask.store, noun, thing.id, ask.desk.at, lag)
        if document is not None and wanted.matches(document):
            found.append(thing)
    if wanted.warnings:
        path = ask.info.path.as_list()
        ask.info.context.search.append(
            {"path": path, "query": wanted.text, "warnings": wanted.warnings}
        )
    return found


_VARIANT_SORTS: dict[str, Callable[[Variant], Any]] = {
    "ID": lambda it: it.id,
    "POSITION": lambda it: it.id,
    "SKU": lambda it: it.sku,
    "TITLE": lambda it: it.title,
    "NAME": lambda it: it.title,
    "INVENTORY_QUANTITY": lambda it: it.available,
    "RELEVANCE": lambda it: it.id,
}


@query.field("productVariants")
def _variants(_it: Any, ask: Ask) -> dict[str, Any]:
    things = list(ask.store.variants.values())
    found = _searched(ask, "ProductVariant", search.VARIANTS, things)
    return connection(ask, found, _sorting(_VARIANT_SORTS, ask))


@query.field("productVariant")
def _variant(_it: Any, ask: Ask) -> Variant | None:
    return ask.store.variants.get(number_of(ask["id"], "ProductVariant"))


@query.field("product")
def _product(_it: Any, ask: Ask) -> Any:
    return ask.store.products.get(number_of(ask["id"], "Product"))


@query.field("inventoryItem")
def _inventory_item(_it: Any, ask: Ask) -> Item | None:
    found = ask.store.by_item(number_of(ask["id"], "InventoryItem"))
    return Item(found) if found else None


@query.field("locations")
def _locations(_it: Any, ask: Ask) -> dict[str, Any]:
    if ask["query"]:
        raise checks.unknown("QueryRoot.locations(query:)")
    found = [one for one in ask.store.locations if one.active or ask["includeInactive"]]
    by_name = ask["sortKey"] == "NAME"
    return connection(ask, found, lambda one: (one.name if by_name else one.id, one.id))


@query.field("location")
def _location(_it: Any, ask: Ask) -> Any:
    if ask["id"] is None:
        return next((one for one in ask.store.locations if one.active), None)
    return ask.store.location(number_of(ask["id"], "Location"))


query.field("shop", "currentAppInstallation")(lambda _, ask: ask.store)
query.field("publicApiVersions")(
    lambda _it, _ask: [
        {"handle": handle, "supported": supported, "displayName": handle}
        for handle, supported in VERSIONS
    ]
)


@query.field("node")
def _node(_it: Any, ask: Ask) -> Any:
    return _any(ask, ask["id"])


@query.field("nodes")
def _nodes(_it: Any, ask: Ask) -> list[Any]:
    return [_any(ask, given) for given in ask["ids"]]


def _any(ask: Ask, given: str) -> Any:
    noun, number = split(given)
    if noun not in _FINDERS:
        raise checks.unknown(f"nodes of type {noun}")
    return _FINDERS[noun](ask, int(number) if number.isdigit() else 0)


def _of_orders(store: Store, attribute: str, number: int) -> Any:
    for order in store.orders.values():
        for part in getattr(order, attribute):
            if part.id == number:
                return Of(order, part)
    return None


def _item(ask: Ask, number: int) -> Item | None:
    found = ask.store.by_item(number)
    return Item(found) if found else None


def _readable(ask: Ask, number: int) -> Order | None:
    order = ask.store.orders.get(number)
    return order if order is not None and may_read(ask, order) else None


_FINDERS: dict[str, Callable[[Ask, int], Any]] = {
    "Order": _readable,
    "ProductVariant": lambda ask, number: ask.store.variants.get(number),
    "Product": lambda ask, number: ask.store.products.get(number),
    "InventoryItem": _item,
    "Location": lambda ask, number: ask.store.location(number),
    "LineItem": lambda ask, number: _of_orders(ask.store, "lines", number),
    "Fulfillment": lambda ask, number: _of_orders(ask.store, "fulfillments", number),
    "FulfillmentOrder": lambda ask, n: _of_orders(ask.store, "fulfillment_orders", n),
    "Return": lambda ask, number: _of_orders(ask.store, "returns", number),
    "Refund": lambda ask, number: _of_orders(ask.store, "refunds", number),
    "OrderTransaction": lambda ask, number: _of_orders(ask.store, "transactions", number),
}
