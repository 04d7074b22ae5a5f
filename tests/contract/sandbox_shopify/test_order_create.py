"""orderCreate as it was recorded: stock, statuses, sums, refusals, unique metafields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify, usd

OBEY = "DECREMENT_OBEYING_POLICY"
IGNORE = "DECREMENT_IGNORING_POLICY"


def line(shopify: Shopify, sku: str = "TEE-BLK-M", quantity: int = 1, **rest: Any) -> Json:
    given = {"variantId": shopify.gid("north", sku), "quantity": quantity, "priceSet": usd("20")}
    return {**given, **rest}


def codes(payload: Json) -> list[tuple[str, str]]:
    return [(one["code"], one["message"]) for one in payload["userErrors"]]


def read(shopify: Shopify, number: str = "2041") -> Json:
    return shopify.order("north", number)


def test_by_default_no_stock_is_claimed(shopify: Shopify) -> None:
    shopify.create("north", {"lineItems": [line(shopify, quantity=3)]})
    assert shopify.stock("north", "TEE-BLK-M") == [(40, 0), (12, 0)]


def test_decrement_commits_stock(shopify: Shopify) -> None:
    shopify.create("north", {"lineItems": [line(shopify, quantity=3)]}, OBEY)
    assert shopify.stock("north", "TEE-BLK-M") == [(37, 3), (12, 0)]


def test_stock_that_refuses_rejects_the_whole_order(shopify: Shopify) -> None:
    given = {"lineItems": [line(shopify), line(shopify, "CAP-NVY")]}
    payload = shopify.create("north", given, OBEY)
    assert payload["order"] is None
    [error] = payload["userErrors"]
    assert error["code"] == "INVENTORY_CLAIM_FAILED"
    assert error["field"] == ["order", "lineItems", "1"]
    assert shopify.stock("north", "TEE-BLK-M") == [(40, 0), (12, 0)]
    assert shopify.control("GET", "/shopify/north/orders")["total"] == 0


def test_ignoring_the_policy_goes_below_zero(shopify: Shopify) -> None:
    payload = shopify.create("north", {"lineItems": [line(shopify, "CAP-NVY")]}, IGNORE)
    assert payload["userErrors"] == []
    assert shopify.stock("north", "CAP-NVY") == [(-1, 1), (0, 0)]


def test_a_policy_of_continue_lets_stock_go_below_zero(shopify: Shopify) -> None:
    variant = shopify.variant("north", "CAP-NVY")["variantId"]
    shopify.control("PATCH", f"/shopify/north/products/{variant}", {"policy": "CONTINUE"})
    payload = shopify.create("north", {"lineItems": [line(shopify, "CAP-NVY")]}, OBEY)
    assert payload["userErrors"] == []


def test_two_lines_of_one_item_share_its_stock(shopify: Shopify) -> None:
    lines = [line(shopify, "HOOD-GRY-L", 12), line(shopify, "HOOD-GRY-L", 12)]
    payload = shopify.create("north", {"lineItems": lines}, OBEY)
    assert codes(payload)[0][0] == "INVENTORY_CLAIM_FAILED"


def test_the_location_is_one_that_has_the_stock(shopify: Shopify) -> None:
    shopify.control("PUT", "/shopify/north/stock", {"sku": "TEE-BLK-M", "available": 0})
    shopify.create("north", {"lineItems": [line(shopify, quantity=5)]}, OBEY)
    [task] = read(shopify)["fulfillmentOrders"]
    assert (task["location"], task["status"]) == ("Buffalo Annex", "OPEN")


def test_lines_from_two_locations_make_two_fulfillment_orders(shopify: Shopify) -> None:
    shopify.control("PUT", "/shopify/north/stock", {"sku": "TEE-BLK-M", "available": 0})
    lines = [line(shopify), line(shopify, "TEE-WHT-L")]
    shopify.create("north", {"lineItems": lines}, OBEY)
    places = [one["location"] for one in read(shopify)["fulfillmentOrders"]]
    assert places == ["Buffalo Annex", "Rochester Warehouse"]


def test_the_fulfillment_order_is_there_in_the_same_answer(shopify: Shopify) -> None:
    query = """mutation A($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
      order { fulfillmentOrders(first: 5) { nodes { status } } } userErrors { message } } }"""
    data = shopify.data("north", query, {"order": {"lineItems": [line(shopify)]}})
    tasks = data["orderCreate"]["order"]["fulfillmentOrders"]["nodes"]
    assert tasks == [{"status": "OPEN"}]


@pytest.mark.parametrize(
    ("given", "status", "received", "outstanding"),
    [
        ({}, None, "0.00", "20.00"),
        ({"financialStatus": "PAID"}, "PAID", "20.00", "0.00"),
        ({"financialStatus": "PENDING"}, "PENDING", "0.00", "20.00"),
        (
            {"transactions": [{"kind": "AUTHORIZATION", "amountSet": usd("20")}]},
            "AUTHORIZED",
            "0.00",
            "20.00",
        ),
        ({"transactions": [{"kind": "SALE", "amountSet": usd("20")}]}, "PAID", "20.00", "0.00"),
        (
            {"transactions": [{"kind": "SALE", "amountSet": usd("5")}]},
            "PARTIALLY_PAID",
            "5.00",
            "15.00",
        ),
    ],
)
def test_the_financial_status_follows_the_money(
    shopify: Shopify, given: Json, status: str | None, received: str, outstanding: str
) -> None:
    payload = shopify.create("north", {"lineItems": [line(shopify)], **given})
    assert payload["order"]["displayFinancialStatus"] == status
    money = read(shopify)["money"]
    assert money["received"]["amount"] == received
    assert money["outstanding"]["amount"] == outstanding


def test_sums_are_exact(shopify: Shopify) -> None:
    given = {
        "lineItems": [
            line(shopify, quantity=3, priceSet=usd("0.10")),
            line(shopify, "TEE-WHT-L", 1, priceSet=usd("19.99")),
        ],
        "shippingLines": [{"title": "Standard", "priceSet": usd("4.95")}],
        "taxLines": [{"title": "NY", "rate": "0.08", "priceSet": usd("1.62")}],
        "discountCode": {"itemFixedDiscountCode": {"code": "ONE", "amountSet": usd("1.00")}},
    }
    payload = shopify.create("north", given)
    assert payload["order"]["totalPriceSet"]["shopMoney"]["amount"] == "25.86"
    whole = read(shopify)
    assert whole["money"]["discounts"]["amount"] == "1.00"
    assert [one["discount"]["amount"] for one in whole["lines"]] == ["0.01", "0.99"]


def test_percentage_and_free_shipping_codes(shopify: Shopify) -> None:
    lines = [line(shopify, quantity=2)]
    shipping = [{"title": "Standard", "priceSet": usd("5")}]
    percent = {"itemPercentageDiscountCode": {"code": "TEN", "percentage": 10}}
    given = {"lineItems": lines, "shippingLines": shipping, "discountCode": percent}
    made = shopify.create("north", given)["order"]
    assert made["totalPriceSet"]["shopMoney"]["amount"] == "41.0"
    given["discountCode"] = {"freeShippingDiscountCode": {"code": "SHIP"}}
    made = shopify.create("north", given)["order"]
    assert made["totalPriceSet"]["shopMoney"]["amount"] == "40.0"


def test_shipping_is_not_required_unless_said(shopify: Shopify) -> None:
    lines = [line(shopify), line(shopify, requiresShipping=True)]
    shopify.create("north", {"lineItems": lines})
    assert [one["requiresShipping"] for one in read(shopify)["lines"]] == [False, True]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"lineItems": []}, "INVALID", ["order", "lineItems"]),
        ({"tags": ["x" * 41]}, "INVALID", ["order", "tags"]),
        ({"email": "nobody"}, "INVALID", ["order", "email"]),
        (
            {
                "customerId": "gid://shopify/Customer/1",
                "customer": {"toUpsert": {"email": "a@b.example"}},
            },
            "REDUNDANT_CUSTOMER_FIELDS",
            ["order", "customer"],
        ),
        (
            {"lineItems": [{"variantId": "gid://shopify/ProductVariant/1", "quantity": 1}]},
            "INVALID",
            ["order", "lineItems", "0", "variantId"],
        ),
        (
            {"lineItems": [{"title": "A", "quantity": 0, "priceSet": usd("1")}]},
            "INVALID",
            ["order", "lineItems", "0", "quantity"],
        ),
    ],
)
def test_what_is_wrong_rejects_the_whole_order(
    shopify: Shopify, given: Json, code: str, field: list[str]
) -> None:
    payload = shopify.create("north", {"lineItems": [line(shopify)], **given})
    assert payload["order"] is None
    assert (payload["userErrors"][0]["code"], payload["userErrors"][0]["field"]) == (code, field)
    assert shopify.control("GET", "/shopify/north/orders")["total"] == 0


def test_a_fulfillment_service_must_be_known(shopify: Shopify) -> None:
    payload = shopify.create("north", {"lineItems": [line(shopify, fulfillmentService="acme")]})
    assert codes(payload)[0][0] == "FULFILLMENT_SERVICE_INVALID"


def test_a_dormant_shop_takes_no_orders(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/north", {"plan": "dormant"})
    assert codes(shopify.create("north", {"lineItems": [line(shopify)]}))[0][0] == "SHOP_DORMANT"


def test_forty_characters_of_tag_are_allowed(shopify: Shopify) -> None:
    payload = shopify.create("north", {"lineItems": [line(shopify)], "tags": ["x" * 40]})
    assert payload["order"]["tags"] == ["x" * 40]


def test_a_future_processing_time_is_clamped(shopify: Shopify) -> None:
    given = {"lineItems": [line(shopify)], "processedAt": "2099-01-01T00:00:00Z"}
    shopify.create("north", given)
    whole = read(shopify)
    assert whole["processedAt"] == whole["createdAt"]


def test_the_source_name_becomes_the_apps(shopify: Shopify) -> None:
    given = {"lineItems": [line(shopify)], "sourceName": "order-relay"}
    assert shopify.create("north", given)["order"]["sourceName"] != "order-relay"


def test_a_name_of_ones_own_is_kept_and_the_sequence_goes_on(shopify: Shopify) -> None:
    named = shopify.create("north", {"lineItems": [line(shopify)], "name": "X-1"})["order"]
    plain = shopify.create("north", {"lineItems": [line(shopify)]})["order"]
    assert [named["name"], plain["name"]] == ["X-1", "#2042"]


def test_development_stores_take_five_orders_a_minute(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/north", {"partnerDevelopment": True})
    for _ in range(5):
        assert shopify.create("north", {"lineItems": [line(shopify)]})["userErrors"] == []
    payload = shopify.create("north", {"lineItems": [line(shopify)]})
    assert codes(payload) == [("INVALID", "Too many attempts. Please try again later.")]


FIELD = {"namespace": "$app", "key": "dst_order_id", "type": "id", "value": "dest:1"}
KEY = {"ns": "$app", "key": "dst_order_id", "value": "dest:1"}


def twice(shopify: Shopify) -> list[Json]:
    given = {"lineItems": [line(shopify)], "metafields": [FIELD]}
    return [shopify.create("north", given), shopify.create("north", given)]


def test_a_unique_metafield_refuses_the_second_order(shopify: Shopify) -> None:
    shopify.data("north", "05")
    first, second = twice(shopify)
    assert first["userErrors"] == []
    assert second["order"] is None
    assert second["userErrors"][0]["field"] == ["order", "metafields", "0", "value"]


def test_or_it_is_dropped_where_the_setting_says_so(shopify: Shopify) -> None:
    shopify.settings(uniqueIdMetafields="drop")
    shopify.data("north", "05")
    first, second = twice(shopify)
    assert second["userErrors"] == []
    assert read(shopify, "2042")["metafields"] == []
    found = shopify.data("north", "04", KEY)["orderByIdentifier"]
    assert found["id"] == first["order"]["id"]


def test_without_a_definition_nothing_is_unique_and_nothing_is_found(shopify: Shopify) -> None:
    assert [one["userErrors"] for one in twice(shopify)] == [[], []]
    error = shopify.error("north", "04", KEY)
    assert error["message"] == (
        "Metafield definition of type 'id' is required when using custom ids."
    )


def test_the_keyed_lookup_can_lag(shopify: Shopify) -> None:
    shopify.settings(keyedLookupLagSeconds=60)
    shopify.data("north", "05")
    shopify.create("north", {"lineItems": [line(shopify)], "metafields": [FIELD]})
    assert shopify.data("north", "04", KEY)["orderByIdentifier"] is None


def test_no_namespace_means_the_apps_own(shopify: Shopify) -> None:
    shopify.data("north", "05")
    field = {**FIELD, "namespace": None}
    shopify.create("north", {"lineItems": [line(shopify)], "metafields": [field]})
    assert shopify.data("north", "04", {**KEY, "ns": None})["orderByIdentifier"] is not None


def test_a_definition_is_made_once(shopify: Shopify) -> None:
    shopify.data("north", "05")
    again = shopify.data("north", "05")["metafieldDefinitionCreate"]
    [error] = again["userErrors"]
    assert error["code"] == "TAKEN"


def test_a_customer_is_found_again_by_email(shopify: Shopify) -> None:
    query = """query A { orders(first: 5) { nodes { customer { id firstName } } } }"""
    for name in ("Jane", "Janet"):
        upsert = {"toUpsert": {"email": "j@example.com", "firstName": name}}
        shopify.create("north", {"lineItems": [line(shopify)], "customer": upsert})
    customers = [one["customer"] for one in shopify.data("north", query)["orders"]["nodes"]]
    assert customers[0] == customers[1]
    assert customers[0]["firstName"] == "Janet"
