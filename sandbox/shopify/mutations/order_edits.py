"""orderEdit...: an order edited by the app that created it."""

from collections.abc import Callable
from typing import Any

from sandbox.shopify.actions import edit_session
from sandbox.shopify.actions.refusal import Refusal, refuse
from sandbox.shopify.editing import EditSession, Quantity
from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import number_of, split
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.orders import Order
from sandbox.shopify.resolvers.order_edits import Calculated
from sandbox.shopify.resolvers.root import find_order

mutation = Noun("Mutation")
_NAMES = ("calculatedOrder", "calculatedLineItem", "orderEditSession")


@mutation.field("orderEditBegin")
def _begin(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> dict[str, Any]:
        order = find_order(ask, ask["id"])
        if order is None:
            raise refuse("The order does not exist.", "id")
        return _shown(order, edit_session.begin(ask.desk, order))

    return _answered(do)


def _shown(order: Order, session: EditSession, key: str | None = None) -> dict[str, Any]:
    whole = Calculated(order, session)
    line = next((one for one in whole.lines if one.key == key), None)
    return dict(zip(_NAMES, (whole, line, session), strict=True))


def _answered(do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {**do(), "userErrors": []}
    except Refusal as refused:
        errors = [problem.to_json() for problem in refused.problems]
        return {**dict.fromkeys(_NAMES), "userErrors": errors}


def _session(ask: Ask) -> tuple[Order, EditSession]:
    noun, number = split(ask["id"])
    known = noun in ("CalculatedOrder", "OrderEditSession") and number.isdigit()
    session = ask.store.edits.get(int(number)) if known else None
    if session is None:
        raise refuse("The calculated order does not exist.", "id")
    return ask.store.orders[session.order_id], session


def _place(ask: Ask) -> int | None:
    if ask["locationId"] is None:
        return None
    found = ask.store.location(number_of(ask["locationId"], "Location"))
    if found is None:
        raise refuse("The location does not exist.", "locationId")
    return found.id


@mutation.field("orderEditSetQuantity")
def _set_quantity(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> dict[str, Any]:
        order, session = _session(ask)
        noun, key = split(ask["lineItemId"])
        wanted = Quantity(ask["quantity"], bool(ask["restock"]), _place(ask))
        known = key if noun == "CalculatedLineItem" else ""
        edit_session.set_quantity(order, session, known, wanted)
        return _shown(order, session, key)

    return _answered(do)


@mutation.field("orderEditAddVariant")
def _add_variant(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> dict[str, Any]:
        order, session = _session(ask)
        variant = ask.store.variants.get(number_of(ask["variantId"], "ProductVariant"))
        if variant is None:
            raise refuse("The variant does not exist.", "variantId")
        title = ask.store.products[variant.product_id].title
        twice, place = bool(ask["allowDuplicates"]), _place(ask)
        added = edit_session.add_variant(
            order, session, variant, title, ask["quantity"], twice=twice, location_id=place
        )
        return _shown(order, session, added.id)

    return _answered(do)


@mutation.field("orderEditAddCustomItem")
def _add_custom(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> dict[str, Any]:
        order, session = _session(ask)
        if ask["price"]["currencyCode"] != order.currency:
            raise refuse("Currency must be that of the order", "price", "currencyCode")
        added = edit_session.add_custom(
            session,
            ask["title"],
            ask["price"]["amount"],
            ask["quantity"],
            requires_shipping=bool(ask["requiresShipping"]),
            taxable=ask["taxable"] is not False,
            location_id=_place(ask),
        )
        return _shown(order, session, added.id)

    return _answered(do)


@mutation.field("orderEditCommit")
def _commit(_it: Any, ask: Ask) -> dict[str, Any]:
    said: list[str] = []

    def do() -> Order:
        order, session = _session(ask)
        notify, note = bool(ask["notifyCustomer"]), ask["staffNote"]
        said.extend(edit_session.commit(ask.desk, session, notify=notify, note=note))
        return order

    made = payload("order", do)
    return {**made, "successMessages": said}
