"""returnCreate, returnRequest, and what becomes of a return."""

from collections.abc import Callable
from typing import Any

from sandbox.shopify import returns
from sandbox.shopify.actions import checks, give_back
from sandbox.shopify.actions.give_back import Piece
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import number_of
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.orders import Order
from sandbox.shopify.resolvers.returns import find_return
from sandbox.shopify.resolvers.root import find_order
from sandbox.shopify.returns import Return

mutation = Noun("Mutation")
_UNKNOWN = ("exchangeLineItems", "returnShippingFee", "unprocessed")
_BY_NUMBER = {reason.number: name for name, reason in returns.REASONS.items()}


@mutation.field("returnCreate")
def _create(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("return", lambda: _started(ask, "returnInput", requested=False))


@mutation.field("returnRequest")
def _request(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("return", lambda: _started(ask, "input", requested=True))


def _started(ask: Ask, root: str, *, requested: bool) -> Of[Return]:
    given = ask[root]
    for name in _UNKNOWN:
        if given.get(name):
            raise checks.unknown(f"{name} of a return")
    order = find_order(ask, given["orderId"])
    if order is None:
        raise refuse("Order not found.", root, "orderId", code="NOT_FOUND")
    rows = enumerate(given["returnLineItems"])
    pieces = [_piece(order, row, (root, "returnLineItems", str(n))) for n, row in rows]
    made = give_back.start(ask.desk, order, pieces, requested=requested, root=root)
    return Of(order, made)


def _piece(order: Order, row: dict[str, Any], where: tuple[str, ...]) -> Piece:
    if row.get("restockingFee"):
        raise checks.unknown("restocking fees")
    part = give_back.content(order, number_of(row["fulfillmentLineItemId"], "FulfillmentLineItem"))
    if part is None:
        sentence = "Fulfillment Line Item was not found."
        raise refuse(sentence, *where, "fulfillmentLineItemId", code="NOT_FOUND")
    note = row.get("returnReasonNote") or ""
    return Piece(part, row["quantity"], _reason(row, note, where), note, row.get("customerNote"))


def _reason(row: dict[str, Any], note: str, where: tuple[str, ...]) -> str:
    if row.get("returnReasonDefinitionId"):
        number = number_of(row["returnReasonDefinitionId"], "ReturnReasonDefinition")
        if number not in _BY_NUMBER:
            raise checks.unknown(f"the return reason {row['returnReasonDefinitionId']}")
        return _BY_NUMBER[number]
    asks = where[0] == "input"
    if not row.get("returnReason"):
        if asks:
            raise refuse("Return reason can't be blank", *where, "returnReason", code="BLANK")
        sentence = "Return line items Either return reason or return reason definition must be "
        raise refuse(f"{sentence}provided", *where, code="NOT_FOUND")
    if row["returnReason"] == "OTHER" and not note.strip() and not asks:
        sentence = "Return line items return reason note The note is required when the return "
        field = (*where, "returnReasonNote")
        raise refuse(f'{sentence}reason is "Other"', *field, code="BLANK")
    return str(row["returnReason"])


def _existing(ask: Ask, given: str, *field: str) -> Of[Return]:
    found = find_return(ask, given)
    if found is None:
        raise refuse("Return not found.", *field, code="NOT_FOUND")
    return found


@mutation.field("returnApproveRequest")
def _approve(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> Of[Return]:
        if ask["input"].get("unprocessed"):
            raise checks.unknown("unprocessed of a return")
        found = _existing(ask, ask["input"]["id"], "input", "id")
        give_back.approve(ask.desk, found.order, found.it)
        return found

    return payload("return", do)


@mutation.field("returnDeclineRequest")
def _decline(_it: Any, ask: Ask) -> dict[str, Any]:
    given = ask["input"]

    def do() -> Of[Return]:
        found = _existing(ask, given["id"], "input", "id")
        reason, note = given["declineReason"], given.get("declineNote")
        give_back.decline(ask.desk, found.order, found.it, reason, note)
        return found

    return payload("return", do)


def _simple(act: Callable[[Desk, Order, Return], None]) -> Callable[[Any, Ask], dict[str, Any]]:
    def answer(_it: Any, ask: Ask) -> dict[str, Any]:
        def do() -> Of[Return]:
            found = _existing(ask, ask["id"], "id")
            act(ask.desk, found.order, found.it)
            return found

        return payload("return", do)

    return answer


mutation.field("returnClose")(_simple(give_back.close))
mutation.field("returnReopen")(_simple(give_back.reopen))
mutation.field("returnCancel")(_simple(give_back.cancel))
