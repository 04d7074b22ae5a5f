"""Order, its customer, addresses, transactions and metafields."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sandbox.shopify import editing, totals
from sandbox.shopify.actions.parts import namespace
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid
from sandbox.shopify.orders import Address, Customer, Metafield, Order, Transaction
from sandbox.shopify.paging import connection
from sandbox.shopify.resolvers import fulfillments
from sandbox.shopify.resolvers.money import bag, taxes

order = Noun("Order", Order)
order.node()
order.plain(
    "name number confirmationNumber createdAt updatedAt processedAt cancelledAt cancelReason "
    "closedAt test email phone note tags poNumber sourceName sourceIdentifier taxesIncluded "
    "edited customer shippingAddress billingAddress"
)
order.fixed(
    confirmed=True,
    taxExempt=False,
    estimatedTaxes=False,
    dutiesIncluded=False,
    productNetwork=False,
    customerLocale="en",
    discountCode=None,
)
_SUMS: dict[str, Callable[[Order], Decimal]] = {
    "totalPrice": totals.total,
    "originalTotalPrice": totals.total,
    "currentTotalPrice": totals.current_total,
    "subtotalPrice": totals.subtotal,
    "currentSubtotalPrice": totals.current_subtotal,
    "totalDiscounts": totals.discounts,
    "totalTax": totals.tax,
    "currentTotalTax": totals.current_tax,
    "totalShippingPrice": totals.shipping,
    "totalRefunded": totals.refunded,
    "totalRefundedShipping": totals.refunded_shipping,
    "totalReceived": totals.received,
    "totalOutstanding": totals.outstanding,
    "netPayment": totals.net_payment,
}
_UNSCALED = (
    "originalTotalPrice",
    "currentTotalPrice",
    "currentSubtotalPrice",
    "currentTotalTax",
    "totalOutstanding",
    "totalRefundedShipping",
)
_CHANNELS = {"web": "Online Store", "pos": "Point of Sale", "shopify_draft_order": "Draft Orders"}


def _app(it: Order) -> str:
    return _CHANNELS.get(it.source_name or "", "SyncTec")


def _register_sums() -> None:
    for name, total in _SUMS.items():
        order.field(f"{name}Set")(_bagged(total))
        if name not in _UNSCALED:
            order.field(name)(_bare(total))


def _bagged(total: Callable[[Order], Decimal]) -> Callable[[Order, Ask], Any]:
    return lambda it, _: bag(total(it), it.currency)


def _bare(total: Callable[[Order], Decimal]) -> Callable[[Order, Ask], Any]:
    return lambda it, _: total(it)


_register_sums()
order.field("registeredSourceUrl")(lambda it, _: it.source_url)
order.field("currencyCode", "presentmentCurrencyCode")(lambda it, _: it.currency)
order.field("app")(lambda it, ask: {"id": gid("App", ask.store.app_id), "name": _app(it)})
order.field("risk")(lambda it, _: {"assessments": [{"riskLevel": it.risk}]})
order.field("closed")(lambda it, _: it.closed_at is not None)
order.field("displayFinancialStatus")(lambda it, _: totals.financial_status(it))
order.field("displayFulfillmentStatus")(lambda it, _: totals.fulfillment_status(it))
order.field("fullyPaid")(lambda it, _: totals.outstanding(it) <= 0)
order.field("unpaid")(lambda it, _: totals.received(it) == 0)
order.field("refundable")(lambda it, _: totals.net_payment(it) > 0)
order.field("canMarkAsPaid")(lambda it, _: totals.outstanding(it) > 0 and not it.cancelled_at)
order.field("requiresShipping")(lambda it, _: any(line.requires_shipping for line in it.lines))
order.field("discountCodes")(lambda it, _: [it.discount.code] if it.discount else [])
order.field("discountCode")(lambda it, _: it.discount.code if it.discount else None)
order.field("paymentGatewayNames")(lambda it, _: sorted({t.gateway for t in it.transactions}))
order.field("taxLines", "currentTaxLines")(lambda it, _: taxes(it, _all_taxes(it)))
order.field("customAttributes")(lambda it, _: attributes(it.properties))
order.field("subtotalLineItemsQuantity")(lambda it, _: sum(line.quantity for line in it.lines))
order.field("currentSubtotalLineItemsQuantity")(
    lambda it, _: sum(line.current_quantity for line in it.lines)
)


def attributes(given: dict[str, str]) -> list[dict[str, str]]:
    """`Attribute`s."""
    return [{"key": key, "value": value} for key, value in given.items()]


def _all_taxes(it: Order) -> list[Any]:
    of_lines = [tax for line in it.lines for tax in line.tax_lines]
    of_shipping = [tax for line in it.shipping_lines for tax in line.tax_lines]
    return [*it.tax_lines, *of_lines, *of_shipping]


@order.field("billingAddressMatchesShippingAddress")
def _same_address(it: Order, _: Ask) -> bool:
    one, other = it.billing_address, it.shipping_address
    if one is None or other is None:
        return one is other
    return {**vars(one), "id": 0} == {**vars(other), "id": 0}


def _objections(it: Order, ask: Ask) -> list[str]:
    return editing.objections(it, ask.store.app_id, ask.world.settings.order_edits)


order.field("merchantEditableErrors")(_objections)
order.field("merchantEditable")(lambda it, ask: not _objections(it, ask))


@order.field("cancellation")
def _cancellation(it: Order, _: Ask) -> dict[str, Any] | None:
    return {"staffNote": None} if it.cancelled_at else None


@order.field("transactions")
def _transactions(it: Order, ask: Ask) -> list[Of[Transaction]]:
    first = ask["first"]
    return [Of(it, one) for one in it.transactions][:first]


@order.field("refunds")
def _refunds(it: Order, ask: Ask) -> list[Of[Any]]:
    return [Of(it, one) for one in it.refunds][: ask["first"]]


@order.field("fulfillments")
def _fulfillments(it: Order, ask: Ask) -> list[Of[Any]]:
    return [Of(it, one) for one in it.fulfillments][: ask["first"]]


@order.field("fulfillmentsCount")
def _fulfillments_count(it: Order, _: Ask) -> dict[str, Any]:
    """With those that were cancelled."""
    return {"count": len(it.fulfillments), "precision": "EXACT"}


@order.field("fulfillmentOrders")
def _fulfillment_orders(it: Order, ask: Ask) -> dict[str, Any]:
    found = [one for one in it.fulfillment_orders if fulfillments.may_see(ask, one)]
    return connection(ask, [Of(it, one) for one in found])


@order.field("lineItems")
def _lines(it: Order, ask: Ask) -> dict[str, Any]:
    return connection(ask, [Of(it, one) for one in it.lines])


@order.field("shippingLines")
def _shipping_lines(it: Order, ask: Ask) -> dict[str, Any]:
    return connection(ask, [Of(it, one) for one in it.shipping_lines])


@order.field("shippingLine")
def _shipping_line(it: Order, _: Ask) -> Any:
    return next((Of(it, one) for one in it.shipping_lines), None)


@order.field("discountApplications")
def _discounts(it: Order, ask: Ask) -> dict[str, Any]:
    return connection(ask, [discount_application(it)] if it.discount else [])


def discount_application(it: Order) -> dict[str, Any]:
    """The one `DiscountCodeApplication` of an order."""
    found = it.discount
    shipping = found is not None and found.kind == "shipping"
    return {
        "__typename": "DiscountCodeApplication",
        "index": 0,
        "code": found.code if found else "",
        "targetType": "SHIPPING_LINE" if shipping else "LINE_ITEM",
        "targetSelection": "ALL",
        "allocationMethod": "ACROSS",
    }


@order.field("metafield")
def _metafield(it: Order, ask: Ask) -> Of[Metafield] | None:
    found = it.metafield(namespace(ask.store, ask["namespace"]), ask["key"])
    return Of(it, found) if found else None


@order.field("metafields")
def _metafields(it: Order, ask: Ask) -> dict[str, Any]:
    kept = it.metafields
    if ask["namespace"] is not None:
        wanted = namespace(ask.store, ask["namespace"])
        kept = [one for one in kept if one.namespace == wanted]
    if ask["keys"]:
        kept = [one for one in kept if one.key in ask["keys"]]
    return connection(ask, [Of(it, one) for one in kept])


metafield = Noun("Metafield", Metafield)
metafield.node()
metafield.plain("namespace key type value updatedAt")
metafield.field("jsonValue")(lambda it, _: it.it.value)
metafield.field("owner")(lambda it, _: it.order)
metafield.fixed(ownerType="ORDER")


@metafield.field("compareDigest")
def _digest(it: Of[Metafield], _: Ask) -> str:
    return hashlib.sha256(f"{it.it.type}:{it.it.value}".encode()).hexdigest()


customer = Noun("Customer", Customer)
customer.node()
customer.plain("firstName lastName email phone")
customer.field("displayName")(lambda it, _: it.name)


@customer.field("defaultEmailAddress")
def _email(it: Customer, _: Ask) -> dict[str, Any] | None:
    return {"emailAddress": it.email} if it.email else None


@customer.field("defaultPhoneNumber")
def _phone(it: Customer, _: Ask) -> dict[str, Any] | None:
    return {"phoneNumber": it.phone} if it.phone else None


address = Noun("MailingAddress", Address)
address.plain(
    "firstName lastName name company address1 address2 city province provinceCode zip phone"
)
address.field("id")(lambda it, _: gid("MailingAddress", f"{it.id}?model_name=Address"))
address.field("country", "countryCode", "countryCodeV2")(lambda it, _: it.country_code)

_COUNTRIES = {"US": "United States", "CA": "Canada", "GB": "United Kingdom", "DE": "Germany"}


@address.field("country")
def _country(it: Address, _: Ask) -> str | None:
    return _COUNTRIES.get(it.country_code or "", it.country_code)


transaction = Noun("OrderTransaction", Transaction)
transaction.field("id")(lambda it, _: gid("OrderTransaction", it.it.id))
transaction.plain("kind status gateway createdAt test amount")
transaction.field("processedAt")(lambda it, _: it.it.created_at)
transaction.field("formattedGateway")(lambda it, _: it.it.gateway.title())
transaction.field("amountSet")(lambda it, _: bag(it.it.amount, it.order.currency))
transaction.field("order")(lambda it, _: it.order)


@transaction.field("parentTransaction")
def _parent(it: Of[Transaction], _: Ask) -> Of[Transaction] | None:
    parents = (t for t in it.order.transactions if t.id == it.it.parent_id)
    return next((Of(it.order, one) for one in parents), None)
