"""refundCreate and the refund Shopify suggests."""

from decimal import Decimal
from typing import Any

from sandbox.shopify import money, totals
from sandbox.shopify.actions import checks, refund
from sandbox.shopify.actions.refusal import Refusal, refuse
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.idempotency import keyed
from sandbox.shopify.ids import number_of
from sandbox.shopify.orders import Order
from sandbox.shopify.resolvers.money import bag
from sandbox.shopify.resolvers.root import find_order

_UNKNOWN = ("refundDuties", "refundMethods", "discrepancyReason", "processedAt")


def _do(ask: Ask) -> dict[str, Any]:
    given = ask["input"]
    for name in _UNKNOWN:
        if given.get(name):
            raise checks.unknown(f"RefundInput.{name}")
    try:
        order, made = _refunded(ask, given)
    except Refusal as refused:
        return {"userErrors": [problem.to_json() for problem in refused.problems]}
    return {"order": order.id, "refund": made, "userErrors": []}


def _refunded(ask: Ask, given: dict[str, Any]) -> tuple[Order, int]:
    order = find_order(ask, given["orderId"])
    if order is None:
        raise refuse("Order does not exist", "orderId")
    if (given.get("currency") or order.currency) != order.currency:
        raise checks.unknown("RefundInput.currency that is not the order's")
    backs = _backs(order, given.get("refundLineItems") or [])
    moves = [_payback(one) for one in given.get("transactions") or []]
    refund.check(order, backs, moves)
    shipping = _shipping(order, given.get("shipping") or {})
    made = refund.refund(ask.desk, order, backs, shipping, moves, given.get("note"))
    return order, made.id


def _backs(order: Order, rows: list[dict[str, Any]]) -> list[refund.Back]:
    found = []
    for row in rows:
        line = order.line(number_of(row["lineItemId"], "LineItem"))
        if line is None:
            raise refuse("Line item does not exist", "refundLineItems", "lineItemId")
        place = row.get("locationId")
        location = number_of(place, "Location") if place else None
        kind = row.get("restockType") or "NO_RESTOCK"
        found.append(refund.Back(line, row["quantity"], kind, location))
    return found


def _payback(row: dict[str, Any]) -> refund.Payback:
    if row["kind"] != "REFUND":
        raise refuse("Transactions kind is invalid", "transactions", "kind")
    parent = row.get("parentId")
    number = number_of(parent, "OrderTransaction") if parent else None
    return refund.Payback(row["amount"], row["gateway"], number)


def _shipping(order: Order, given: dict[str, Any]) -> Decimal:
    left = refund.shipping_left(order)
    asked: Decimal = left if given.get("fullRefund") else given.get("amount") or money.ZERO
    if asked > left:
        raise refuse("Shipping refund is greater than the shipping that is left", "shipping")
    return asked


def _show(answer: dict[str, Any], ask: Ask) -> dict[str, Any]:
    order = ask.store.orders.get(answer.get("order", 0))
    made = [one for one in order.refunds if one.id == answer["refund"]] if order else []
    return {
        "refund": Of(order, made[0]) if order and made else None,
        "order": order,
        "userErrors": answer["userErrors"],
    }


keyed("refundCreate", _do, _show)
suggested = Noun("Order")


@suggested.field("suggestedRefund")
def _suggested(it: Order, ask: Ask) -> dict[str, Any]:
    backs = _known_backs(it, ask)
    left = refund.shipping_left(it)
    asked = ask["shippingAmount"] or money.ZERO
    shipping = min(left, left if ask["refundShipping"] else asked)
    parts = [refund.worth(back) for back in backs]
    amount = refund.suggest(it, backs, shipping)
    currency = it.currency
    return {
        "amount": amount,
        "amountSet": bag(amount, currency),
        "subtotalSet": bag(sum((goods for goods, _ in parts), money.ZERO), currency),
        "totalTaxSet": bag(sum((tax for _, tax in parts), money.ZERO), currency),
        "maximumRefundableSet": bag(totals.net_payment(it), currency),
        "shipping": {
            "amount": shipping,
            "amountSet": bag(shipping, currency),
            "maximumRefundable": left,
            "maximumRefundableSet": bag(left, currency),
        },
        "suggestedTransactions": [_transaction(it, one) for one in refund.paybacks(it, amount)],
    }


def _known_backs(it: Order, ask: Ask) -> list[refund.Back]:
    if ask["suggestFullRefund"]:
        lines = [line for line in it.lines if line.current_quantity]
        return [refund.Back(line, line.current_quantity) for line in lines]
    try:
        return _backs(it, ask["refundLineItems"] or [])
    except Refusal:
        return []


def _transaction(it: Order, one: refund.Payback) -> dict[str, Any]:
    parents = (t for t in it.transactions if t.id == one.parent_id)
    return {
        "gateway": one.gateway,
        "formattedGateway": one.gateway.title(),
        "kind": "SUGGESTED_REFUND",
        "amount": one.amount,
        "amountSet": bag(one.amount, it.currency),
        "parentTransaction": next((Of(it, parent) for parent in parents), None),
    }
