"""What follows from an order's data: its sums and its two statuses, computed exactly."""

from decimal import Decimal

from sandbox.shopify.money import ZERO, cents
from sandbox.shopify.orders import Line, Order, Refund

_RECEIVED = ("SALE", "CAPTURE")
OPEN_STATUSES = ("OPEN", "IN_PROGRESS", "ON_HOLD", "SCHEDULED")


def line_total(line: Line) -> Decimal:
    """All units of the line after discounts, before taxes that are added."""
    return line.unit_price * line.quantity - line.discount


def line_tax(line: Line) -> Decimal:
    """The taxes of all units of the line."""
    return sum((tax.amount for tax in line.tax_lines), ZERO)


def share(amount: Decimal, line: Line, units: int) -> Decimal:
    """The part of a line's amount that falls on its first `units` units, in whole cents."""
    if units >= line.quantity:
        return amount
    return cents(amount * units / line.quantity)


def subtotal(order: Order) -> Decimal:
    """All lines after discounts."""
    return sum((line_total(line) for line in order.lines), ZERO)


def discounts(order: Order) -> Decimal:
    """What the discount code took off, on lines and shipping."""
    lines = sum((line.discount for line in order.lines), ZERO)
    return lines + sum((line.discount for line in order.shipping_lines), ZERO)


def shipping(order: Order) -> Decimal:
    """Shipping after discounts."""
    return sum((line.price - line.discount for line in order.shipping_lines), ZERO)


def tax(order: Order) -> Decimal:
    """All taxes: of lines, of shipping and of the order itself."""
    of_lines = sum((line_tax(line) for line in order.lines), ZERO)
    of_shipping = sum((t.amount for s in order.shipping_lines for t in s.tax_lines), ZERO)
    return of_lines + of_shipping + sum((t.amount for t in order.tax_lines), ZERO)


def total(order: Order) -> Decimal:
    """What the customer was to pay."""
    added = ZERO if order.taxes_included else tax(order)
    return subtotal(order) + shipping(order) + added


def current_subtotal(order: Order) -> Decimal:
    """The lines that are left after removals and refunds."""
    parts = (share(line_total(line), line, line.current_quantity) for line in order.lines)
    return sum(parts, ZERO)


def current_tax(order: Order) -> Decimal:
    """The taxes that are left after removals and refunds."""
    gone = sum((line_tax(n) - share(line_tax(n), n, n.current_quantity) for n in order.lines), ZERO)
    return tax(order) - gone


def refunded_shipping(order: Order) -> Decimal:
    """Shipping that was given back."""
    return sum((refund.shipping for refund in order.refunds), ZERO)


def current_total(order: Order) -> Decimal:
    """What the order is worth now."""
    added = ZERO if order.taxes_included else current_tax(order)
    return current_subtotal(order) + shipping(order) - refunded_shipping(order) + added


def received(order: Order) -> Decimal:
    """Money that came in."""
    good = (t.amount for t in order.transactions if t.kind in _RECEIVED and t.status == "SUCCESS")
    return sum(good, ZERO)


def refunded(order: Order) -> Decimal:
    """Money that went back."""
    good = (t.amount for t in order.transactions if t.kind == "REFUND" and t.status == "SUCCESS")
    return sum(good, ZERO)


def net_payment(order: Order) -> Decimal:
    """Money that came in and stayed."""
    return received(order) - refunded(order)


def outstanding(order: Order) -> Decimal:
    """What is still to be paid; below zero where too much was."""
    return current_total(order) - net_payment(order)


def refund_total(order: Order, refund: Refund) -> Decimal:
    """The money one refund moved."""
    moved = (t.amount for t in order.transactions if t.id in refund.transactions)
    return sum(moved, ZERO)


def financial_status(order: Order) -> str | None:
    """`displayFinancialStatus`; None for an order that says nothing about money."""
    if not order.transactions:
        return order.given_status
    came, back = received(order), refunded(order)
    if came:
        return _settled(came, back, current_total(order))
    kinds = {t.kind for t in order.transactions if t.status == "SUCCESS"}
    if "VOID" in kinds:
        return "VOIDED"
    return "AUTHORIZED" if "AUTHORIZATION" in kinds else "PENDING"


def _settled(came: Decimal, back: Decimal, owed: Decimal) -> str:
    if back:
        return "REFUNDED" if back >= came else "PARTIALLY_REFUNDED"
    return "PAID" if came >= owed else "PARTIALLY_PAID"


def unfulfilled(order: Order, line: Line) -> int:
    """How many units of the line are still to be shipped."""
    return sum(
        part.remaining
        for fulfillment_order in order.fulfillment_orders
        if fulfillment_order.status in OPEN_STATUSES
        for part in fulfillment_order.lines
        if part.line_id == line.id
    )


def fulfillment_status(order: Order) -> str:
    """`displayFulfillmentStatus`."""
    left = sum(unfulfilled(order, line) for line in order.lines)
    if any(line.fulfilled for line in order.lines):
        return "PARTIALLY_FULFILLED" if left else "FULFILLED"
    statuses = {one.status for one in order.fulfillment_orders if one.status in OPEN_STATUSES}
    if statuses in ({"ON_HOLD"}, {"SCHEDULED"}, {"IN_PROGRESS"}):
        return statuses.pop()
    return "UNFULFILLED"
