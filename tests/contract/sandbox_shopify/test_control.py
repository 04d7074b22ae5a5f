"""The control API: what customers and staff do, and what of it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify


def act(shopify: Shopify, what: str, body: Json | None = None, number: str = "1001") -> Json:
    order: Json = shopify.control("POST", f"/shopify/dest/orders/{number}/{what}", body or {})
    return order


def test_the_demo_has_three_stores_and_their_goods(shopify: Shopify) -> None:
    stores = {one["shop"]: one for one in shopify.control("GET", "/shopify/stores")}
    assert set(stores) == {"dest", "north", "south"}
    assert stores["dest"]["name"] == "Dest Boutique"
    goods: dict[str, list[str]] = {}
    for shop in stores:
        goods[shop] = [one["sku"] for one in shopify.control("GET", f"/shopify/{shop}/products")]
    elsewhere = goods["north"] + goods["south"]
    assert set(goods["dest"]) - set(elsewhere) == {"GIFTWRAP"}
    assert goods["north"].count("STICKER") == 2
    assert shopify.stock("north", "CAP-NVY") == [(0, 0), (0, 0)]


def test_an_empty_sandbox_has_stores_and_nothing_else(shopify: Shopify) -> None:
    shopify.control("POST", "/reset", {"seed": "empty"})
    assert len(shopify.control("GET", "/shopify/stores")) == 3
    assert shopify.control("GET", "/shopify/dest/products") == []


def test_names_follow_each_stores_own_sequence(shopify: Shopify) -> None:
    assert shopify.place()["name"] == "#1001"
    assert shopify.place()["name"] == "#1002"
    assert shopify.place("north")["name"] == "#2041"
    mug = [{"sku": "MUG-01", "quantity": 1}]
    assert shopify.place("south", lines=mug)["name"] == "#3017"


def test_an_order_is_what_was_asked_for(shopify: Shopify) -> None:
    order = shopify.place(
        lines=[{"sku": "MUG-01", "quantity": 3, "price": "10.01"}],
        customer={"firstName": "Li", "lastName": "Wu", "email": "li@example.com"},
        shipping={"title": "Express", "price": "7.50"},
        discount={"code": "FIVE", "amount": "5"},
        taxRate="0.0825",
        tags=["b", "a"],
        note="leave it",
        name="WEB-9",
        test=True,
        processedAt="2026-05-01T10:00:00Z",
    )
    assert (order["name"], order["customer"], order["test"]) == ("WEB-9", "Li Wu", True)
    assert (order["tags"], order["note"]) == (["a", "b"], "leave it")
    assert order["shippingAddress"] is None
    assert order["processedAt"].startswith("2026-05-01T10:00:00")
    amounts = {name: one["amount"] for name, one in order["money"].items()}
    assert amounts["subtotal"] == "25.03"
    assert amounts["tax"] == "2.48"
    assert amounts["total"] == "35.01"
    assert order["financialStatus"] == "PAID"


def test_an_order_may_have_no_customer(shopify: Shopify) -> None:
    order = shopify.place(customer=None)
    assert (order["customer"], order["email"], order["shippingAddress"]) == (None, None, None)


def test_orders_are_listed_newest_first(shopify: Shopify) -> None:
    for _ in range(3):
        shopify.place()
    page = shopify.control("GET", "/shopify/dest/orders?limit=2&offset=1")
    assert page["total"] == 3
    assert [one["name"] for one in page["orders"]] == ["#1002", "#1001"]


def test_an_order_is_found_by_number_name_or_id(shopify: Shopify) -> None:
    placed = shopify.place()
    for key in ("1001", "%231001", placed["id"]):
        assert shopify.order("dest", key)["id"] == placed["id"]


def test_an_unpaid_order_is_paid_later(shopify: Shopify) -> None:
    assert shopify.place(paid=False)["financialStatus"] == "PENDING"
    assert act(shopify, "pay")["financialStatus"] == "PAID"
    answer = shopify.http.post("/control/shopify/dest/orders/1001/pay")
    assert answer.json() == {"error": "there is nothing to pay on #1001"}


def test_a_whole_refund(shopify: Shopify) -> None:
    shopify.place(shipping={"title": "S", "price": "5"}, taxRate="0.1")
    order = act(shopify, "refund")
    assert order["financialStatus"] == "REFUNDED"
    assert order["money"]["outstanding"]["amount"] == "0.00"
    assert order["money"]["currentTotal"]["amount"] == "0.00"
    assert shopify.stock("dest", "TEE-BLK-M") == [(120, 0)]


def test_a_part_refund_and_shipping_alone(shopify: Shopify) -> None:
    line = shopify.place(shipping={"title": "S", "price": "5"})["lines"][0]["id"]
    order = act(shopify, "refund", {"lines": [{"lineId": line, "quantity": 1}]})
    assert order["money"]["refunded"]["amount"] == "24.00"
    order = act(shopify, "refund", {"lines": [], "shipping": "5.00"})
    assert order["money"]["refunded"]["amount"] == "29.00"
    assert order["financialStatus"] == "PARTIALLY_REFUNDED"


def test_parts_of_an_odd_price_add_up(shopify: Shopify) -> None:
    lines = [{"sku": "MUG-01", "quantity": 3, "price": "10.00"}]
    placed = shopify.place(lines=lines, discount={"code": "C", "amount": "0.01"}, taxRate="0.077")
    line = placed["lines"][0]["id"]
    for _ in range(3):
        order = act(shopify, "refund", {"lines": [{"lineId": line, "quantity": 1}]})
    assert order["financialStatus"] == "REFUNDED"
    assert order["money"]["refunded"] == order["money"]["total"]


def test_an_edit_changes_lines_address_and_email(shopify: Shopify) -> None:
    line = shopify.place()["lines"][0]["id"]
    steps: list[Json] = [{"lineId": line, "quantity": 1}, {"sku": "MUG-01", "quantity": 2}]
    address = {"firstName": "New", "city": "Reno", "countryCode": "US", "provinceCode": "NV"}
    body = {"lines": steps, "shippingAddress": address, "email": "new@example.com"}
    order = act(shopify, "edit", body)
    rows = [(one["sku"], one["quantity"], one["currentQuantity"]) for one in order["lines"]]
    assert rows == [("TEE-BLK-M", 2, 1), ("MUG-01", 2, 2)]
    assert order["shippingAddress"]["city"] == "Reno"
    assert order["money"]["outstanding"]["amount"] == "9.00"
    assert shopify.stock("dest", "TEE-BLK-M") == [(119, 1)]
    more = act(shopify, "edit", {"lines": [{"lineId": line, "quantity": 4}]})
    assert more["lines"][0]["unfulfilledQuantity"] == 4


def test_shipping_in_two_parcels(shopify: Shopify) -> None:
    line = shopify.place()["lines"][0]["id"]
    part = {"lines": [{"lineId": line, "quantity": 1}]}
    tracking = {"company": "UPS", "numbers": ["1Z9"], "urls": []}
    order = act(shopify, "ship", {**part, "tracking": tracking, "notify": True})
    assert order["fulfillmentStatus"] == "PARTIALLY_FULFILLED"
    [parcel] = order["fulfillments"]
    assert parcel["tracking"]["numbers"] == ["1Z9"]
    assert parcel["tracking"]["urls"][0].startswith("https://www.ups.com/")
    order = act(shopify, "ship")
    assert order["fulfillmentStatus"] == "FULFILLED"
    assert [one["name"] for one in order["fulfillments"]] == ["#1001-F1", "#1001-F2"]


def test_two_locations_ship_two_parcels(shopify: Shopify) -> None:
    shopify.control("PUT", "/shopify/north/stock", {"sku": "TEE-BLK-M", "available": 0})
    lines = [{"sku": "TEE-BLK-M", "quantity": 1}, {"sku": "TEE-WHT-L", "quantity": 1}]
    shopify.place("north", lines=lines)
    order = shopify.control("POST", "/shopify/north/orders/2041/ship", {})
    places = [one["location"] for one in order["fulfillments"]]
    assert places == ["Buffalo Annex", "Rochester Warehouse"]


def test_a_held_order_is_not_shipped_until_released(shopify: Shopify) -> None:
    shopify.place()
    held = act(shopify, "hold", {"reason": "AWAITING_PAYMENT"})
    assert held["fulfillmentStatus"] == "ON_HOLD"
    answer = shopify.http.post("/control/shopify/dest/orders/1001/ship", json={})
    assert answer.json() == {"error": "there is nothing to ship on #1001"}
    assert act(shopify, "release")["fulfillmentStatus"] == "UNFULFILLED"
    assert act(shopify, "ship")["fulfillmentStatus"] == "FULFILLED"


def test_goods_are_added_and_changed(shopify: Shopify) -> None:
    given = {"sku": "NEW-1", "title": "New", "price": "3", "available": 4}
    made = shopify.control("POST", "/shopify/south/products", given)
    assert (made["variantTitle"], made["levels"][0]["available"]) == (None, 4)
    changed = {"sku": "NEW-2", "tracked": False, "variantTitle": "Red", "available": 9}
    path = f"/shopify/south/products/{made['variantId']}"
    made = shopify.control("PATCH", path, changed)
    assert (made["sku"], made["tracked"], made["variantTitle"]) == ("NEW-2", False, "Red")
    assert made["levels"][0]["available"] == 9


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "sentence"),
    [
        ("GET", "/nobody/orders", None, 404, "there is no store nobody"),
        ("GET", "/dest/orders/77", None, 404, "dest has no order 77"),
        ("POST", "/dest/orders", {"lines": []}, 400, "an order needs at least one line"),
        ("POST", "/dest/orders", {"line": []}, 400, "line is not known here"),
        ("POST", "/dest/orders", {"lines": [{"sku": "X", "quantity": 1}]}, 400, "dest sells no X"),
        (
            "POST",
            "/dest/orders",
            {"lines": [{"sku": "MUG-01", "quantity": 0}]},
            400,
            "quantity must be at least 1",
        ),
        ("PUT", "/dest/stock", {"sku": "MUG-01"}, 400, "available is missing"),
        ("PATCH", "/settings", {"searchLagSeconds": -1}, 400, "searchLagSeconds must be"),
        ("PATCH", "/settings", {"lag": 1}, 400, "lag is not known here"),
        ("PATCH", "/dest", {"state": "sold"}, 400, "state must be one of"),
        ("POST", "/dest/products", {"sku": "A"}, 400, "price is missing"),
        ("POST", "/webhooks/none/redeliver", {}, 404, "there is no delivery of that id"),
    ],
)
def test_what_is_wrong_is_said(
    shopify: Shopify, method: str, path: str, body: Any, status: int, sentence: str
) -> None:
    before = shopify.control("GET", "/state")
    answer = shopify.http.request(method, f"/control/shopify{path}", json=body)
    assert answer.status_code == status, answer.text
    assert sentence in answer.json()["error"]
    assert shopify.control("GET", "/state") == before


def test_settings_are_read_and_changed(shopify: Shopify) -> None:
    changed = shopify.control("PATCH", "/shopify/settings", {"ordersPerMinute": 3})
    assert changed["ordersPerMinute"] == 3
    assert shopify.control("GET", "/shopify/settings") == changed


def test_a_store_more_can_be_called_like_the_others(shopify: Shopify) -> None:
    opened = {"shop": "more", "name": "More Goods", "location": "Loft", "number": 7}
    assert shopify.control("POST", "/shopify/stores", opened)["name"] == "More Goods"
    body = {"sku": "A", "title": "Thing", "price": "10.00"}
    shopify.control("POST", "/shopify/more/products", body)
    placed = {"lines": [{"sku": "A", "quantity": 1}]}
    assert shopify.control("POST", "/shopify/more/orders", placed)["name"] == "#7"
    assert shopify.data("more", "27")["shop"]["name"] == "More Goods"
    refused = shopify.http.post("/control/shopify/stores", json=opened)
    assert refused.status_code == 400


def test_all_of_it_survives_a_dump_and_a_load(shopify: Shopify) -> None:
    shopify.place(discount={"code": "C", "amount": "1"}, taxRate="0.07")
    shopify.data("north", "05")
    act(shopify, "ship", {"tracking": {"company": "UPS", "numbers": ["1"], "urls": []}})
    state = shopify.control("GET", "/state")
    order = shopify.order("dest", "1001")
    shopify.control("POST", "/reset")
    shopify.control("PUT", "/state", state)
    assert shopify.control("GET", "/state") == state
    assert shopify.order("dest", "1001") == order
    assert shopify.place()["name"] == "#1002"


def test_a_pending_webhook_survives_a_restart(shopify: Shopify) -> None:
    shopify.settings(webhookDelaySeconds=60)
    shopify.data("dest", "23", {"topic": "ORDERS_PAID", "uri": "https://x.example/w"})
    shopify.place()
    state = shopify.control("GET", "/state")
    assert [one["state"] for one in state["deliveries"].values()] == ["pending"]
