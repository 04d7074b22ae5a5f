"""Returns, their lines, and what of an order can be returned."""

from dataclasses import dataclass
from typing import Any

from sandbox.shopify import returns
from sandbox.shopify.actions import checks, give_back
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.orders import Order, Refund
from sandbox.shopify.paging import connection
from sandbox.shopify.parcels import Fulfillment
from sandbox.shopify.resolvers.root import find_order, may_read
from sandbox.shopify.returns import Return, ReturnLine

order = Noun("Order")
order.field("returnStatus")(lambda it, _: returns.status(it.returns))


@order.field("returns")
def _returns(it: Order, ask: Ask) -> dict[str, Any]:
    if ask["query"]:
        raise checks.unknown("Order.returns(query:)")
    return connection(ask, [Of(it, one) for one in it.returns])


given_back = Noun("Return", Return)
given_back.field("id")(lambda it, _: gid("Return", it.it.id))
given_back.plain("name status createdAt closedAt")
given_back.field("requestApprovedAt")(lambda it, _: it.it.approved_at)
given_back.field("order")(lambda it, _: it.order)
given_back.field("totalQuantity")(lambda it, _: it.it.quantity)


@given_back.field("decline")
def _decline(it: Of[Return], _: Ask) -> dict[str, Any] | None:
    reason = it.it.decline_reason
    return {"reason": reason, "note": it.it.decline_note} if reason else None


@given_back.field("returnLineItems")
def _lines(it: Of[Return], ask: Ask) -> dict[str, Any]:
    if ask["processingStatus"]:
        raise checks.unknown("Return.returnLineItems(processingStatus:)")
    return connection(ask, [Of(it.order, one) for one in it.it.lines])


@given_back.field("refunds")
def _refunds(it: Of[Return], ask: Ask) -> dict[str, Any]:
    found = [one for one in it.order.refunds if one.return_id == it.it.id]
    return connection(ask, [Of(it.order, one) for one in found])


line = Noun("ReturnLineItem", ReturnLine)
line.field("id")(lambda it, _: gid("ReturnLineItem", it.it.id))
line.plain("quantity customerNote")
line.field("returnReason")(lambda it, _: it.it.reason)
line.field("returnReasonNote")(lambda it, _: it.it.note)
line.field("refundedQuantity", "processedQuantity")(lambda it, _: it.it.refunded)
line.field("refundableQuantity", "processableQuantity", "unprocessedQuantity")(
    lambda it, _: it.it.quantity - it.it.refunded
)


@line.field("fulfillmentLineItem")
def _content(it: Of[ReturnLine], _: Ask) -> Of[Any]:
    return Of(it.order, give_back.content(it.order, it.it.fulfillment_line_id))


@line.field("returnReasonDefinition")
def _reason(it: Of[ReturnLine], _: Ask) -> dict[str, Any]:
    found = returns.REASONS[it.it.reason]
    return {
        "id": gid("ReturnReasonDefinition", found.number),
        "handle": found.handle,
        "name": found.name,
        "deleted": False,
    }


refund = Noun("Refund")


@refund.field("return")
def _of_refund(it: Of[Refund], _: Ask) -> Of[Return] | None:
    found = (one for one in it.order.returns if one.id == it.it.return_id)
    return next((Of(it.order, one) for one in found), None)


@dataclass(frozen=True)
class Returnable:
    """A parcel of which something can be returned."""

    order: Order
    parcel: Fulfillment


query = Noun("QueryRoot")


def find_return(ask: Ask, given: str) -> Of[Return] | None:
    """The return of that global id, if the app may read its order."""
    number = number_of(given, "Return")
    for one in ask.store.orders.values():
        for it in one.returns:
            if it.id == number and may_read(ask, one):
                return Of(one, it)
    return None


@query.field("return")
def _return(_it: Any, ask: Ask) -> Of[Return] | None:
    return find_return(ask, ask["id"])


@query.field("returnableFulfillments")
def _returnable(_it: Any, ask: Ask) -> dict[str, Any]:
    found = find_order(ask, ask["orderId"])
    parcels = [
        Returnable(found, one)
        for one in (found.fulfillments if found else ())
        if one.status != "CANCELLED" and found and any(_left(found, one))
    ]
    return connection(ask, parcels)


def _left(owner: Order, parcel: Fulfillment) -> list[int]:
    return [give_back.returnable(owner, one) for one in parcel.lines]


parcel = Noun("ReturnableFulfillment", Returnable)
parcel.field("id")(lambda it, _: gid("ReturnableFulfillment", it.parcel.id))
parcel.field("fulfillment")(lambda it, _: Of(it.order, it.parcel))


@parcel.field("returnableFulfillmentLineItems")
def _parcel_lines(it: Returnable, ask: Ask) -> dict[str, Any]:
    left = _left(it.order, it.parcel)
    rows = [
        {"fulfillmentLineItem": Of(it.order, one), "quantity": units}
        for one, units in zip(it.parcel.lines, left, strict=True)
        if units
    ]
    return connection(ask, rows)
