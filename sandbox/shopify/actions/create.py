"""Makes an order of an `OrderCreateOrderInput`, checked as Shopify checks it."""

import secrets
from datetime import timedelta
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.actions import checks, parts, stock
from sandbox.shopify.actions.refusal import Problem, Refusal, refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.money import ZERO, cents, spread
from sandbox.shopify.orders import Discount, Line, Order, Transaction
from sandbox.shopify.parcels import FulfillmentOrder, FulfillmentOrderLine

_MINUTE = timedelta(minutes=1)
_TIMES_KEPT = 1000
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def create(desk: Desk, given: dict[str, Any], behaviour: str = stock.BYPASS) -> Order:
    """Place the order; Refusal when anything in it is wrong, and then nothing was done."""
    _pace(desk)
    problems, dropped = checks.check(desk, given)
    if problems:
        raise Refusal(problems)
    lines = parts.lines(desk, given.get("lineItems") or [])
    homes = _plan(desk, lines, behaviour)
    order = _order(desk, given, lines)
    order.metafields = parts.metafields(desk, given.get("metafields") or [], dropped)
    _discount(order, given.get("discountCode") or {})
    _money(desk, order, given)
    desk.store.orders[order.id] = order
    desk.store.order_times.append(desk.at)
    if behaviour != stock.BYPASS:
        for place, line in enumerate(lines):
            if place in homes:
                stock.claim(desk, line, homes[place], line.quantity)
    add_fulfillment_orders(desk, order, lines, homes)
    paid = ["ORDERS_PAID"] if totals.financial_status(order) == "PAID" else []
    desk.changed(order, "Order placed.", "ORDERS_CREATE", *paid)
    return order


def _pace(desk: Desk) -> None:
    store = desk.store
    del store.order_times[:-_TIMES_KEPT]
    most = desk.world.settings.orders_per_minute
    if store.partner_development and most is None:
        most = 5
    recent = store.order_times[-most:] if most else []
    if most == 0 or (most and len(recent) == most and desk.at - recent[0] < _MINUTE):
        raise refuse("Too many attempts. Please try again later.", code="INVALID")


def _plan(desk: Desk, lines: list[Line], behaviour: str) -> dict[int, int]:
    wishes = [
        stock.Wish(place, desk.store.variants[line.variant_id], line.quantity)
        for place, line in enumerate(lines)
        if line.variant_id is not None
    ]
    try:
        return stock.plan(desk.store, wishes, behaviour)
    except stock.ClaimFailedError as failed:
        where = ("order", "lineItems", str(failed.line))
        message = f"Unable to claim inventory for {failed.variant.sku}"
        raise Refusal([Problem(where, message, "INVENTORY_CLAIM_FAILED")]) from None


def _order(desk: Desk, given: dict[str, Any], lines: list[Line]) -> Order:
    store = desk.store
    number = store.next_number
    store.next_number += 1
    customer = parts.customer(desk, given)
    email = given.get("email") or (customer.email if customer else None)
    created = min(given.get("_createdAt") or desk.at, desk.at)
    return Order(
        id=desk.id("Order"),
        name=given.get("name") or f"#{number}",
        number=number,
        confirmation_number="".join(secrets.choice(_ALPHABET) for _ in range(9)),
        created_at=created,
        updated_at=desk.at,
        processed_at=min(given.get("processedAt") or created, desk.at),
        currency=given.get("currency") or store.currency,
        lines=lines,
        test=bool(given.get("test")),
        email=email,
        phone=given.get("phone"),
        note=given.get("note"),
        po_number=given.get("poNumber"),
        tags=parts.tags(given.get("tags") or []),
        source_name=given.get("_sourceName") or str(store.app_id),
        risk=given.get("_risk") or "NONE",
        source_identifier=given.get("sourceIdentifier"),
        source_url=given.get("sourceUrl"),
        taxes_included=bool(given.get("taxesIncluded")),
        properties={one["key"]: one["value"] for one in given.get("customAttributes") or []},
        customer=customer,
        shipping_address=parts.address(desk, given.get("shippingAddress")),
        billing_address=parts.address(desk, given.get("billingAddress")),
        shipping_lines=parts.shipping_lines(desk, given.get("shippingLines") or []),
        tax_lines=parts.tax_lines(given.get("taxLines") or []),
        given_status=given.get("financialStatus"),
        closed_at=given.get("closedAt"),
    )


def _discount(order: Order, given: dict[str, Any]) -> None:
    worth = [line.unit_price * line.quantity for line in order.lines]
    if fixed := given.get("itemFixedDiscountCode"):
        amount = min(parts.amount(fixed.get("amountSet")), sum(worth, ZERO))
        order.discount = Discount(fixed["code"], "fixed_amount", amount)
        offs = spread(amount, worth)
    elif percent := given.get("itemPercentageDiscountCode"):
        rate = parts.decimal(percent.get("percentage") or 0)
        order.discount = Discount(percent["code"], "percentage", rate)
        offs = [cents(one * rate / 100) for one in worth]
    else:
        offs = [ZERO for _ in worth]
    for line, off in zip(order.lines, offs, strict=True):
        line.discount = off
    if free := given.get("freeShippingDiscountCode"):
        order.discount = Discount(free["code"], "shipping")
        for shipping in order.shipping_lines:
            shipping.discount = shipping.price


def _money(desk: Desk, order: Order, given: dict[str, Any]) -> None:
    for one in given.get("transactions") or []:
        order.transactions.append(
            Transaction(
                id=desk.id("OrderTransaction"),
                kind=one.get("kind") or "SALE",
                status=one.get("status") or "SUCCESS",
                amount=parts.amount(one["amountSet"]),
                gateway=one.get("gateway") or "manual",
                created_at=one.get("processedAt") or desk.at,
                test=bool(one.get("test")),
            )
        )
    if order.given_status == "PAID" and not order.transactions and totals.total(order):
        order.transactions.append(sale(desk, order))


def sale(desk: Desk, order: Order) -> Transaction:
    """A payment of all that is still owed."""
    owed = totals.outstanding(order)
    gateway = given if (given := _gateway(order)) else "manual"
    return Transaction(
        desk.id("OrderTransaction"), "SALE", "SUCCESS", owed, gateway, desk.at, order.test
    )


def _gateway(order: Order) -> str | None:
    return next((one.gateway for one in order.transactions), None)


def add_fulfillment_orders(
    desk: Desk, order: Order, lines: list[Line], homes: dict[int, int]
) -> None:
    """What each location is to ship of these lines; `homes` names it by the line's place."""
    fallback = next((one.id for one in desk.store.locations if one.active), None)
    grouped: dict[int, list[Line]] = {}
    for place, line in enumerate(lines):
        location = homes.get(place, fallback)
        if location is not None:
            grouped.setdefault(location, []).append(line)
    for location, group in grouped.items():
        shares = [
            FulfillmentOrderLine(
                desk.id("FulfillmentOrderLineItem"), line.id, line.quantity, line.quantity
            )
            for line in group
        ]
        number = desk.id("FulfillmentOrder")
        one = FulfillmentOrder(number, location, desk.at, desk.at, shares)
        order.fulfillment_orders.append(one)
