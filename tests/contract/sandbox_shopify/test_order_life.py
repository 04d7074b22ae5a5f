"""Cancelling, shipping and refunding, with the sentences Shopify was recorded to use."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify


def cancel(shopify: Shopify, gid: str, **rest: Any) -> Json:
    given = {"orderId": gid, "reason": "INVENTORY", "restock": True, **rest}
    payload: Json = shopify.data("dest", "15", given)["orderCancel"]
    return payload


def cancelled(shopify: Shopify) -> Json:
    return shopify.order("dest", "1001") if shopify.order("dest", "1001")["cancelledAt"] else {}


def test_a_cancel_job_takes_its_time_and_frees_stock(shopify: Shopify) -> None:
    shopify.settings(cancelJobSeconds=60)
    placed = shopify.place()
    assert shopify.stock("dest", "TEE-BLK-M") == [(118, 2)]
    payload = cancel(shopify, placed["gid"])
    assert payload["job"]["done"] is False
    assert shopify.data("dest", "16", {"id": payload["job"]["id"]})["job"]["done"] is False
    assert shopify.order("dest", "1001")["cancelledAt"] is None
    state = shopify.control("GET", "/state")
    for job in state["stores"]["dest"]["jobs"].values():
        job["due"] = "2020-01-01T00:00:00Z"
    shopify.control("PUT", "/state", state)
    order = shopify.until(lambda: cancelled(shopify))
    assert shopify.data("dest", "16", {"id": payload["job"]["id"]})["job"]["done"] is True
    assert order["cancelReason"] == "INVENTORY"
    assert order["financialStatus"] == "PAID"
    assert shopify.stock("dest", "TEE-BLK-M") == [(120, 0)]


def test_cancelling_can_give_the_money_back(shopify: Shopify) -> None:
    placed = shopify.place()
    cancel(shopify, placed["gid"], refundMethod={"originalPaymentMethodsRefund": True})
    order = shopify.until(lambda: cancelled(shopify))
    assert order["financialStatus"] == "REFUNDED"
    assert order["money"]["refunded"]["amount"] == "48.00"


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("cancel", "Cannot cancel an order that has already been canceled"),
        ("ship", "Cannot cancel an order that has outstanding fulfillments"),
    ],
)
def test_what_cannot_be_cancelled(shopify: Shopify, before: str, message: str) -> None:
    placed = shopify.place()
    shopify.control("POST", f"/shopify/dest/orders/1001/{before}")
    payload = cancel(shopify, placed["gid"])
    assert payload["job"] is None
    assert [one["message"] for one in payload["orderCancelUserErrors"]] == [message]


def test_an_order_that_is_not_there_cannot_be_cancelled(shopify: Shopify) -> None:
    payload = cancel(shopify, "gid://shopify/Order/1")
    assert payload["orderCancelUserErrors"][0]["code"] == "NOT_FOUND"
    long_note = cancel(shopify, shopify.place()["gid"], staffNote="x" * 256)
    assert long_note["orderCancelUserErrors"][0]["code"] == "INVALID"


def tasks(shopify: Shopify, gid: str, shop: str = "dest") -> list[Json]:
    found: list[Json] = shopify.data(shop, "07", {"id": gid})["order"]["fulfillmentOrders"]["nodes"]
    return found


def ship(shopify: Shopify, *groups: Json, shop: str = "dest") -> Json:
    given = {"lineItemsByFulfillmentOrder": list(groups)}
    payload: Json = shopify.data(shop, "09", {"fulfillment": given})["fulfillmentCreate"]
    return payload


def group(task: Json, quantity: int | None = None) -> Json:
    parts = [{"id": task["lineItems"]["nodes"][0]["id"], "quantity": quantity}]
    rest = {"fulfillmentOrderLineItems": parts} if quantity is not None else {}
    return {"fulfillmentOrderId": task["id"], **rest}


def said(payload: Json) -> str:
    [error] = payload["userErrors"]
    return str(error["message"])


def test_shipping_all_closes_the_fulfillment_order_and_takes_the_stock(shopify: Shopify) -> None:
    placed = shopify.place()
    [task] = tasks(shopify, placed["gid"])
    assert ship(shopify, group(task))["userErrors"] == []
    assert shopify.order("dest", "1001")["fulfillmentStatus"] == "FULFILLED"
    assert shopify.stock("dest", "TEE-BLK-M") == [(118, 0)]
    [task] = tasks(shopify, placed["gid"])
    assert (task["status"], task["supportedActions"]) == ("CLOSED", [])
    number = task["id"].rpartition("/")[2]
    expected = f"Fulfillment order {number} has an unfulfillable status= closed."
    assert said(ship(shopify, group(task))) == expected


def test_a_quantity_must_be_there_to_ship(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    over = ship(shopify, group(task, 3))
    assert said(over) == "Invalid fulfillment order line item quantity requested."
    assert said(ship(shopify, group(task, 0))) == "Quantity must be greater than 0"
    gone = {"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/1"}
    assert said(ship(shopify, gone)) == "Fulfillment order does not exist."
    assert shopify.order("dest", "1001")["fulfillments"] == []


def test_one_shipment_is_of_one_order_and_one_location(shopify: Shopify) -> None:
    [one] = tasks(shopify, shopify.place()["gid"])
    [other] = tasks(shopify, shopify.place()["gid"])
    assert said(ship(shopify, group(one), group(other))).startswith(
        "All fulfillment orders must belong to the same order"
    )
    shopify.control("PUT", "/shopify/north/stock", {"sku": "TEE-BLK-M", "available": 0})
    lines = [{"sku": "TEE-BLK-M", "quantity": 1}, {"sku": "TEE-WHT-L", "quantity": 1}]
    both = tasks(shopify, shopify.place("north", lines=lines)["gid"], "north")
    payload = ship(shopify, *(group(task) for task in both), shop="north")
    assert said(payload).startswith("All fulfillment orders must be assigned to a single location")


def test_a_called_back_parcel_makes_a_new_fulfillment_order(shopify: Shopify) -> None:
    placed = shopify.place()
    [task] = tasks(shopify, placed["gid"])
    parcel = ship(shopify, group(task))["fulfillment"]["id"]
    shopify.data("dest", "11", {"id": parcel})
    closed, again = tasks(shopify, placed["gid"])
    assert (closed["status"], again["status"]) == ("CLOSED", "OPEN")
    assert again["id"] != task["id"]
    assert shopify.stock("dest", "TEE-BLK-M") == [(118, 2)]


HOLD = """mutation H($id: ID!, $hold: FulfillmentOrderHoldInput!) {
  fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
    fulfillmentOrder { id status } remainingFulfillmentOrder { id status }
    userErrors { field message code } } }"""
RELEASE = """mutation R($id: ID!) { fulfillmentOrderReleaseHold(id: $id) {
  fulfillmentOrder { status } userErrors { message } } }"""


def test_a_part_held_makes_a_new_fulfillment_order_of_the_rest(shopify: Shopify) -> None:
    placed = shopify.place()
    [task] = tasks(shopify, placed["gid"])
    part = {"id": task["lineItems"]["nodes"][0]["id"], "quantity": 1}
    hold = {"reason": "OTHER", "reasonNotes": "look", "fulfillmentOrderLineItems": [part]}
    made = shopify.data("dest", HOLD, {"id": task["id"], "hold": hold})["fulfillmentOrderHold"]
    assert made["fulfillmentOrder"] == {"id": task["id"], "status": "ON_HOLD"}
    assert made["remainingFulfillmentOrder"]["status"] == "OPEN"
    number = task["id"].rpartition("/")[2]
    expected = f"Fulfillment order {number} has an unfulfillable status= on_hold."
    assert said(ship(shopify, group(task))) == expected
    shopify.data("dest", RELEASE, {"id": task["id"]})
    assert {one["status"] for one in tasks(shopify, placed["gid"])} == {"OPEN"}


def refund(shopify: Shopify, key: str = "k", **given: Any) -> Json:
    payload: Json = shopify.data("dest", "14", {"input": given, "key": key})["refundCreate"]
    return payload


def money(placed: Json, amount: str, parent: str | None = None) -> Json:
    first = f"gid://shopify/OrderTransaction/{placed['transactions'][0]['id']}"
    return {
        "orderId": placed["gid"],
        "parentId": parent or first,
        "kind": "REFUND",
        "gateway": "manual",
        "amount": amount,
    }


def test_more_money_than_was_paid_cannot_go_back(shopify: Shopify) -> None:
    placed = shopify.place(lines=[{"sku": "MUG-01", "quantity": 1, "price": "15"}])
    for number, allowed in enumerate((False, True)):
        payload = refund(
            shopify,
            f"k{number}",
            orderId=placed["gid"],
            allowOverRefunding=allowed,
            transactions=[money(placed, "25.00")],
        )
        assert said(payload) == ("Refund amount $25.00 is greater than net payment received $15.00")


def test_more_units_than_were_bought_cannot_go_back(shopify: Shopify) -> None:
    placed = shopify.place()
    rows = [{"lineItemId": placed["lines"][0]["gid"], "quantity": 3}]
    payload = refund(shopify, orderId=placed["gid"], refundLineItems=rows)
    assert said(payload) == "Quantity cannot refund more items than were purchased"


def test_money_goes_back_on_a_payment_of_the_order(shopify: Shopify) -> None:
    placed = shopify.place()
    stray = money(placed, "1.00", "gid://shopify/OrderTransaction/1")
    payload = refund(shopify, orderId=placed["gid"], transactions=[stray])
    assert said(payload) == "Transactions require a parent_id associated with the order"


def test_an_order_that_is_not_there_cannot_be_refunded(shopify: Shopify) -> None:
    assert said(refund(shopify, orderId="gid://shopify/Order/1")) == "Order does not exist"


def test_refunds_need_their_key_and_legacy_restock_is_gone(shopify: Shopify) -> None:
    placed = shopify.place()
    query = "mutation R($i: RefundInput!) { refundCreate(input: $i) { userErrors { message } } }"
    error = shopify.error("dest", query, {"i": {"orderId": placed["gid"]}})
    assert error["extensions"]["code"] == "BAD_REQUEST"
    row = {"lineItemId": placed["lines"][0]["gid"], "quantity": 1, "restockType": "LEGACY_RESTOCK"}
    assert refund(shopify, orderId=placed["gid"], refundLineItems=[row])["userErrors"]


@pytest.mark.parametrize(("kind", "stock"), [("CANCEL", [(119, 1)]), ("NO_RESTOCK", [(118, 1)])])
def test_refunded_units_are_not_shipped_and_may_be_restocked(
    shopify: Shopify, kind: str, stock: list[tuple[int, int]]
) -> None:
    placed = shopify.place()
    row = {"lineItemId": placed["lines"][0]["gid"], "quantity": 1, "restockType": kind}
    payload = refund(shopify, orderId=placed["gid"], refundLineItems=[row])
    assert payload["userErrors"] == []
    line = shopify.order("dest", "1001")["lines"][0]
    assert (line["quantity"], line["currentQuantity"], line["unfulfilledQuantity"]) == (2, 1, 1)
    assert shopify.stock("dest", "TEE-BLK-M") == stock


def test_without_transactions_no_money_moves(shopify: Shopify) -> None:
    placed = shopify.place()
    rows = [{"lineItemId": placed["lines"][0]["gid"], "quantity": 2}]
    refund(shopify, orderId=placed["gid"], refundLineItems=rows)
    order = shopify.order("dest", "1001")
    assert order["financialStatus"] == "PAID"
    assert order["money"]["currentTotal"]["amount"] == "0.00"


def test_a_repeated_refund_with_one_key_is_one_refund(shopify: Shopify) -> None:
    placed = shopify.place()
    given = {"orderId": placed["gid"], "transactions": [money(placed, "5.00")]}
    assert refund(shopify, **given) == refund(shopify, **given)
    assert len(shopify.order("dest", "1001")["refunds"]) == 1
