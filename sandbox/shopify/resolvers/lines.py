"""LineItem and ShippingLine."""

from decimal import Decimal
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid
from sandbox.shopify.money import cents
from sandbox.shopify.orders import Line, Order, ShippingLine
from sandbox.shopify.resolvers.money import bag, taxes
from sandbox.shopify.resolvers.orders import attributes, discount_application

line = Noun("LineItem", Line)
line.field("id")(lambda it, _: gid("LineItem", it.it.id))
line.plain("sku title variantTitle vendor name quantity currentQuantity requiresShipping taxable")
line.fixed(merchantEditable=True, duties=[], sellingPlan=None, lineItemGroup=None)
line.field("isGiftCard")(lambda it, _: it.it.gift_card)
line.field("unfulfilledQuantity", "fulfillableQuantity")(
    lambda it, _: totals.unfulfilled(it.order, it.it)
)
line.field("refundableQuantity")(lambda it, _: it.it.current_quantity)
line.field("customAttributes")(lambda it, _: attributes(it.it.properties))
line.field("taxLines")(lambda it, _: taxes(it.order, it.it.tax_lines))
line.field("variant")(lambda it, ask: ask.store.variants.get(it.it.variant_id or 0))
line.field("product")(lambda it, ask: ask.store.products.get(it.it.product_id or 0))


def _bag(it: Of[Any], amount: Decimal) -> dict[str, Any]:
    return bag(amount, it.order.currency)


line.field("originalUnitPriceSet", "discountedUnitPriceSet")(
    lambda it, _: _bag(it, it.it.unit_price)
)
line.field("originalTotalSet")(lambda it, _: _bag(it, it.it.unit_price * it.it.quantity))
line.field("totalDiscountSet")(lambda it, _: _bag(it, it.it.discount))
line.field("discountedTotalSet")(lambda it, _: _bag(it, totals.line_total(it.it)))


@line.field("discountedUnitPriceAfterAllDiscountsSet")
def _discounted(it: Of[Line], _: Ask) -> dict[str, Any]:
    return _bag(it, cents(totals.line_total(it.it) / it.it.quantity))


@line.field("discountAllocations")
def _allocations(it: Of[Line], _: Ask) -> list[dict[str, Any]]:
    return _allocation(it.order, it.it.discount)


def _allocation(order: Order, amount: Decimal) -> list[dict[str, Any]]:
    if not amount:
        return []
    return [
        {
            "allocatedAmountSet": bag(amount, order.currency),
            "discountApplication": discount_application(order),
        }
    ]


shipping = Noun("ShippingLine", ShippingLine)
shipping.field("id")(lambda it, _: gid("ShippingLine", it.it.id))
shipping.plain("title code source")
shipping.fixed(carrierIdentifier=None, isRemoved=False, custom=False, phone=None)
shipping.field("originalPriceSet")(lambda it, _: _bag(it, it.it.price))
shipping.field("discountedPriceSet", "currentDiscountedPriceSet")(
    lambda it, _: _bag(it, it.it.price - it.it.discount)
)
shipping.field("taxLines")(lambda it, _: taxes(it.order, it.it.tax_lines))
shipping.field("discountAllocations")(lambda it, _: _allocation(it.order, it.it.discount))
