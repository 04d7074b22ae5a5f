"""Webhooks: signed, shaped like Shopify's examples, tried again, given up, lost, repeated."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Receiver, Shopify


def subscribe(shopify: Shopify, receiver: Receiver, *topics: str, **rest: Any) -> None:
    for topic in topics:
        given = {"topic": topic, "uri": receiver.url, **rest}
        made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]
        assert made["userErrors"] == []


def deliveries(shopify: Shopify) -> list[Json]:
    found: list[Json] = shopify.control("GET", "/shopify/webhooks")
    return found


def settled(shopify: Shopify, count: int) -> list[Json]:
    def done() -> list[Json]:
        found = [one for one in deliveries(shopify) if one["state"] != "pending"]
        return found if len(found) >= count else []

    found: list[Json] = shopify.until(done)
    return found


def test_a_paid_order_is_told_signed_and_whole(shopify: Shopify, receiver: Receiver) -> None:
    subscribe(shopify, receiver, "ORDERS_PAID", name="paid")
    placed = shopify.place()
    settled(shopify, 1)
    [got] = receiver.got
    digest = hmac.new(b"secret_sandbox_dest", got.body, hashlib.sha256).digest()
    assert got.headers["x-shopify-hmac-sha256"] == base64.b64encode(digest).decode()
    assert got.headers["x-shopify-topic"] == "orders/paid"
    assert got.headers["x-shopify-shop-domain"] == "dest.myshopify.com"
    assert got.headers["x-shopify-api-version"] == "2026-10"
    assert got.headers["x-shopify-name"] == "paid"
    for name in ("webhook-id", "event-id", "triggered-at"):
        assert got.headers[f"x-shopify-{name}"]
    body = json.loads(got.body)
    assert body["id"] == int(placed["id"]) > 2**53
    assert body["admin_graphql_api_id"] == placed["gid"]
    assert (body["financial_status"], body["total_price"]) == ("paid", "48.00")
    assert body["line_items"][0]["sku"] == "TEE-BLK-M"


def test_only_the_fields_that_were_asked_for(shopify: Shopify, receiver: Receiver) -> None:
    fields = ["id", "updated_at", "customer.id", "line_items.sku"]
    subscribe(shopify, receiver, "ORDERS_PAID", includeFields=fields)
    shopify.place()
    settled(shopify, 1)
    body = json.loads(receiver.got[0].body)
    assert set(body) == {"id", "updated_at", "customer", "line_items"}
    assert set(body["customer"]) == {"id"}
    assert body["line_items"] == [{"sku": "TEE-BLK-M"}]


def test_one_action_shares_an_event_id_and_no_webhook_id(
    shopify: Shopify, receiver: Receiver
) -> None:
    subscribe(shopify, receiver, "ORDERS_CREATE", "ORDERS_PAID", "ORDERS_UPDATED")
    shopify.place()
    settled(shopify, 3)
    assert set(receiver.topics()) == {"orders/create", "orders/paid", "orders/updated"}
    assert len({one.headers["x-shopify-event-id"] for one in receiver.got}) == 1
    assert len({one.headers["x-shopify-webhook-id"] for one in receiver.got}) == 3


@pytest.mark.parametrize(
    ("topic", "path", "body"),
    [
        ("ORDERS_CANCELLED", "orders/1001/cancel", {}),
        ("REFUNDS_CREATE", "orders/1001/refund", {}),
        ("ORDERS_FULFILLED", "orders/1001/ship", {}),
        ("FULFILLMENTS_CREATE", "orders/1001/ship", {}),
        ("ORDERS_UPDATED", "orders/1001/edit", {"email": "new@example.com"}),
        (
            "ORDERS_EDITED",
            "orders/1001/edit",
            {"lines": [{"sku": "MUG-01", "quantity": 1}]},
        ),
        ("FULFILLMENT_ORDERS_PLACED_ON_HOLD", "orders/1001/hold", {}),
        ("APP_UNINSTALLED", "uninstall", {}),
    ],
)
def test_what_staff_do_is_told(
    shopify: Shopify, receiver: Receiver, topic: str, path: str, body: Json
) -> None:
    shopify.place()
    subscribe(shopify, receiver, topic)
    shopify.control("POST", f"/shopify/dest/{path}", body)
    [told] = settled(shopify, 1)
    assert (told["topic"], told["state"]) == (topic, "delivered")


def test_a_part_shipped_is_told_as_a_part(shopify: Shopify, receiver: Receiver) -> None:
    line = shopify.place()["lines"][0]["id"]
    subscribe(shopify, receiver, "ORDERS_PARTIALLY_FULFILLED")
    body = {"lines": [{"lineId": line, "quantity": 1}]}
    shopify.control("POST", "/shopify/dest/orders/1001/ship", body)
    settled(shopify, 1)
    assert receiver.topics() == ["orders/partially_fulfilled"]


def test_stock_and_products_are_told(shopify: Shopify, receiver: Receiver) -> None:
    subscribe(shopify, receiver, "INVENTORY_LEVELS_UPDATE", "PRODUCTS_UPDATE")
    shopify.control("PUT", "/shopify/dest/stock", {"sku": "MUG-01", "available": 3})
    number = shopify.variant("dest", "MUG-01")["variantId"]
    shopify.control("PATCH", f"/shopify/dest/products/{number}", {"price": "9"})
    settled(shopify, 2)
    assert sorted(receiver.topics()) == ["inventory_levels/update", "products/update"]
    told = {one.headers["x-shopify-topic"]: json.loads(one.body) for one in receiver.got}
    assert told["inventory_levels/update"]["available"] == 3


def test_a_failed_delivery_is_tried_again_with_the_same_id(
    shopify: Shopify, receiver: Receiver
) -> None:
    shopify.settings(webhookRetryScale=0)
    receiver.statuses = [500, 302]
    subscribe(shopify, receiver, "ORDERS_PAID")
    shopify.place()
    [told] = settled(shopify, 1)
    assert [one["status"] for one in told["attempts"]] == [500, 302, 200]
    assert len({one.headers["x-shopify-webhook-id"] for one in receiver.got}) == 1
    assert len({one.body for one in receiver.got}) == 1


def test_after_eight_retries_the_subscription_is_deleted(
    shopify: Shopify, receiver: Receiver
) -> None:
    shopify.settings(webhookRetryScale=0)
    receiver.statuses = [503] * 9
    subscribe(shopify, receiver, "ORDERS_PAID")
    shopify.place()
    [told] = settled(shopify, 1)
    assert (told["state"], len(told["attempts"])) == ("failed", 9)
    listed = shopify.data("dest", "24", {}, operation="Webhooks")["webhookSubscriptions"]
    assert listed["nodes"] == []


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("http://far.example/w", "Address protocol http:// is not supported"),
        ("", "Address can't be blank"),
        ("https://", "Address is invalid"),
    ],
)
def test_addresses_are_checked(shopify: Shopify, uri: str, message: str) -> None:
    given = {"topic": "ORDERS_PAID", "uri": uri}
    made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]
    assert [one["message"] for one in made["userErrors"]] == [message]


def test_an_address_is_taken_once_for_a_topic(shopify: Shopify) -> None:
    given = {"topic": "ORDERS_PAID", "uri": "https://x.example/w"}
    shopify.data("dest", "23", given)
    made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]
    assert [one["message"] for one in made["userErrors"]] == [
        "Address for this topic has already been taken"
    ]


def test_a_webhook_can_be_lost(shopify: Shopify, receiver: Receiver) -> None:
    shopify.fault("lose_webhook", operation="orders/paid")
    subscribe(shopify, receiver, "ORDERS_PAID", "ORDERS_UPDATED")
    shopify.place()
    told = settled(shopify, 2)
    assert {one["topic"]: one["state"] for one in told} == {
        "ORDERS_PAID": "lost",
        "ORDERS_UPDATED": "delivered",
    }


def test_a_webhook_can_be_repeated(shopify: Shopify, receiver: Receiver) -> None:
    shopify.fault("repeat_webhook", operation="ORDERS_PAID")
    subscribe(shopify, receiver, "ORDERS_PAID")
    shopify.place()
    shopify.until(lambda: len(receiver.got) == 2)
    assert len({one.headers["x-shopify-webhook-id"] for one in receiver.got}) == 1


def test_webhooks_can_come_in_another_order(shopify: Shopify, receiver: Receiver) -> None:
    shopify.fault("reorder_webhook", operation="ORDERS_CREATE")
    subscribe(shopify, receiver, "ORDERS_CREATE", "ORDERS_UPDATED")
    shopify.place()
    settled(shopify, 2)
    assert receiver.topics() == ["orders/updated", "orders/create"]


def test_a_delivery_can_be_sent_again_by_hand(shopify: Shopify, receiver: Receiver) -> None:
    subscribe(shopify, receiver, "ORDERS_PAID")
    shopify.place()
    [told] = settled(shopify, 1)
    shopify.control("POST", f"/shopify/webhooks/{told['id']}/redeliver")
    shopify.until(lambda: len(receiver.got) == 2)
    assert len({one.headers["x-shopify-webhook-id"] for one in receiver.got}) == 1


def test_nobody_listens(shopify: Shopify, receiver: Receiver) -> None:
    shopify.settings(webhookRetryScale=0)
    given = {"topic": "ORDERS_PAID", "uri": "http://127.0.0.1:9/w"}
    shopify.data("dest", "23", given)
    shopify.place()
    [told] = settled(shopify, 1)
    assert {one["status"] for one in told["attempts"]} == {0}
    assert receiver.got == []


def test_a_topic_needs_its_scope(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["read_orders"]})
    given = {"topic": "FULFILLMENTS_CREATE", "uri": "https://x.example/w"}
    made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]
    assert made["webhookSubscription"] is None
    assert "fulfillments/create" in made["userErrors"][0]["message"]
    given["topic"] = "ORDERS_PAID"
    assert shopify.data("dest", "23", given)["webhookSubscriptionCreate"]["userErrors"] == []
