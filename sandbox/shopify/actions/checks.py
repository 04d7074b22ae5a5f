"""What is wrong with an `OrderCreateOrderInput`.

The codes are Shopify's. Where no sentence of Shopify's was recorded, it is the sandbox's own.
"""

import re
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError

from sandbox.shopify.actions.parts import LONGEST_TAG, namespace
from sandbox.shopify.actions.refusal import Problem
from sandbox.shopify.desk import Desk
from sandbox.shopify.ids import number_of
from sandbox.shopify.orders import Order
from sandbox.shopify.state import Store

_CODES = {"fulfillmentService": "FULFILLMENT_SERVICE_INVALID"}
_UNKNOWN = ("companyLocationId", "fulfillment", "fulfillmentStatus", "userId")


def check(desk: Desk, given: dict[str, Any]) -> tuple[list[Problem], set[int]]:
    """All that is wrong, and the places of metafields to drop.

    Raises GraphQLError for an input the sandbox does not act upon.
    """
    for name in _UNKNOWN:
        if given.get(name) is not None:
            raise unknown(f"OrderCreateOrderInput.{name}")
    currency = given.get("currency") or desk.store.currency
    if (given.get("presentmentCurrency") or currency) != currency:
        raise unknown("an order in two currencies")
    taken = list(_taken(desk.store, given.get("metafields") or []))
    problems = [*_head(desk.store, given), *_lines(desk.store, given), *_taxes(given)]
    if desk.world.settings.unique_id_metafields == "drop":
        return problems, {place for place, _ in taken}
    return [*problems, *(problem for _, problem in taken)], set()


def unknown(what: str) -> GraphQLError:
    """The error for what the sandbox does not act upon; it ignores nothing in silence."""
    return GraphQLError(f"the sandbox does not know {what}", extensions={"code": "SANDBOX_UNKNOWN"})


def tag_problems(tags: list[str], *field: str) -> Iterator[Problem]:
    """A problem for each tag that is too long."""
    for tag in tags:
        if len(tag.strip()) > LONGEST_TAG:
            message = f"Tag exceeds the maximum length of {LONGEST_TAG} characters"
            yield Problem(field, message, "INVALID")


def _head(store: Store, given: dict[str, Any]) -> Iterator[Problem]:
    yield from tag_problems(given.get("tags") or [], "order", "tags")
    email = given.get("email")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        yield Problem(("order", "email"), "Email is invalid", "INVALID")
    if given.get("customer") and given.get("customerId"):
        message = "Only one of customer and customerId may be provided"
        yield Problem(("order", "customer"), message, "REDUNDANT_CUSTOMER_FIELDS")
    if store.plan.casefold() == "dormant":
        yield Problem(None, "The shop is dormant and cannot create orders", "SHOP_DORMANT")
    associate = ((given.get("customer") or {}).get("toAssociate") or {}).get("id")
    if associate and number_of(associate, "Customer") not in store.customers:
        yield Problem(("order", "customer"), "Customer does not exist", "INVALID")


def _lines(store: Store, given: dict[str, Any]) -> Iterator[Problem]:
    lines = given.get("lineItems") or []
    if not lines:
        yield Problem(("order", "lineItems"), "Line items can't be blank", "INVALID")
    for place, line in enumerate(lines):
        for name, message in _line(store, line):
            code = _CODES.get(name, "INVALID")
            yield Problem(("order", "lineItems", str(place), name), message, code)


def _line(store: Store, line: dict[str, Any]) -> Iterator[tuple[str, str]]:
    variant = line.get("variantId")
    if variant and number_of(variant, "ProductVariant") not in store.variants:
        yield "variantId", f"Variant {variant.rpartition('/')[2]} does not exist"
    if not variant and not (line.get("title") or "").strip():
        yield "title", "Title can't be blank"
    if not variant and not line.get("priceSet"):
        yield "priceSet", "Price can't be blank"
    if line.get("fulfillmentService") not in (None, "manual"):
        yield "fulfillmentService", "Fulfillment service is invalid"
    if line["quantity"] <= 0:
        yield "quantity", "Quantity must be greater than 0"


def _taxes(given: dict[str, Any]) -> Iterator[Problem]:
    of_lines = any(line.get("taxLines") for line in given.get("lineItems") or [])
    if of_lines and given.get("taxLines"):
        message = "Tax lines must be specified on either the order or its line items, not both"
        yield Problem(("order", "taxLines"), message, "INVALID")


def _taken(store: Store, metafields: list[dict[str, Any]]) -> Iterator[tuple[int, Problem]]:
    for place, one in enumerate(metafields):
        full = namespace(store, one.get("namespace"))
        if is_unique(store, full, one["key"]) and holder(store, full, one["key"], one["value"]):
            where = ("order", "metafields", str(place), "value")
            yield place, Problem(where, "Value has already been taken", "INVALID")


def is_unique(store: Store, full: str, key: str) -> bool:
    """Whether a definition of type `id` makes the values under this name unique."""
    return any(
        (one.namespace, one.key, one.type) == (full, key, "id") and one.owner_type == "ORDER"
        for one in store.definitions
    )


def holder(store: Store, full: str, key: str, value: str) -> Order | None:
    """The order that has this value under that name."""
    for order in store.orders.values():
        found = order.metafield(full, key)
        if found is not None and found.value == value:
            return order
    return None
