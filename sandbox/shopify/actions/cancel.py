"""Cancelling an order: asked for now, done by a job a little later."""

import uuid
from typing import Any

from sandbox.shopify import payload_parts, totals
from sandbox.shopify.actions import refund
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.money import ZERO
from sandbox.shopify.orders import Order, Transaction
from sandbox.shopify.state import Job

_LONGEST_NOTE = 255


def check(order: Order, note: str | None = None) -> None:
    """Refusal when the order cannot be cancelled. What is being returned was shipped, and its
    parcel stands: so active returns need no look of their own."""
    if order.cancelled_at is not None:
        sentence = "Cannot cancel an order that has already been canceled"
        raise refuse(sentence, "orderId", code="INVALID")
    if any(parcel.status == "SUCCESS" for parcel in order.fulfillments):
        sentence = "Cannot cancel an order that has outstanding fulfillments"
        raise refuse(sentence, "orderId", code="INVALID")
    if any(t.kind == "AUTHORIZATION" and t.status == "PENDING" for t in order.transactions):
        sentence = "Cannot cancel an order that has pending payment authorizations"
        raise refuse(sentence, "orderId", code="INVALID")
    if note is not None and len(note) > _LONGEST_NOTE:
        sentence = "Staff note is too long (maximum is 255 characters)"
        raise refuse(sentence, "staffNote", code="INVALID")


def ask(desk: Desk, order: Order, reason: str, *, restock: bool, repay: bool) -> Job:
    """Start the job that will cancel the order; call `check` first."""
    if restock and totals.received(order) and _at_closed_location(desk, order):
        sentence = "Cannot restock an order at a deactivated location"
        raise refuse(sentence, "restock", code="INVALID")
    arguments = {"order": order.id, "reason": reason, "restock": restock, "repay": repay}
    due = desk.later(desk.world.settings.cancel_job_seconds)
    job = Job(str(uuid.uuid4()), "cancel", due, arguments)
    desk.store.jobs[job.id] = job
    return job


def _at_closed_location(desk: Desk, order: Order) -> bool:
    closed = {one.id for one in desk.store.locations if not one.active}
    return any(task.location_id in closed for task in order.fulfillment_orders)


def work(desk: Desk, job: Job) -> None:
    """Do what the job is for; an order that meanwhile cannot be cancelled is left alone."""
    job.done = True
    order = desk.store.orders[job.arguments["order"]]
    if order.cancelled_at is None and not any(line.fulfilled for line in order.lines):
        cancel(desk, order, **_choices(job.arguments))


def _choices(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: arguments[name] for name in ("reason", "restock", "repay")}


def cancel(desk: Desk, order: Order, *, reason: str, restock: bool, repay: bool) -> None:
    """Cancel the order now: nothing is to be shipped, stock is free, money goes back if asked."""
    kind = "CANCEL" if restock else "NO_RESTOCK"
    backs = [
        refund.Back(line, line.current_quantity, kind)
        for line in order.lines
        if line.current_quantity
    ]
    shipping = refund.shipping_left(order) if repay else ZERO
    moves = refund.paybacks(order, totals.net_payment(order)) if repay else []
    some = backs or moves
    made = refund.book(desk, order, backs, shipping, moves, None) if some else None
    for task in order.fulfillment_orders:
        task.status, task.updated_at, task.holds = "CANCELLED", desk.at, []
    _void(desk, order)
    order.cancelled_at, order.cancel_reason = desk.at, reason
    order.closed_at = desk.at
    if made is not None:
        desk.send("REFUNDS_CREATE", lambda: payload_parts.refund(order, made))
    desk.changed(order, f"Cancelled ({reason.lower()}).", "ORDERS_CANCELLED")


def _void(desk: Desk, order: Order) -> None:
    paid = totals.received(order)
    for held in [t for t in order.transactions if t.kind == "AUTHORIZATION"]:
        if not paid and held.status == "SUCCESS":
            number = desk.id("OrderTransaction")
            void = Transaction(
                number, "VOID", "SUCCESS", held.amount, held.gateway, desk.at, order.test, held.id
            )
            order.transactions.append(void)
