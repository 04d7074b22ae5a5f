"""Webhook bodies, shaped like the examples Shopify publishes: REST names, numeric ids."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.ids import gid
from sandbox.shopify.money import two_places
from sandbox.shopify.orders import Address, Customer, Fulfillment, Line, Order, Refund, TaxLine
from sandbox.shopify.state import Level, Product, Store, Variant


def when(at: datetime | None) -> str | None:
    """A time to the second, with its offset."""
    return at.replace(microsecond=0).isoformat() if at else None


def money_set(amount: Decimal, currency: str) -> dict[str, Any]:
    """An amount in the shop's and in the customer's currency, which are one here."""
    money = {"amount": two_places(amount), "currency_code": currency}
    return {"shop_money": money, "presentment_money": money}


def address(it: Address | None) -> dict[str, Any] | None:
    """A mailing address."""
    if it is None:
        return None
    return {
        "first_name": it.first_name,
        "last_name": it.last_name,
        "name": it.name,
        "company": it.company,
        "address1": it.address1,
        "address2": it.address2,
        "city": it.city,
        "province": it.province,
        "province_code": it.province_code,
        "country": it.country_code,
        "country_code": it.country_code,
        "zip": it.zip,
        "phone": it.phone,
        "latitude": None,
        "longitude": None,
    }


def customer(it: Customer | None) -> dict[str, Any] | None:
    """Who ordered."""
    if it is None:
        return None
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("Customer", it.id),
        "first_name": it.first_name,
        "last_name": it.last_name,
        "email": it.email,
        "phone": it.phone,
    }


def _taxes(lines: list[TaxLine], currency: str) -> list[dict[str, Any]]:
    return [
        {
            "title": tax.title,
            "rate": float(tax.rate),
            "price": two_places(tax.amount),
            "price_set": money_set(tax.amount, currency),
            "channel_liable": tax.channel_liable,
        }
        for tax in lines
    ]


def line_item(owner: Order, it: Line) -> dict[str, Any]:
    """A line of an order."""
    left = totals.unfulfilled(owner, it)
    shipped = "partial" if left else "fulfilled"
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("LineItem", it.id),
        "current_quantity": it.current_quantity,
        "fulfillable_quantity": left,
        "fulfillment_service": "manual",
        "fulfillment_status": shipped if it.fulfilled else None,
        "gift_card": it.gift_card,
        "grams": 0,
        "name": it.name,
        "price": two_places(it.unit_price),
        "price_set": money_set(it.unit_price, owner.currency),
        "product_exists": it.product_id is not None,
        "product_id": it.product_id,
        "properties": [{"name": k, "value": v} for k, v in it.properties.items()],
        "quantity": it.quantity,
        "requires_shipping": it.requires_shipping,
        "sku": it.sku,
        "taxable": it.taxable,
        "title": it.title,
        "total_discount": two_places(it.discount),
        "total_discount_set": money_set(it.discount, owner.currency),
        "variant_id": it.variant_id,
        "variant_title": it.variant_title,
        "vendor": it.vendor,
        "tax_lines": _taxes(it.tax_lines, owner.currency),
        "discount_allocations": [],
        "duties": [],
    }


def fulfillment(owner: Order, it: Fulfillment) -> dict[str, Any]:
    """A parcel."""
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("Fulfillment", it.id),
        "order_id": owner.id,
        "status": it.status.lower(),
        "created_at": when(it.created_at),
        "updated_at": when(it.updated_at),
        "service": "manual",
        "tracking_company": it.company,
        "tracking_number": it.numbers[0] if it.numbers else None,
        "tracking_numbers": it.numbers,
        "tracking_url": it.urls[0] if it.urls else None,
        "tracking_urls": it.urls,
        "shipment_status": None,
        "location_id": it.location_id,
        "name": it.name,
        "email": owner.email,
        "destination": address(owner.shipping_address),
        "line_items": [
            {**line_item(owner, line), "quantity": part.quantity}
            for part in it.lines
            if (line := owner.line(part.line_id))
        ],
    }


def refund(owner: Order, it: Refund) -> dict[str, Any]:
    """Goods or money given back."""
    moved = [t for t in owner.transactions if t.id in it.transactions]
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("Refund", it.id),
        "order_id": owner.id,
        "created_at": when(it.created_at),
        "processed_at": when(it.created_at),
        "note": it.note,
        "user_id": None,
        "restock": any(part.restocked for part in it.lines),
        "order_adjustments": [],
        "duties": [],
        "return": None,
        "refund_line_items": [
            {
                "id": part.id,
                "line_item_id": part.line_id,
                "quantity": part.quantity,
                "restock_type": part.restock_type.lower(),
                "location_id": part.location_id,
                "subtotal": float(part.subtotal),
                "total_tax": float(part.tax),
                "subtotal_set": money_set(part.subtotal, owner.currency),
                "total_tax_set": money_set(part.tax, owner.currency),
                "line_item": line_item(owner, line),
            }
            for part in it.lines
            if (line := owner.line(part.line_id))
        ],
        "refund_shipping_lines": [],
        "transactions": [
            {
                "id": t.id,
                "admin_graphql_api_id": gid("OrderTransaction", t.id),
                "order_id": owner.id,
                "kind": t.kind.lower(),
                "status": t.status.lower(),
                "gateway": t.gateway,
                "amount": two_places(t.amount),
                "currency": owner.currency,
                "parent_id": t.parent_id,
                "created_at": when(t.created_at),
                "test": t.test,
            }
            for t in moved
        ],
    }


def order(store: Store, it: Order) -> dict[str, Any]:
    """An order whole, as the `orders/*` topics carry it."""
    return {**_head(it), **_sums(it), **_people(it), **_parts(store, it)}


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
                "tax_lines": _taxes(line.tax_lines, it.currency),
            }
            for line in it.shipping_lines
        ],
        "tax_lines": _taxes(it.tax_lines, it.currency),
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
