"""What a store refuses of parcels, refunds and cancellations, and that nothing is done then."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify, usd
from tests.contract.sandbox_shopify.test_idempotency import codes, setting
from tests.contract.sandbox_shopify.test_order_life import (
    cancel,
    cancelled,
    group,
    money,
    refund,
    said,
    ship,
    tasks,
)

QUANTITY = "Invalid fulfillment order line item quantity requested."


def in_status(shopify: Shopify, status: str) -> Json:
    """The only fulfilment order of an order, in a status that staff do not bring about here."""
    placed = shopify.place()
    state = shopify.control("GET", "/state")
    [order] = state["stores"]["dest"]["orders"].values()
    [task] = order["fulfillment_orders"]
    task["status"] = status
    shopify.control("PUT", "/state", state)
    [found] = tasks(shopify, placed["gid"])
    return found


@pytest.mark.parametrize("status", ["SCHEDULED", "INCOMPLETE", "CANCELLED", "CLOSED", "ON_HOLD"])
def test_only_what_is_open_or_in_progress_is_shipped(shopify: Shopify, status: str) -> None:
    task = in_status(shopify, status)
    assert "CREATE_FULFILLMENT" not in [one["action"] for one in task["supportedActions"]]
    number = task["id"].rpartition("/")[2]
    expected = f"Fulfillment order {number} has an unfulfillable status= {status.lower()}."
    assert said(ship(shopify, group(task))) == expected
    assert shopify.order("dest", "1001")["fulfillments"] == []


def test_a_refused_shipment_ships_nothing_of_what_it_could(shopify: Shopify) -> None:
    lines = [{"sku": "TEE-BLK-M", "quantity": 2}, {"sku": "TEE-WHT-L", "quantity": 1}]
    [task] = tasks(shopify, shopify.place(lines=lines)["gid"])
    before = shopify.order("dest", "1001")
    good, bad = (one["id"] for one in task["lineItems"]["nodes"])
    parts = [{"id": good, "quantity": 2}, {"id": bad, "quantity": 2}]
    wanted = {"fulfillmentOrderId": task["id"], "fulfillmentOrderLineItems": parts}
    assert ship(shopify, wanted) == {
        "fulfillment": None,
        "userErrors": [{"field": ["fulfillment"], "message": QUANTITY}],
    }
    assert shopify.order("dest", "1001") == before


def test_one_line_asked_for_twice_is_asked_for_in_all(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    assert said(ship(shopify, group(task, 1), group(task, 2))) == QUANTITY
    assert said(ship(shopify, group(task), group(task, 1))) == QUANTITY
    assert ship(shopify, group(task, 1), group(task, 1))["userErrors"] == []


def test_a_shipment_is_not_idempotent_and_its_errors_have_no_code(shopify: Shopify) -> None:
    placed = shopify.place()
    [task] = tasks(shopify, placed["gid"])
    first, second = (ship(shopify, group(task, 1))["fulfillment"] for _ in range(2))
    assert (first["name"], second["name"]) == ("#1001-F1", "#1001-F2")
    query = "mutation { fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: []}) %s }"
    error = shopify.error("dest", query % "{ userErrors { code } }")
    assert error["extensions"]["code"] == "undefinedField"


def test_a_fulfillment_order_takes_512_lines_and_no_more(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    row = {"id": task["lineItems"]["nodes"][0]["id"], "quantity": 1}
    for many, refused in ((512, False), (513, True)):
        wanted = {"fulfillmentOrderId": task["id"], "fulfillmentOrderLineItems": [row] * many}
        given = {"fulfillment": {"lineItemsByFulfillmentOrder": [wanted]}}
        errors = shopify.gql("dest", "09", given).get("errors", [])
        codes_ = [one["extensions"]["code"] for one in errors]
        assert codes_ == (["MAX_INPUT_SIZE_EXCEEDED"] if refused else [])


def test_the_older_name_of_the_mutation_still_ships(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    query = """mutation F($f: FulfillmentV2Input!) { fulfillmentCreateV2(fulfillment: $f) {
      fulfillment { status } userErrors { field message } } }"""
    given = {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": task["id"]}]}
    made = shopify.data("dest", query, {"f": given})["fulfillmentCreateV2"]
    assert made == {"fulfillment": {"status": "SUCCESS"}, "userErrors": []}


def test_new_tracking_takes_the_place_of_the_old_however_often(shopify: Shopify) -> None:
    [task] = tasks(shopify, shopify.place()["gid"])
    parcel = ship(shopify, group(task))["fulfillment"]["id"]
    for numbers in (["A", "B"], ["C"], ["C"]):
        tracking = {"company": "UPS", "numbers": numbers}
        shopify.data("dest", "10", {"id": parcel, "tracking": tracking})
    [shown] = shopify.order("dest", "1001")["fulfillments"]
    assert (shown["tracking"]["company"], shown["tracking"]["numbers"]) == ("UPS", ["C"])
    gone = {"id": "gid://shopify/Fulfillment/1", "tracking": {"numbers": ["A"]}}
    payload = shopify.data("dest", "10", gone)["fulfillmentTrackingInfoUpdate"]
    assert said(payload) == "Fulfillment does not exist."


def test_a_refund_that_was_refused_leaves_everything(shopify: Shopify) -> None:
    placed = shopify.place()
    before = shopify.order("dest", "1001")
    good = {"lineItemId": placed["lines"][0]["gid"], "quantity": 1, "restockType": "CANCEL"}
    given = {"orderId": placed["gid"], "refundLineItems": [good]}
    assert said(refund(shopify, **given, transactions=[money(placed, "999.00")])).startswith(
        "Refund amount $999.00 is greater than net payment received $"
    )
    none = {**money(placed, "1.00"), "parentId": None}
    assert said(refund(shopify, "k2", **given, transactions=[none])) == (
        "Transactions require a parent_id associated with the order"
    )
    after = shopify.order("dest", "1001")
    assert (after["refunds"], after["lines"], after["money"]) == (
        [],
        before["lines"],
        before["money"],
    )


def test_units_that_went_back_cannot_go_back_again(shopify: Shopify) -> None:
    placed = shopify.place()
    rows = [{"lineItemId": placed["lines"][0]["gid"], "quantity": 2}]
    assert refund(shopify, orderId=placed["gid"], refundLineItems=rows)["userErrors"] == []
    again = refund(shopify, "k2", orderId=placed["gid"], refundLineItems=rows)
    assert said(again) == "Quantity cannot refund more items than were purchased"


@pytest.mark.parametrize(
    "more",
    [{"currency": "EUR"}, {"processedAt": "2026-11-20T08:00:00Z"}],
    ids=lambda it: next(iter(it)),
)
def test_what_a_refund_is_not_known_for_is_refused(shopify: Shopify, more: Json) -> None:
    given = {"orderId": shopify.place()["gid"], **more}
    error = shopify.error("dest", "14", {"input": given, "key": "k"})
    assert error["extensions"]["code"] == "SANDBOX_UNKNOWN"
    assert shopify.order("dest", "1001")["refunds"] == []


def keyed(shopify: Shopify, placed: Json, amount: str) -> list[Any]:
    payload = refund(shopify, orderId=placed["gid"], transactions=[money(placed, amount)])
    return [one["message"] for one in payload["userErrors"]]


def test_a_refunds_key_speaks_in_sentences_alone(shopify: Shopify) -> None:
    placed = shopify.place()
    assert keyed(shopify, placed, "5.00") == []
    assert keyed(shopify, placed, "6.00") == [
        "The same idempotency key cannot be used with different operation parameters."
    ]
    assert len(shopify.order("dest", "1001")["refunds"]) == 1
    error = shopify.error(
        "dest",
        'mutation R($i: RefundInput!) { refundCreate(input: $i) @idempotent(key: "a") '
        "{ userErrors { code } } }",
        {"i": {"orderId": placed["gid"]}},
    )
    assert error["extensions"]["code"] == "undefinedField"


def test_a_key_whose_refund_was_refused_is_spent(shopify: Shopify) -> None:
    placed = shopify.place()
    assert keyed(shopify, placed, "999.00")[0].startswith("Refund amount $999.00")
    assert keyed(shopify, placed, "999.00") == [
        "A previous request with this idempotency key failed. Retry with a new idempotency key."
    ]


def test_a_key_is_kept_for_a_day(shopify: Shopify) -> None:
    given = setting(shopify, 5)
    assert codes(shopify, given, "a") == []
    state = shopify.control("GET", "/state")
    [kept] = state["stores"]["north"]["remembered"].values()
    kept["at"] = "2020-01-01T00:00:00Z"
    shopify.control("PUT", "/state", state)
    assert codes(shopify, setting(shopify, 6), "a") == []


def test_what_comes_back_keeps_an_order_from_being_cancelled(shopify: Shopify) -> None:
    placed = shopify.place()
    shopify.control("POST", "/shopify/dest/orders/1001/ship")
    shopify.control("POST", "/shopify/dest/orders/1001/returns", {"open": True})
    [error] = cancel(shopify, placed["gid"])["orderCancelUserErrors"]
    assert error["message"] == "Cannot cancel an order that has outstanding fulfillments"
    assert shopify.order("dest", "1001")["cancelledAt"] is None


def test_a_pending_authorization_keeps_an_order_from_being_cancelled(shopify: Shopify) -> None:
    variant = shopify.gid("dest", "TEE-BLK-M")
    held = {"kind": "AUTHORIZATION", "status": "PENDING", "gateway": "g", "amountSet": usd("24")}
    order = {"lineItems": [{"variantId": variant, "quantity": 1}], "transactions": [held]}
    gid = shopify.create("dest", order)["order"]["id"]
    [error] = cancel(shopify, gid)["orderCancelUserErrors"]
    assert (error["code"], error["message"]) == (
        "INVALID",
        "Cannot cancel an order that has pending payment authorizations",
    )


def test_the_old_and_the_new_way_to_pay_back_exclude_each_other(shopify: Shopify) -> None:
    query = """mutation C($id: ID!) { orderCancel(orderId: $id, reason: OTHER, restock: true,
      refund: true, refundMethod: {originalPaymentMethodsRefund: true}) {
        job { id } orderCancelUserErrors { field code } } }"""
    made = shopify.data("dest", query, {"id": shopify.place()["gid"]})["orderCancel"]
    assert made["job"] is None
    assert made["orderCancelUserErrors"] == [{"field": ["refundMethod"], "code": "INVALID"}]


def closed(shopify: Shopify) -> None:
    [place] = shopify.variant("dest", "TEE-BLK-M")["levels"]
    path = f"/shopify/dest/locations/{place['locationId']}"
    assert not shopify.control("PATCH", path, {"active": False})["locations"][0]["active"]


def test_a_paid_order_at_a_deactivated_location_is_not_put_back(shopify: Shopify) -> None:
    placed = shopify.place()
    closed(shopify)
    [error] = cancel(shopify, placed["gid"])["orderCancelUserErrors"]
    assert (error["field"], error["code"]) == (["restock"], "INVALID")
    assert cancel(shopify, placed["gid"], restock=False)["orderCancelUserErrors"] == []
    shopify.until(lambda: cancelled(shopify))
    assert shopify.stock("dest", "TEE-BLK-M") == [(118, 0)]


def test_of_an_unpaid_one_the_stock_is_lost(shopify: Shopify) -> None:
    placed = shopify.place(paid=False)
    closed(shopify)
    assert cancel(shopify, placed["gid"])["orderCancelUserErrors"] == []
    shopify.until(lambda: cancelled(shopify))
    assert shopify.stock("dest", "TEE-BLK-M") == [(118, 0)]


def test_a_cancellation_that_is_overtaken_by_a_parcel_ends_without_one(shopify: Shopify) -> None:
    shopify.settings(cancelJobSeconds=1)
    placed = shopify.place()
    job = cancel(shopify, placed["gid"])["job"]["id"]
    shopify.control("POST", "/shopify/dest/orders/1001/ship")
    shopify.until(lambda: shopify.data("dest", "16", {"id": job})["job"]["done"])
    assert shopify.order("dest", "1001")["cancelledAt"] is None
