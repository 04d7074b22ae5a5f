"""What the control API shows of an order."""

from dataclasses import asdict
from typing import Any

from sandbox.shopify import returns, totals
from sandbox.shopify.control.views import money, when
from sandbox.shopify.desk import camel
from sandbox.shopify.ids import gid
from sandbox.shopify.money import two_places
from sandbox.shopify.orders import Address, Line, Order, Refund
from sandbox.shopify.parcels import Fulfillment, FulfillmentEvent
from sandbox.shopify.returns import Return
from sandbox.shopify.state import Store


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
        "returnStatus": returns.status(it.returns),
        "returns": [_return(it, one) for one in it.returns],
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
        "displayStatus": it.display_status,
        "createdAt": when(it.created_at),
        "location": location.name if location else None,
        "tracking": {"company": it.company, "numbers": it.numbers, "urls": it.urls},
        "notified": it.notified,
        "events": [_event(one) for one in it.events],
        "lines": [
            {
                "id": str(part.id),
                "lineId": str(part.line_id),
                "sku": _sku(owner, part.line_id),
                "quantity": part.quantity,
            }
            for part in it.lines
        ],
    }


def _event(it: FulfillmentEvent) -> dict[str, Any]:
    return {
        "id": str(it.id),
        "status": it.status,
        "happenedAt": when(it.happened_at),
        "message": it.message,
    }


def _fulfillment_orders(store_: Store, it: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": str(one.id),
            "status": one.status,
            "service": location.service if (location := store_.location(one.location_id)) else None,
            "locationId": str(one.location_id),
            "location": location.name if location else None,
            "holds": [{"reason": hold.reason, "notes": hold.notes} for hold in one.holds],
            "lines": [
                {
                    "id": str(part.id),
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


def _return(owner: Order, it: Return) -> dict[str, Any]:
    declined = {"reason": it.decline_reason, "note": it.decline_note}
    return {
        "id": str(it.id),
        "gid": gid("Return", it.id),
        "name": it.name,
        "status": it.status,
        "createdAt": when(it.created_at),
        "closedAt": when(it.closed_at),
        "decline": declined if it.decline_reason else None,
        "lines": [
            {
                "id": str(line.id),
                "lineId": str(line.line_id),
                "fulfillmentLineId": str(line.fulfillment_line_id),
                "sku": _sku(owner, line.line_id),
                "quantity": line.quantity,
                "refunded": line.refunded,
                "reason": line.reason,
                "note": line.note,
            }
            for line in it.lines
        ],
    }


def _sku(owner: Order, line_id: int) -> str | None:
    line = owner.line(line_id)
    return line.sku if line else None
