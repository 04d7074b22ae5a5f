"""Search: an index that lags, a syntax, and unknown filters that let everything through."""

from __future__ import annotations

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify, usd

ORDERS = "query A($q: String) { orders(first: 20, query: $q, sortKey: ID) { nodes { name } } }"
VARIANTS = "query A($q: String) { productVariants(first: 20, query: $q) { nodes { sku } } }"


def names(shopify: Shopify, query: str | None, shop: str = "dest") -> list[str]:
    nodes = shopify.data(shop, ORDERS, {"q": query})["orders"]["nodes"]
    return [one["name"] for one in nodes]


def test_the_index_lags_and_reading_by_id_does_not(shopify: Shopify) -> None:
    shopify.settings(searchLagSeconds=60)
    placed = shopify.place()
    assert names(shopify, "name:1001") == []
    assert names(shopify, None) == []
    assert shopify.data("dest", "01", {"id": placed["gid"]})["order"]["name"] == "#1001"
    shopify.settings(searchLagSeconds=0)
    assert names(shopify, "name:1001") == ["#1001"]


def test_the_index_shows_what_was_and_not_what_is(shopify: Shopify) -> None:
    shopify.place()
    shopify.settings(searchLagSeconds=0.3)
    shopify.until(lambda: names(shopify, "status:open"))
    shopify.control("POST", "/shopify/dest/orders/1001/cancel")
    assert names(shopify, "status:open") == ["#1001"]
    shopify.until(lambda: not names(shopify, "status:open"))


def test_what_changes_often_within_the_lag_stays_in_the_index(shopify: Shopify) -> None:
    shopify.settings(searchLagSeconds=3600)
    for available in range(12):
        shopify.control("PUT", "/shopify/north/stock", {"sku": "TEE-BLK-M", "available": available})
    found = shopify.data("north", VARIANTS, {"q": "sku:TEE-BLK-M"})["productVariants"]["nodes"]
    assert [one["sku"] for one in found] == ["TEE-BLK-M"]


@pytest.fixture
def three(shopify: Shopify) -> list[Json]:
    first = shopify.place(tags=["vip", "two words"], note="a")
    second = shopify.place(paid=False, lines=[{"sku": "MUG-01", "quantity": 1}])
    third = shopify.place(name="EU-77", test=True)
    return [first, second, third]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name:#1001", ["#1001"]),
        ("name:1001", ["#1001"]),
        ("name:EU-77", ["EU-77"]),
        ("name:'EU-77'", ["EU-77"]),
        ("tag:vip", ["#1001"]),
        ("tag:'two words'", ["#1001"]),
        ('tag:"TWO WORDS"', ["#1001"]),
        ("tag:two", []),
        ("tag_not:vip", ["#1002", "EU-77"]),
        ("financial_status:paid", ["#1001", "EU-77"]),
        ("financial_status:pending", ["#1002"]),
        ("fulfillment_status:unfulfilled", ["#1001", "#1002", "EU-77"]),
        ("fulfillment_status:shipped", []),
        ("status:open", ["#1001", "#1002", "EU-77"]),
        ("status:cancelled", []),
        ("status:any", ["#1001", "#1002", "EU-77"]),
        ("test:true", ["EU-77"]),
        ("sku:MUG-01", ["#1002"]),
        ("name:1001 OR name:1002", ["#1001", "#1002"]),
        ("tag:vip AND financial_status:paid", ["#1001"]),
        ("tag:vip financial_status:pending", []),
        ("(name:1001 OR name:1002) financial_status:pending", ["#1002"]),
        ("-tag:vip", ["#1002", "EU-77"]),
        ("NOT tag:vip", ["#1002", "EU-77"]),
        ("created_at:>=2026-01-01", ["#1001", "#1002", "EU-77"]),
        ("updated_at:<'2026-01-01T00:00:00Z'", []),
        ("jane.doe@example.com", ["#1001", "#1002", "EU-77"]),
        ("name:100*", ["#1001", "#1002"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_the_syntax(shopify: Shopify, query: str, found: list[str]) -> None:
    assert names(shopify, query) == found


def test_ids_are_found_by_range(shopify: Shopify, three: list[Json]) -> None:
    assert names(shopify, f"id:{three[0]['id']}") == ["#1001"]
    assert names(shopify, f"id:>{three[0]['id']}") == ["#1002", "EU-77"]


def test_source_identifiers_and_po_numbers_are_found(shopify: Shopify) -> None:
    line = {"title": "A", "quantity": 1, "priceSet": usd("1")}
    given = {"lineItems": [line], "sourceIdentifier": "dest.myshopify.com/1/1", "poNumber": "P-9"}
    shopify.create("north", given)
    assert names(shopify, "source_identifier:'dest.myshopify.com/1/1'", "north") == ["#2041"]
    assert names(shopify, "source_identifier:dest.myshopify.com/1/2", "north") == []
    assert names(shopify, "po_number:P-9", "north") == ["#2041"]


def test_an_unknown_filter_lets_all_through_and_warns(shopify: Shopify) -> None:
    shopify.place()
    body = shopify.gql("dest", ORDERS, {"q": "source_identifer:other"})
    assert [one["name"] for one in body["data"]["orders"]["nodes"]] == ["#1001"]
    [told] = body["extensions"]["search"]
    assert told["path"] == ["orders"]
    assert told["query"] == "source_identifer:other"
    assert told["warnings"][0]["field"] == "source_identifer"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('sku:"MUG-01"', ["MUG-01"]),
        ("sku:mug-01", ["MUG-01"]),
        ('sku:"MUG-01" OR sku:"CAP-NVY"', ["CAP-NVY", "MUG-01"]),
        ("sku:TEE", ["TEE-BLK-M", "TEE-WHT-L"]),
        ("sku:nothing", []),
        ("title:Navy", ["CAP-NVY"]),
    ],
)
def test_variants_are_found_by_words(shopify: Shopify, query: str, found: list[str]) -> None:
    nodes = shopify.data("dest", VARIANTS, {"q": query})["productVariants"]["nodes"]
    assert [one["sku"] for one in nodes] == found
