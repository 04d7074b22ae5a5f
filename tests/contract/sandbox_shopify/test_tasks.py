"""Fulfilment orders: split, moved by staff, and given to the fulfilment service of another app."""

from __future__ import annotations

import json

import pytest

from tests.contract.sandbox_shopify.kit import Json, Receiver, Shopify
from tests.contract.sandbox_shopify.test_moves import annex
from tests.contract.sandbox_shopify.test_order_life import group, said, ship, tasks
from tests.contract.sandbox_shopify.test_webhooks import settled, subscribe

SPLIT = """mutation S($splits: [FulfillmentOrderSplitInput!]!) {
  fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) {
    fulfillmentOrderSplits {
      fulfillmentOrder { id lineItems(first: 5) { nodes { id remainingQuantity } } }
      remainingFulfillmentOrder { id lineItems(first: 5) { nodes { id remainingQuantity } } }
      replacementFulfillmentOrder { id } }
    userErrors { field message code } } }"""
NO_ACCESS = "The api_client does not have access to the fulfillment order."


def split(shopify: Shopify, task: str, *lines: Json) -> Json:
    given = {"fulfillmentOrderId": task, "fulfillmentOrderLineItems": list(lines)}
    payload: Json = shopify.data("dest", SPLIT, {"splits": [given]})["fulfillmentOrderSplit"]
    return payload


def control(shopify: Shopify, what: str, shop: str = "dest", **body: object) -> Json:
    number = {"dest": "1001", "north": "2041"}[shop]
    order: Json = shopify.control("POST", f"/shopify/{shop}/orders/{number}/{what}", body)
    return order


def actions(task: Json) -> list[str]:
    return [one["action"] for one in task["supportedActions"]]


def test_what_is_split_off_is_in_a_new_fulfillment_order(
    shopify: Shopify, receiver: Receiver
) -> None:
    [task] = tasks(shopify, shopify.place(lines=[{"sku": "TEE-BLK-M", "quantity": 3}])["gid"])
    subscribe(shopify, receiver, "FULFILLMENT_ORDERS_SPLIT")
    assert "SPLIT" in actions(task)
    part = task["lineItems"]["nodes"][0]["id"]
    made = split(shopify, task["id"], {"id": part, "quantity": 2})
    assert made["userErrors"] == []
    [result] = made["fulfillmentOrderSplits"]
    assert result["fulfillmentOrder"] == {
        "id": task["id"],
        "lineItems": {"nodes": [{"id": part, "remainingQuantity": 1}]},
    }
    rest = result["remainingFulfillmentOrder"]
    assert rest["id"] != task["id"]
    assert [one["remainingQuantity"] for one in rest["lineItems"]["nodes"]] == [2]
    settled(shopify, 1)
    told = json.loads(receiver.got[0].body)
    assert told["remaining_fulfillment_order"] == {"id": rest["id"], "status": "open"}
    assert told["split_line_items"] == [{"id": part, "quantity": 2}]


@pytest.mark.parametrize(
    ("quantity", "code", "message"),
    [
        (
            None,
            "NO_LINE_ITEMS_PROVIDED_TO_SPLIT",
            "There must be at least one item selected in this fulfillment to split it.",
        ),
        (
            0,
            "GREATER_THAN",
            "You must select at least one item to split into a new fulfillment order.",
        ),
        (
            9,
            "INVALID_LINE_ITEM_QUANTITY",
            "The fulfillment order line item quantity is invalid.",
        ),
    ],
)
def test_what_cannot_be_split(
    shopify: Shopify, quantity: int | None, code: str, message: str
) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    line = {"id": task["lineItems"]["nodes"][0]["id"], "quantity": quantity}
    made = split(shopify, task["id"], *([line] if quantity is not None else []))
    assert made["fulfillmentOrderSplits"] is None
    [error] = made["userErrors"]
    assert (error["code"], error["message"]) == (code, message)
    assert error["field"][:3] == ["fulfillmentOrderSplits", "0", "fulfillmentOrderLineItems"]


def test_an_unknown_fulfillment_order_cannot_be_split(shopify: Shopify) -> None:
    line = {"id": "gid://shopify/FulfillmentOrderLineItem/1", "quantity": 1}
    [error] = split(shopify, "gid://shopify/FulfillmentOrder/1", line)["userErrors"]
    assert error == {
        "field": None,
        "message": "Fulfillment order does not exist.",
        "code": "FULFILLMENT_ORDER_NOT_FOUND",
    }


def test_staff_split_and_move(shopify: Shopify, receiver: Receiver) -> None:
    placed = shopify.place("north")
    line = placed["lines"][0]["id"]
    order = control(shopify, "split", "north", lines=[{"lineId": line, "quantity": 1}])
    first, second = order["fulfillmentOrders"]
    assert [one["lines"][0]["remaining"] for one in (first, second)] == [1, 1]
    given = {"topic": "FULFILLMENT_ORDERS_MOVED", "uri": receiver.url}
    shopify.data("north", "23", given)
    place = annex(shopify)
    order = control(shopify, "move", "north", locationId=place, fulfillmentOrderId=second["id"])
    assert [one["location"] for one in order["fulfillmentOrders"]] == [
        "Rochester Warehouse",
        "Buffalo Annex",
    ]
    settled(shopify, 1)
    told = json.loads(receiver.got[0].body)
    assert told["destination_location_id"] == place
    assert told["moved_fulfillment_order"]["assigned_location_id"] == place
    assert told["source_location"]["id"].endswith(first["locationId"])
    answer = shopify.http.post(
        "/control/shopify/north/orders/2041/move", json={"locationId": place}
    )
    assert answer.status_code == 400
    assert "several" in answer.json()["error"]


def test_a_part_moves_to_another_location(shopify: Shopify) -> None:
    placed = shopify.place("north", lines=[{"sku": "TEE-BLK-M", "quantity": 3}])
    rows = [{"lineId": placed["lines"][0]["id"], "quantity": 1}]
    order = control(shopify, "move", "north", locationId=annex(shopify), lines=rows)
    found = [(one["location"], one["lines"][0]["remaining"]) for one in order["fulfillmentOrders"]]
    assert found == [("Rochester Warehouse", 2), ("Buffalo Annex", 1)]


def test_what_another_apps_service_ships_is_not_ours_to_ship(shopify: Shopify) -> None:
    placed = shopify.place()
    order = control(shopify, "assign", service="Quick Ship")
    [shown] = order["fulfillmentOrders"]
    assert (shown["service"], shown["location"]) == ("Quick Ship", "Quick Ship")
    [task] = tasks(shopify, placed["gid"])
    assert task["requestStatus"] == "UNSUBMITTED"
    assert actions(task) == ["REQUEST_FULFILLMENT", "MOVE", "HOLD"]
    payload = ship(shopify, group(task))
    assert (payload["fulfillment"], payload["userErrors"]) == (
        None,
        [{"field": ["fulfillment"], "message": NO_ACCESS}],
    )
    assert shopify.order("dest", "1001")["fulfillments"] == []


def test_the_service_takes_the_request_on_and_ships_by_itself(shopify: Shopify) -> None:
    placed = shopify.place()
    control(shopify, "assign", accepted=True)
    [task] = tasks(shopify, placed["gid"])
    assert (task["status"], task["requestStatus"]) == ("IN_PROGRESS", "ACCEPTED")
    assert actions(task) == ["REQUEST_CANCELLATION"]
    order = control(shopify, "ship", tracking={"company": "UPS", "numbers": ["1Z1"]})
    assert order["fulfillmentStatus"] == "FULFILLED"
    query = """query F($id: ID!) { order(id: $id) { fulfillments(first: 1) {
      location { name isFulfillmentService } service { handle serviceName type } } } }"""
    [parcel] = shopify.data("dest", query, {"id": placed["gid"]})["order"]["fulfillments"]
    assert parcel["location"] == {"name": "Quick Ship", "isFulfillmentService": True}
    assert parcel["service"] == {
        "handle": "quick-ship",
        "serviceName": "Quick Ship",
        "type": "THIRD_PARTY",
    }


def test_scopes_decide_which_fulfillment_orders_are_seen(shopify: Shopify) -> None:
    placed = shopify.place()
    control(shopify, "assign")
    own = ["read_orders", "write_merchant_managed_fulfillment_orders"]
    shopify.control("PATCH", "/shopify/dest", {"scopes": own})
    query = "query T($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }"
    read = shopify.data("dest", query, {"id": placed["gid"]})["order"]
    assert read["fulfillmentOrders"]["nodes"] == []


def test_a_merchants_fulfillment_order_needs_its_scope_to_be_shipped(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    scopes = ["read_orders", "read_inventory", "write_assigned_fulfillment_orders"]
    shopify.control("PATCH", "/shopify/dest", {"scopes": scopes})
    assert said(ship(shopify, group(task))) == NO_ACCESS
