"""Refunds."""

from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid
from sandbox.shopify.orders import Refund, RefundLine
from sandbox.shopify.paging import connection
from sandbox.shopify.resolvers.money import bag

refund = Noun("Refund", Refund)
refund.node()
refund.plain("note createdAt")
refund.fixed(duties=[])
refund.field("processedAt", "updatedAt")(lambda it, _: it.it.created_at)
refund.field("order")(lambda it, _: it.order)
refund.field("totalRefundedSet")(
    lambda it, _: bag(totals.refund_total(it.order, it.it), it.order.currency)
)


@refund.field("refundLineItems")
def _lines(it: Of[Refund], ask: Ask) -> dict[str, Any]:
    return connection(ask, [Of(it.order, one) for one in it.it.lines])


@refund.field("refundShippingLines")
def _shipping(it: Of[Refund], ask: Ask) -> dict[str, Any]:
    if not it.it.shipping:
        return connection(ask, [])
    currency = it.order.currency
    line = {
        "id": gid("RefundShippingLine", it.it.id),
        "subtotalAmountSet": bag(it.it.shipping, currency),
        "taxAmountSet": bag(it.it.shipping * 0, currency),
        "shippingLine": next((Of(it.order, one) for one in it.order.shipping_lines), None),
    }
    return connection(ask, [line])


@refund.field("orderAdjustments")
def _adjustments(_it: Of[Refund], ask: Ask) -> dict[str, Any]:
    return connection(ask, [])


@refund.field("transactions")
def _transactions(it: Of[Refund], ask: Ask) -> dict[str, Any]:
    moved = [Of(it.order, t) for t in it.order.transactions if t.id in it.it.transactions]
    return connection(ask, moved)


line = Noun("RefundLineItem", RefundLine)
line.field("id")(lambda it, _: gid("RefundLineItem", it.it.id))
line.plain("quantity restockType restocked")
line.field("location")(lambda it, ask: ask.store.location(it.it.location_id or 0))
line.field("lineItem")(lambda it, _: Of(it.order, it.order.line(it.it.line_id)))
line.field("subtotalSet")(lambda it, _: bag(it.it.subtotal, it.order.currency))
line.field("totalTaxSet")(lambda it, _: bag(it.it.tax, it.order.currency))
line.field("priceSet")(
    lambda it, _: bag(it.order.line(it.it.line_id).unit_price, it.order.currency)
)
