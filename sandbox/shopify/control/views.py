"""What the control API shows of a store."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.desk import camel
from sandbox.shopify.ids import gid
from sandbox.shopify.money import two_places
from sandbox.shopify.orders import Address, Line, Order, Refund
from sandbox.shopify.parcels import Fulfillment
from sandbox.shopify.state import Settings, Store, Variant
from sandbox.shopify.subscriptions import Delivery


def when(at: datetime | None) -> str | None:
    """A time as ISO 8601."""
    return at.isoformat() if at else None


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """An amount with its currency."""
    return {"amount": two_places(amount), "currency": currency}


def store(it: Store) -> dict[str, Any]:
    """A store in the list of stores."""
    return {
        "shop": it.handle,
        "domain": it.domain,
        "name": it.name,
        "currency": it.currency,
        "timezone": it.timezone,
        "email": it.email,
        "plan": it.plan,
        "partnerDevelopment": it.partner_development,
        "state": it.state,
        "tokenValid": it.token_valid,
        "installed": it.installed,
        "locations": [
            {"id": str(one.id), "name": one.name, "active": one.active} for one in it.locations
        ],
        "scopes": it.scopes,
    }


def order_row(it: Order) -> dict[str, Any]:
    """An order in the list of orders."""
    return {
        "id": str(it.id),
        "gid": gid("Order", it.id),
        "name": it.name,
        "createdAt": when(it.created_at),
        "financialStatus": totals.financial_status(it),
        "fulfillmentStatus": totals.fulfillment_status(it),
        "cancelledAt": when(it.cancelled_at),
        "total": money(totals.total(it), it.currency),
        "customer": it.customer.name if it.customer else None,
        "itemCount": sum(line.quantity for line in it.lines),
        "tags": it.tags,
        "test": it.test,
    }


def order(store_: Store, it: Order) -> dict[str, Any]:
    """An order whole."""
    return {
        **order_row(it),
        "updatedAt": when(it.updated_at),
        "processedAt": when(it.processed_at),
        "cancelReason": it.cancel_reason,
        "email": it.email,
        "phone": it.phone,
        "note": it.note,
        "poNumber": it.po_number,
        "sourceName": it.source_name,
        "sourceIdentifier": it.source_identifier,
        "sourceUrl": it.source_url,
        "discountCode": it.discount.code if it.discount else None,
        "money": _money(it),
        "lines": [_line(it, line) for line in it.lines],
        "shippingAddress": _address(it.shipping_address),
        "billingAddress": _address(it.billing_address),
        "metafields": [
            {"namespace": m.namespace, "key": m.key, "type": m.type, "value": m.value}
            for m in it.metafields
        ],
        "shippingLines": [
            {"title": one.title, "code": one.code, "price": two_places(one.price)}
            for one in it.shipping_lines
        ],
        "transactions": _transactions(it),
        "fulfillments": [_fulfillment(store_, it, one) for one in it.fulfillments],
        "fulfillmentOrders": _fulfillment_orders(store_, it),
        "refunds": [_refund(it, one) for one in it.refunds],
        "timeline": [{"at": when(one.at), "text": one.text} for one in it.timeline],
    }


def _transactions(it: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": str(t.id),
            "kind": t.kind,
            "status": t.status,
            "gateway": t.gateway,
            "amount": money(t.amount, it.currency),
        }
        for t in it.transactions
    ]


def _money(it: Order) -> dict[str, dict[str, str]]:
    sums = {
        "subtotal": totals.subtotal(it),
        "discounts": totals.discounts(it),
        "shipping": totals.shipping(it),
        "tax": totals.tax(it),
        "total": totals.total(it),
        "currentTotal": totals.current_total(it),
        "received": totals.received(it),
        "refunded": totals.refunded(it),
        "outstanding": totals.outstanding(it),
    }
    return {name: money(amount, it.currency) for name, amount in sums.items()}


def _line(owner: Order, it: Line) -> dict[str, Any]:
    return {
        "id": str(it.id),
        "gid": gid("LineItem", it.id),
        "sku": it.sku,
        "title": it.title,
        "variantTitle": it.variant_title,
        "quantity": it.quantity,
        "currentQuantity": it.current_quantity,
        "unfulfilledQuantity": totals.unfulfilled(owner, it),
        "unitPrice": money(it.unit_price, owner.currency),
        "discount": money(it.discount, owner.currency),
        "requiresShipping": it.requires_shipping,
        "properties": it.properties,
    }


def _address(it: Address | None) -> dict[str, Any] | None:
    if it is None:
        return None
    return {camel(name): value for name, value in asdict(it).items() if name != "id"}


def _fulfillment(store_: Store, owner: Order, it: Fulfillment) -> dict[str, Any]:
    location = store_.location(it.location_id)
    return {
        "id": str(it.id),
        "name": it.name,
        "status": it.status,
        "createdAt": when(it.created_at),
        "location": location.name if location else None,
        "tracking": {"company": it.company, "numbers": it.numbers, "urls": it.urls},
        "notified": it.notified,
        "lines": [
            {
                "lineId": str(part.line_id),
                "sku": _sku(owner, part.line_id),
                "quantity": part.quantity,
            }
            for part in it.lines
        ],
    }


def _fulfillment_orders(store_: Store, it: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": str(one.id),
            "status": one.status,
            "locationId": str(one.location_id),
            "location": location.name if (location := store_.location(one.location_id)) else None,
            "holds": [{"reason": hold.reason, "notes": hold.notes} for hold in one.holds],
            "lines": [
                {
                    "lineId": str(part.line_id),
                    "sku": _sku(it, part.line_id),
                    "total": part.total,
                    "remaining": part.remaining,
                }
                for part in one.lines
            ],
        }
        for one in it.fulfillment_orders
    ]


def _refund(owner: Order, it: Refund) -> dict[str, Any]:
    return {
        "id": str(it.id),
        "createdAt": when(it.created_at),
        "note": it.note,
        "total": money(totals.refund_total(owner, it), owner.currency),
        "shipping": money(it.shipping, owner.currency),
        "lines": [
            {
                "lineId": str(part.line_id),
                "sku": _sku(owner, part.line_id),
                "quantity": part.quantity,
                "restocked": part.restocked,
            }
            for part in it.lines
        ],
    }


def _sku(owner: Order, line_id: int) -> str | None:
    line = owner.line(line_id)
    return line.sku if line else None


def variant(store_: Store, it: Variant) -> dict[str, Any]:
    """A variant in the list of products."""
    names = {one.id: one.name for one in store_.locations}
    return {
        "variantId": str(it.id),
        "inventoryItemId": str(it.inventory_item_id),
        "productId": str(it.product_id),
        "sku": it.sku,
        "title": store_.products[it.product_id].title,
        "variantTitle": None if it.title == "Default Title" else it.title,
        "price": two_places(it.price),
        "tracked": it.tracked,
        "policy": it.policy,
        "requiresShipping": it.requires_shipping,
        "levels": [
            {
                "locationId": str(level.location_id),
                "location": names.get(level.location_id),
                "available": level.available,
                "onHand": level.on_hand,
                "committed": level.committed,
            }
            for level in it.levels
        ],
    }


def settings(it: Settings) -> dict[str, Any]:
    """The settings under the names the control API gives them."""
    return {camel(name): value for name, value in asdict(it).items()}


def delivery(it: Delivery) -> dict[str, Any]:
    """A webhook's delivery with its attempts."""
    return {
        "id": it.id,
        "shop": it.shop,
        "topic": it.topic,
        "uri": it.uri,
        "attempts": [{"at": when(one.at), "status": one.status} for one in it.attempts],
        "state": it.state,
    }


def changed(it: Any, given: Mapping[str, Any], allowed: Mapping[str, str]) -> None:
    """Set the attributes that `allowed` maps from the given names; the rest is left."""
    for name, attribute in allowed.items():
        if name in given:
            setattr(it, attribute, given[name])
