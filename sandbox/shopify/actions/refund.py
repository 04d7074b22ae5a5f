"""Refunds: goods given up, money given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sandbox.shopify import payload_parts, totals
from sandbox.shopify.actions import give_back, stock
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.money import ZERO, two_places
from sandbox.shopify.orders import Line, Order, Refund, RefundLine, Transaction

_MONEY_IN = ("SALE", "CAPTURE")


@dataclass(frozen=True)
class Back:
    """Units of a line that are given up."""

    line: Line
    quantity: int
    restock_type: str = "NO_RESTOCK"
    location_id: int | None = None


@dataclass(frozen=True)
class Payback:
    """Money to give back on a payment."""

    amount: Decimal
    gateway: str
    parent_id: int | None


def worth(back: Back) -> tuple[Decimal, Decimal]:
    """What the units cost, and their taxes, in whole cents; all units of a line add up exactly."""
    line, left = back.line, back.line.current_quantity
    after = max(0, left - back.quantity)
    total, tax = totals.line_total(line), totals.line_tax(line)
    goods = totals.share(total, line, left) - totals.share(total, line, after)
    return goods, totals.share(tax, line, left) - totals.share(tax, line, after)


def shipping_left(order: Order) -> Decimal:
    """Shipping that was not given back yet."""
    return totals.shipping(order) - totals.refunded_shipping(order)


def suggest(order: Order, backs: Sequence[Back], shipping: Decimal) -> Decimal:
    """What to give back for these units and shipping, at most what was paid."""
    parts = [worth(back) for back in backs]
    added = ZERO if order.taxes_included else sum((tax for _, tax in parts), ZERO)
    whole = sum((goods for goods, _ in parts), ZERO) + added + shipping
    return min(whole, totals.net_payment(order))


def paybacks(order: Order, amount: Decimal) -> list[Payback]:
    """That amount laid on the payments it can go back to, oldest first."""
    found = []
    for paid in order.transactions:
        if paid.kind in _MONEY_IN and paid.status == "SUCCESS" and amount > 0:
            part = min(amount, paid.amount - _returned(order, paid))
            if part > 0:
                found.append(Payback(part, paid.gateway, paid.id))
                amount -= part
    return found


def _returned(order: Order, paid: Transaction) -> Decimal:
    back = (t.amount for t in order.transactions if t.kind == "REFUND" and t.parent_id == paid.id)
    return sum(back, ZERO)


def check(order: Order, backs: Sequence[Back], moves: Sequence[Payback]) -> None:
    """Refusal, in the sentences Shopify was recorded to use, when this cannot be refunded."""
    for back in backs:
        if back.restock_type == "LEGACY_RESTOCK":
            raise refuse("Restock type legacy_restock is not supported", "refundLineItems")
        if back.quantity <= 0:
            raise refuse("Quantity must be greater than 0", "refundLineItems", "quantity")
        asked = sum(other.quantity for other in backs if other.line is back.line)
        if asked > back.line.current_quantity:
            sentence = "Quantity cannot refund more items than were purchased"
            raise refuse(sentence, "refundLineItems", "quantity")
    payments = {t.id for t in order.transactions if t.kind in _MONEY_IN}
    if any(move.parent_id not in payments for move in moves):
        raise refuse("Transactions require a parent_id associated with the order", "transactions")
    amount = sum((move.amount for move in moves), ZERO)
    if amount > totals.net_payment(order):
        there = two_places(totals.net_payment(order))
        sentence = (
            f"Refund amount ${two_places(amount)} is greater than net payment received ${there}"
        )
        raise refuse(sentence)


def refund(
    desk: Desk,
    order: Order,
    backs: Sequence[Back],
    shipping: Decimal,
    moves: Sequence[Payback],
    note: str | None = None,
) -> Refund:
    """Give these units, this shipping and this money back; call `check` first."""
    made = book(desk, order, backs, shipping, moves, note)
    desk.send("REFUNDS_CREATE", lambda: payload_parts.refund(order, made))
    desk.changed(order, "Refunded.")
    return made


def book(
    desk: Desk,
    order: Order,
    backs: Sequence[Back],
    shipping: Decimal,
    moves: Sequence[Payback],
    note: str | None,
) -> Refund:
    """The same without telling anybody."""
    made = Refund(desk.id("Refund"), desk.at, note, [], shipping, [])
    for back in backs:
        waiting = totals.unfulfilled(order, back.line)
        made.lines.append(_line(desk, order, back))
        given_up = waiting - totals.unfulfilled(order, back.line)
        of_return = give_back.refunded(order, back.line.id, back.quantity - given_up)
        made.return_id = made.return_id or (of_return.id if of_return else None)
    for move in moves:
        paid = Transaction(
            id=desk.id("OrderTransaction"),
            kind="REFUND",
            status="SUCCESS",
            amount=move.amount,
            gateway=move.gateway,
            created_at=desk.at,
            test=order.test,
            parent_id=move.parent_id,
        )
        order.transactions.append(paid)
        made.transactions.append(paid.id)
    order.refunds.append(made)
    return made


def _line(desk: Desk, order: Order, back: Back) -> RefundLine:
    goods, tax = worth(back)
    line, restocks = back.line, back.restock_type in ("CANCEL", "RETURN")
    location_id = back.location_id or stock.home(desk.store, order, line)
    sent = line.current_quantity - totals.unfulfilled(order, line)
    # Only what was shipped can come back; any other refund takes first what still waits.
    returned = min(back.quantity, sent) if back.restock_type == "RETURN" else 0
    line.removed += back.quantity
    unshipped = give_up(desk, order, line, back.quantity - returned)
    stock.release(desk, line, unshipped, restock=restocks)
    if restocks and back.quantity > unshipped and location_id is not None:
        stock.put_back(desk, line, location_id, back.quantity - unshipped)
    number = desk.id("RefundLineItem")
    where = location_id if restocks else None
    return RefundLine(
        number, line.id, back.quantity, back.restock_type, restocks, where, goods, tax
    )


def give_up(desk: Desk, order: Order, line: Line, quantity: int) -> int:
    """Take up to that many unshipped units of the line out of what is to be shipped."""
    given_up = 0
    for task in order.fulfillment_orders:
        for part in task.lines:
            if part.line_id == line.id and task.status in totals.OPEN_STATUSES:
                units = min(part.remaining, quantity - given_up)
                part.remaining -= units
                part.total -= units
                given_up += units
        open_ = task.status in totals.OPEN_STATUSES
        if open_ and not any(part.remaining for part in task.lines):
            task.status, task.updated_at = "CLOSED", desk.at
    return given_up
