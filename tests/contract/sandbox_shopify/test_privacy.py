"""The privacy topics, as Shopify's documentation shows them."""

from __future__ import annotations

import json

from tests.contract.sandbox_shopify.kit import Receiver, Shopify
from tests.contract.sandbox_shopify.test_webhooks import settled


def test_the_three_topics_come_signed_and_in_shopifys_shapes(
    shopify: Shopify, receiver: Receiver
) -> None:
    order = shopify.place()
    body = {"uri": receiver.url, "orders": [order["name"]]}
    for what in ("data-request", "redact-customer"):
        shopify.control("POST", f"/shopify/dest/privacy/{what}", body)
    shopify.control("POST", "/shopify/dest/privacy/redact-shop", {"uri": receiver.url})
    settled(shopify, 3)
    told = {one.headers["x-shopify-topic"]: json.loads(one.body) for one in receiver.got}
    shop = {"shop_domain", "shop_id"}
    assert {topic: set(body) for topic, body in told.items()} == {
        "customers/data_request": {*shop, "customer", "data_request", "orders_requested"},
        "customers/redact": {*shop, "customer", "orders_to_redact"},
        "shop/redact": shop,
    }
    asked = told["customers/data_request"]
    assert asked["orders_requested"] == told["customers/redact"]["orders_to_redact"]
    assert set(asked["customer"]) == {"id", "email", "phone"}
    assert isinstance(asked["data_request"]["id"], int)
    assert all(one.headers["x-shopify-hmac-sha256"] for one in receiver.got)
