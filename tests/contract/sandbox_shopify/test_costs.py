"""Costs are told with every answer, and a bucket that is empty throttles."""

from __future__ import annotations

from tests.contract.sandbox_shopify.kit import Json, Shopify


def cost(body: Json) -> Json:
    found: Json = body["extensions"]["cost"]
    return found


def test_every_answer_tells_what_it_cost(shopify: Shopify) -> None:
    told = cost(shopify.gql("dest", "{ shop { id name } }"))
    assert told["requestedQueryCost"] == told["actualQueryCost"] == 1
    status = told["throttleStatus"]
    assert (status["maximumAvailable"], status["restoreRate"]) == (2000.0, 100.0)
    assert status["currentlyAvailable"] <= 2000


def test_a_mutation_costs_ten_at_least(shopify: Shopify) -> None:
    given = {"topic": "ORDERS_PAID", "uri": "http://far.example/x"}
    assert cost(shopify.gql("dest", "23", given))["actualQueryCost"] == 10


def test_the_recorded_cost_of_250_variants(shopify: Shopify) -> None:
    query = "{ productVariants(first: 250) { nodes { id inventoryItem { id } } } }"
    told = cost(shopify.gql("dest", query))
    assert told["requestedQueryCost"] == 25
    assert told["actualQueryCost"] < 25


def test_a_query_beyond_the_maximum_is_refused(shopify: Shopify) -> None:
    line = "lineItems(first: 250) { nodes { id product { id } variant { id product { id } } } }"
    many = " ".join(f"a{n}: orders(first: 250) {{ nodes {{ {line} }} }}" for n in range(9))
    error = shopify.error("dest", f"{{ {many} }}")
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"


def test_an_empty_bucket_throttles_and_does_no_work(shopify: Shopify) -> None:
    shopify.settings(bucketSize=30, restoreRate=0)
    line = {
        "title": "A",
        "quantity": 1,
        "priceSet": {"shopMoney": {"amount": "1", "currencyCode": "USD"}},
    }
    body = shopify.gql("north", "06", {"order": {"lineItems": [line]}})
    assert "data" not in body
    [error] = body["errors"]
    assert error["message"] == "Throttled"
    assert error["extensions"] == {
        "code": "THROTTLED",
        "documentation": "https://shopify.dev/api/usage/rate-limits",
    }
    told = cost(body)
    assert told["requestedQueryCost"] > told["throttleStatus"]["currentlyAvailable"]
    assert told["actualQueryCost"] is None
    assert shopify.control("GET", "/shopify/north/orders")["total"] == 0


def test_what_was_not_used_comes_back(shopify: Shopify) -> None:
    shopify.settings(restoreRate=0)
    told = cost(shopify.gql("dest", "02", {"query": "name:nothing"}))
    assert told["requestedQueryCost"] > told["actualQueryCost"]
    spent = 2000 - told["throttleStatus"]["currentlyAvailable"]
    assert spent == told["actualQueryCost"]


def test_points_come_back_with_time(shopify: Shopify) -> None:
    shopify.settings(bucketSize=12, restoreRate=0)
    given = {"topic": "ORDERS_PAID", "uri": "http://far.example/x"}
    shopify.gql("dest", "23", given)
    assert shopify.gql("dest", "23", given)["errors"][0]["message"] == "Throttled"
    shopify.settings(restoreRate=1000)
    shopify.until(lambda: "data" in shopify.gql("dest", "23", given))
