"""A fulfilment order moved to another location: how Shopify's schema describes it."""

from __future__ import annotations

from tests.contract.sandbox_shopify.kit import Json, Shopify
from tests.contract.sandbox_shopify.test_order_life import said, tasks

MOVE = """mutation M($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
  fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
    movedFulfillmentOrder { id assignedLocation { name } }
    userErrors { field message code } } }"""


def test_a_fulfillment_order_moves_to_another_location(shopify: Shopify) -> None:
    placed = shopify.place("north")
    [task] = tasks(shopify, placed["gid"], "north")
    made = move(shopify, task, annex(shopify))
    assert made["movedFulfillmentOrder"]["assignedLocation"]["name"] == "Buffalo Annex"
    assert shopify.stock("north", "TEE-BLK-M") == [(40, 0), (10, 2)]


def annex(shopify: Shopify) -> str:
    stores = {one["shop"]: one for one in shopify.control("GET", "/shopify/stores")}
    return f"gid://shopify/Location/{stores['north']['locations'][1]['id']}"


def move(shopify: Shopify, task: Json, to: str, *lines: Json) -> Json:
    given = {"id": task["id"], "to": to, "lines": list(lines) or None}
    payload: Json = shopify.data("north", MOVE, given)["fulfillmentOrderMove"]
    return payload


def test_what_moves_to_where_some_are_already_is_made_anew_with_them(shopify: Shopify) -> None:
    placed = shopify.place("north")
    [task] = tasks(shopify, placed["gid"], "north")
    one = {"id": task["lineItems"]["nodes"][0]["id"], "quantity": 1}
    part = move(shopify, task, annex(shopify), one)["movedFulfillmentOrder"]
    assert part["id"] != task["id"]
    whole = move(shopify, task, annex(shopify))["movedFulfillmentOrder"]
    assert whole["id"] not in {part["id"], task["id"]}
    found = tasks(shopify, placed["gid"], "north")
    assert [(one["id"], one["status"]) for one in found] == [
        (task["id"], "CLOSED"),
        (part["id"], "CLOSED"),
        (whole["id"], "OPEN"),
    ]


def test_an_item_does_not_move_to_where_it_is_not_stocked(shopify: Shopify) -> None:
    placed = shopify.place("north")
    [task] = tasks(shopify, placed["gid"], "north")
    made = shopify.control("POST", "/shopify/north/locations", {"name": "Empty Shed"})
    there = f"gid://shopify/Location/{made['locations'][-1]['id']}"
    assert said(move(shopify, task, there)) == (
        "The new location doesn't stock the requested inventory item."
    )


def test_what_is_being_shipped_does_not_move(shopify: Shopify) -> None:
    placed = shopify.place("north")
    [task] = tasks(shopify, placed["gid"], "north")
    lines = [{"lineId": placed["lines"][0]["id"], "quantity": 1}]
    shopify.control("POST", f"/shopify/north/orders/{placed['id']}/ship", {"lines": lines})
    [problem] = move(shopify, task, annex(shopify))["userErrors"]
    assert problem["code"] == "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS"
