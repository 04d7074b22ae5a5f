"""Webhook bodies of the `returns/*` topics, which differ by topic as Shopify's examples do."""

from typing import Any

from sandbox.shopify.ids import gid
from sandbox.shopify.orders import Order
from sandbox.shopify.returns import Return, ReturnLine

_WHOLE = ("RETURNS_REQUEST", "RETURNS_APPROVE")


def body(owner: Order, it: Return, topic: str) -> dict[str, Any]:
    """What the topic carries of the return: whole, why it was declined, or where it stands."""
    head = {
        "id": it.id,
        "admin_graphql_api_id": gid("Return", it.id),
        "status": it.status.lower(),
    }
    order = {"id": owner.id, "admin_graphql_api_id": gid("Order", owner.id)}
    if topic in _WHOLE:
        return {**head, "order": order, **_contents(it)}
    if topic == "RETURNS_DECLINE":
        reason = (it.decline_reason or "").lower()
        return {**head, "order": order, "decline": {"reason": reason, "note": it.decline_note}}
    return {**head, "order_id": owner.id}


def _contents(it: Return) -> dict[str, Any]:
    return {
        "name": it.name,
        "total_return_line_items": len(it.lines),
        "return_line_items": [_line(one) for one in it.lines],
        "return_shipping_fees": [],
        "exchange_line_items": [],
        "total_exchange_line_items": 0,
    }


def _line(it: ReturnLine) -> dict[str, Any]:
    return {
        "id": it.id,
        "admin_graphql_api_id": gid("ReturnLineItem", it.id),
        "fulfillment_line_item": {
            "id": it.fulfillment_line_id,
            "admin_graphql_api_id": gid("FulfillmentLineItem", it.fulfillment_line_id),
            "line_item": {
                "id": it.line_id,
                "admin_graphql_api_id": gid("LineItem", it.line_id),
            },
        },
        "quantity": it.quantity,
        "return_reason": it.reason.lower(),
        "return_reason_note": it.note,
        "customer_note": it.customer_note,
    }
