"""The parts of webhook bodies: addresses, lines, parcels, refunds."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.ids import gid
from sandbox.shopify.money import two_places
from sandbox.shopify.orders import (
    Address,
    Customer,
    Line,
    Order,
    Refund,
    RefundLine,
    TaxLine,
    Transaction,
)
from sandbox.shopify.parcels import Fulfillment, FulfillmentEvent


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


def taxes(lines: list[TaxLine], currency: str) -> list[dict[str, Any]]:
    """Tax lines."""
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
        "tax_lines": taxes(it.tax_lines, owner.currency),
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
        "service": it.service or "manual",
        "tracking_company": it.company,
        "tracking_number": it.numbers[0] if it.numbers else None,
        "tracking_numbers": it.numbers,
        "tracking_url": it.urls[0] if it.urls else None,
        "tracking_urls": it.urls,
        "shipment_status": it.latest.status.lower() if it.latest else None,
        "location_id": it.location_id,
        "origin_address": None,
        "receipt": {},
        "name": it.name,
        "email": owner.email,
        "destination": address(owner.shipping_address),
        "line_items": [
            {**line_item(owner, line), "quantity": part.quantity}
            for part in it.lines
            if (line := owner.line(part.line_id))
        ],
    }


def fulfillment_event(
    shop_id: int, owner: Order, parcel: Fulfillment, it: FulfillmentEvent
) -> dict[str, Any]:
    """What a carrier says of a parcel."""
    return {
        "id": it.id,
        "fulfillment_id": parcel.id,
        "status": it.status.lower(),
        "message": it.message,
        "happened_at": when(it.happened_at),
        "city": it.city,
        "province": it.province,
        "country": it.country,
        "zip": it.zip,
        "address1": it.address1,
        "latitude": it.latitude,
        "longitude": it.longitude,
        "shop_id": shop_id,
        "created_at": when(it.created_at),
        "updated_at": when(it.created_at),
        "estimated_delivery_at": when(it.estimated_delivery_at),
        "order_id": owner.id,
        "admin_graphql_api_id": gid("FulfillmentEvent", it.id),
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
        "return": _return(it.return_id),
        "refund_line_items": [_refund_line(owner, part) for part in it.lines],
        "refund_shipping_lines": [],
        "transactions": [_transaction(owner, t) for t in moved],
    }


def _return(number: int | None) -> dict[str, Any] | None:
    return {"id": number, "admin_graphql_api_id": gid("Return", number)} if number else None


def _refund_line(owner: Order, it: RefundLine) -> dict[str, Any]:
    line = owner.line(it.line_id)
    return {
        "id": it.id,
        "line_item_id": it.line_id,
        "quantity": it.quantity,
        "restock_type": it.restock_type.lower(),
        "location_id": it.location_id,
        "subtotal": float(it.subtotal),
        "total_tax": float(it.tax),
        "subtotal_set": money_set(it.subtotal, owner.currency),
        "total_tax_set": money_set(it.tax, owner.currency),
        "line_item": line_item(owner, line) if line else None,
    }


def _transaction(owner: Order, it: Transaction) -> dict[str, Any]:
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("OrderTransaction", it.id),
        "order_id": owner.id,
        "kind": it.kind.lower(),
        "status": it.status.lower(),
        "gateway": it.gateway,
        "amount": two_places(it.amount),
        "currency": owner.currency,
        "parent_id": it.parent_id,
        "created_at": when(it.created_at),
        "test": it.test,
    }
