"""Webhook bodies, shaped like the examples Shopify publishes: REST names, numeric ids."""

from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.ids import gid
from sandbox.shopify.money import ZERO, two_places
from sandbox.shopify.orders import Order
from sandbox.shopify.payload_blanks import order_blanks
from sandbox.shopify.payload_parts import (
    address,
    customer,
    fulfillment,
    line_item,
    money_set,
    refund,
    taxes,
    when,
)
from sandbox.shopify.state import Level, Product, Store, Variant


def order(store: Store, it: Order) -> dict[str, Any]:
    """An order whole, as the `orders/*` topics carry it."""
    blanks = order_blanks(money_set(ZERO, it.currency))
    return {**blanks, **_head(it), **_sums(it), **_people(it), **_parts(store, it)}


def _head(it: Order) -> dict[str, Any]:
    shipped = {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}
    status = totals.financial_status(it)
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("Order", it.id),
        "name": it.name,
        "number": it.number - 1000,
        "order_number": it.number,
        "confirmation_number": it.confirmation_number,
        "confirmed": True,
        "created_at": when(it.created_at),
        "updated_at": when(it.updated_at),
        "processed_at": when(it.processed_at),
        "cancelled_at": when(it.cancelled_at),
        "cancel_reason": it.cancel_reason.lower() if it.cancel_reason else None,
        "closed_at": when(it.closed_at),
        "test": it.test,
        "note": it.note,
        "note_attributes": [{"name": k, "value": v} for k, v in it.properties.items()],
        "tags": ", ".join(it.tags),
        "po_number": it.po_number,
        "source_name": it.source_name,
        "source_identifier": it.source_identifier,
        "source_url": it.source_url,
        "financial_status": status.lower() if status else None,
        "fulfillment_status": shipped.get(totals.fulfillment_status(it)),
        "currency": it.currency,
        "presentment_currency": it.currency,
        "taxes_included": it.taxes_included,
        "tax_exempt": False,
        "payment_gateway_names": sorted({t.gateway for t in it.transactions}),
        "discount_codes": [{"code": it.discount.code}] if it.discount else [],
    }


def _sums(it: Order) -> dict[str, Any]:
    sums = {
        "total_price": totals.total(it),
        "subtotal_price": totals.subtotal(it),
        "total_tax": totals.tax(it),
        "total_discounts": totals.discounts(it),
        "current_total_discounts": totals.discounts(it),
        "total_line_items_price": sum((line.unit_price * line.quantity for line in it.lines), ZERO),
        "current_total_price": totals.current_total(it),
        "current_subtotal_price": totals.current_subtotal(it),
        "current_total_tax": totals.current_tax(it),
    }
    texts = {name: two_places(amount) for name, amount in sums.items()}
    sets = {f"{name}_set": money_set(amount, it.currency) for name, amount in sums.items()}
    return {
        **texts,
        **sets,
        "total_shipping_price_set": money_set(totals.shipping(it), it.currency),
        "current_shipping_price_set": money_set(
            totals.shipping(it) - totals.refunded_shipping(it), it.currency
        ),
        "total_outstanding": two_places(totals.outstanding(it)),
    }


def _people(it: Order) -> dict[str, Any]:
    return {
        "email": it.email,
        "contact_email": it.email,
        "phone": it.phone,
        "customer": customer(it.customer),
        "shipping_address": address(it.shipping_address),
        "billing_address": address(it.billing_address),
    }


def _parts(store: Store, it: Order) -> dict[str, Any]:
    return {
        "location_id": None,
        "merchant_business_entity_id": str(store.id),
        "line_items": [line_item(it, line) for line in it.lines],
        "shipping_lines": [
            {
                "id": line.id,
                "title": line.title,
                "code": line.code,
                "source": line.source,
                "price": two_places(line.price),
                "price_set": money_set(line.price, it.currency),
                "discounted_price": two_places(line.price - line.discount),
                "is_removed": False,
                "tax_lines": taxes(line.tax_lines, it.currency),
            }
            for line in it.shipping_lines
        ],
        "tax_lines": taxes(it.tax_lines, it.currency),
        "fulfillments": [fulfillment(it, one) for one in it.fulfillments],
        "refunds": [refund(it, one) for one in it.refunds],
        "returns": [],
    }


def level(variant: Variant, it: Level) -> dict[str, Any]:
    """An item's stock at a location."""
    return {
        "inventory_item_id": variant.inventory_item_id,
        "location_id": it.location_id,
        "available": it.available,
        "updated_at": when(it.updated_at),
        "admin_graphql_api_id": gid(
            "InventoryLevel", f"{it.location_id}?inventory_item_id={variant.inventory_item_id}"
        ),
    }


def product(store: Store, it: Product) -> dict[str, Any]:
    """A product with its variants."""
    variants = [v for v in store.variants.values() if v.product_id == it.id]
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("Product", it.id),
        "title": it.title,
        "vendor": it.vendor,
        "status": it.status.lower(),
        "created_at": when(it.created_at),
        "updated_at": when(it.updated_at),
        "variants": [
            {
                "id": v.id,
                "admin_graphql_api_id": gid("ProductVariant", v.id),
                "product_id": it.id,
                "title": v.title,
                "sku": v.sku,
                "price": two_places(v.price),
                "inventory_policy": v.policy.lower(),
                "inventory_item_id": v.inventory_item_id,
                "inventory_quantity": v.available,
                "updated_at": when(v.updated_at),
            }
            for v in variants
        ],
    }
