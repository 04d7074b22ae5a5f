"""orderCreate, orderUpdate, orderCancel, orderMarkAsPaid, tags; and the jobs they start."""

from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.actions import cancel, checks, parts
from sandbox.shopify.actions.create import create, sale
from sandbox.shopify.actions.refusal import Refusal, refuse
from sandbox.shopify.actions.stock import BYPASS
from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import split
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.orders import Order
from sandbox.shopify.resolvers.root import find_order
from sandbox.shopify.state import Job

query = Noun("QueryRoot")
mutation = Noun("Mutation")
_SETTABLE = {"note": "note", "email": "email", "phone": "phone", "poNumber": "po_number"}


@mutation.field("orderCreate")
def _create(_it: Any, ask: Ask) -> dict[str, Any]:
    options = ask["options"] or {}
    behaviour = options.get("inventoryBehaviour") or BYPASS
    return payload("order", lambda: create(ask.desk, ask["order"], behaviour))


def existing(ask: Ask, given: str, *field: str) -> Order:
    """The order of that id; Refusal where there is none."""
    order = find_order(ask, given)
    if order is None:
        raise refuse("Order does not exist", *field, code="NOT_FOUND")
    return order


@mutation.field("orderUpdate")
def _update(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("order", lambda: _updated(ask))


def _updated(ask: Ask) -> Order:
    given = ask["input"]
    order = existing(ask, given["id"], "id")
    for name in ("localizationExtensions", "localizedFields", "metafields"):
        if given.get(name):
            raise checks.unknown(f"OrderInput.{name}")
    problems = list(checks.tag_problems(given.get("tags") or [], "tags"))
    if problems:
        raise Refusal(problems)
    _set(ask, order, given)
    ask.desk.changed(order, "Updated by the app.")
    return order


def _set(ask: Ask, order: Order, given: dict[str, Any]) -> None:
    for name, attribute in _SETTABLE.items():
        if name in given:
            setattr(order, attribute, given[name])
    if "tags" in given:
        order.tags = parts.tags(given["tags"] or [])
    if "customAttributes" in given:
        order.properties = {one["key"]: one["value"] for one in given["customAttributes"] or []}
    if "shippingAddress" in given:
        order.shipping_address = parts.address(ask.desk, given["shippingAddress"])


@mutation.field("tagsAdd", "tagsRemove")
def _tags(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("node", lambda: _tagged(ask))


def _tagged(ask: Ask) -> Order:
    if split(ask["id"])[0] != "Order":
        raise checks.unknown("tags on anything but orders")
    order = existing(ask, ask["id"], "id")
    problems = list(checks.tag_problems(ask["tags"], "tags"))
    if problems:
        raise Refusal(problems)
    given = {tag.strip().casefold() for tag in ask["tags"]}
    kept = [tag for tag in order.tags if tag.casefold() not in given]
    adds = ask.info.field_name == "tagsAdd"
    order.tags = parts.tags([*order.tags, *ask["tags"]]) if adds else kept
    ask.desk.changed(order, "Tags changed by the app.")
    return order


@mutation.field("orderMarkAsPaid")
def _mark_paid(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("order", lambda: mark_paid(ask, existing(ask, ask["input"]["id"], "id")))


def mark_paid(ask: Ask, order: Order) -> Order:
    """A payment of what is owed; Refusal where nothing is."""
    if order.cancelled_at or totals.outstanding(order) <= 0:
        raise refuse("Order cannot be marked as paid.", "id")
    order.transactions.append(sale(ask.desk, order))
    ask.desk.changed(order, "Marked as paid.", "ORDERS_PAID")
    return order


@mutation.field("orderCancel")
def _cancel(_it: Any, ask: Ask) -> dict[str, Any]:
    made = payload("job", lambda: _cancelling(ask), errors="orderCancelUserErrors")
    return {**made, "userErrors": []}


def _cancelling(ask: Ask) -> Job:
    method = ask["refundMethod"] or {}
    if ask["refund"] is not None and ask["refundMethod"] is not None:
        message = "Only one of refund and refundMethod may be provided"
        raise refuse(message, "refundMethod", code="INVALID")
    if method.get("storeCreditRefund"):
        raise checks.unknown("refunds to store credit")
    order = existing(ask, ask["orderId"], "orderId")
    cancel.check(order, ask["staffNote"])
    repay = bool(ask["refund"] or method.get("originalPaymentMethodsRefund"))
    return cancel.ask(ask.desk, order, ask["reason"], restock=ask["restock"], repay=repay)


@query.field("job")
def _job(_it: Any, ask: Ask) -> Job | None:
    noun, number = split(ask["id"])
    return ask.store.jobs.get(number) if noun == "Job" else None
