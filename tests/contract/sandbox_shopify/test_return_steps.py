"""Returns: what they need, who may touch them, what is told of them, and the control API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Receiver, Shopify
from tests.contract.sandbox_shopify.test_returns import (
    CREATE,
    REQUEST,
    act,
    call,
    opened,
    problem,
    sent,
    wanted,
)
from tests.contract.sandbox_shopify.test_webhooks import settled, subscribe


@pytest.mark.parametrize(
    ("query", "rest", "expected"),
    [
        (
            CREATE,
            {"returnReason": None},
            (
                ["returnInput", "returnLineItems", "0"],
                "Return line items Either return reason or return reason definition must be "
                "provided",
                "NOT_FOUND",
            ),
        ),
        (
            REQUEST,
            {"returnReason": None},
            (
                ["input", "returnLineItems", "0", "returnReason"],
                "Return reason can't be blank",
                "BLANK",
            ),
        ),
        (
            CREATE,
            {"returnReason": "OTHER"},
            (
                ["returnInput", "returnLineItems", "0", "returnReasonNote"],
                "Return line items return reason note The note is required when the return "
                'reason is "Other"',
                "BLANK",
            ),
        ),
        (
            CREATE,
            {"fulfillmentLineItemId": "gid://shopify/FulfillmentLineItem/1"},
            (
                ["returnInput", "returnLineItems", "0", "fulfillmentLineItemId"],
                "Fulfillment Line Item was not found.",
                "NOT_FOUND",
            ),
        ),
    ],
)
def test_what_a_return_needs(shopify: Shopify, query: str, rest: Json, expected: object) -> None:
    placed, part = sent(shopify)
    given = wanted(placed, part, **rest)
    assert problem(call(shopify, query, i=given)) == expected
    assert shopify.order("dest", "1001")["returns"] == []


def test_returns_need_their_scopes(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    number = opened(shopify, placed, part)
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["write_orders", "read_returns"]})
    error = shopify.error("dest", CREATE, {"i": wanted(placed, part)})
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "`write_returns`" in error["message"]
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["write_orders"]})
    error = shopify.error("dest", "query R($id: ID!) { return(id: $id) { id } }", {"id": number})
    assert "`read_returns`" in error["message"]
    given = {"topic": "RETURNS_REQUEST", "uri": "https://x.example/w"}
    made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]
    assert "returns/request" in made["userErrors"][0]["message"]
    given["topic"] = "RETURNS_CLOSE"
    assert shopify.data("dest", "23", given)["webhookSubscriptionCreate"]["userErrors"] == []


def control(shopify: Shopify, path: str, **body: Any) -> Json:
    order: Json = shopify.control("POST", f"/shopify/dest/orders/1001/returns{path}", body)
    return order


def test_each_step_is_told_in_its_own_shape(shopify: Shopify, receiver: Receiver) -> None:
    placed, part = sent(shopify)
    topics = ("REQUEST", "APPROVE", "DECLINE", "CLOSE", "REOPEN", "CANCEL")
    subscribe(shopify, receiver, *(f"RETURNS_{name}" for name in topics), "ORDERS_UPDATED")
    line = placed["lines"][0]["id"]
    rows = [{"lineId": line, "quantity": 2, "reason": "DEFECTIVE", "note": "Torn"}]
    order = control(shopify, "", lines=rows)
    assert (order["returnStatus"], order["returns"][0]["status"]) == (
        "RETURN_REQUESTED",
        "REQUESTED",
    )
    for step in ("approve", "close", "reopen", "cancel"):
        order = control(shopify, f"/1001-R1/{step}")
    assert order["returns"][0]["status"] == "CANCELED"
    number = control(shopify, "", lines=[{"lineId": line, "quantity": 1}])["returns"][1]["id"]
    order = control(shopify, f"/{number}/decline", reason="FINAL_SALE", note="As said")
    assert order["returns"][1]["decline"] == {"reason": "FINAL_SALE", "note": "As said"}
    settled(shopify, 7)
    told: dict[str, Json] = {}
    for one in receiver.got:
        told.setdefault(one.headers["x-shopify-topic"], json.loads(one.body))
    assert set(told) == {f"returns/{name.lower()}" for name in topics}
    asked = next(
        body
        for one in receiver.got
        if (body := json.loads(one.body)).get("total_return_line_items")
        and one.headers["x-shopify-topic"] == "returns/request"
        and body["name"] == "#1001-R1"
    )
    assert (asked["status"], asked["total_return_line_items"]) == ("requested", 1)
    assert asked["order"]["admin_graphql_api_id"] == placed["gid"]
    [row] = asked["return_line_items"]
    assert (row["quantity"], row["return_reason"]) == (2, "defective")
    assert row["fulfillment_line_item"]["admin_graphql_api_id"] == part
    assert told["returns/decline"]["decline"] == {"reason": "final_sale", "note": "As said"}
    assert told["returns/close"]["order_id"] == int(placed["id"])
    assert told["returns/cancel"]["status"] == "canceled"


def test_staff_open_a_return_over_several_parcels(shopify: Shopify) -> None:
    placed = shopify.place(lines=[{"sku": "TEE-BLK-M", "quantity": 3}])
    line = placed["lines"][0]["id"]
    rows = [{"lineId": line, "quantity": 1}]
    shopify.control("POST", "/shopify/dest/orders/1001/ship", {"lines": rows})
    shopify.control("POST", "/shopify/dest/orders/1001/ship")
    order = control(shopify, "", lines=[{"lineId": line, "quantity": 2}], open=True)
    [made] = order["returns"]
    assert (made["status"], [one["quantity"] for one in made["lines"]]) == ("OPEN", [1, 1])
    assert made["lines"][0]["fulfillmentLineId"] != made["lines"][1]["fulfillmentLineId"]
    assert control(shopify, "", open=True)["returns"][1]["lines"][0]["quantity"] == 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("", {"lines": [{"lineId": "1", "quantity": 1}]}, 400),
        ("", {"lines": [], "why": "no"}, 400),
        ("/1/approve", {}, 404),
    ],
)
def test_the_control_refuses_what_it_does_not_know(
    shopify: Shopify, path: str, body: Json, status: int
) -> None:
    sent(shopify)
    answer = shopify.http.post(f"/control/shopify/dest/orders/1001/returns{path}", json=body)
    assert answer.status_code == status, answer.text


def test_returns_survive_a_dump_and_a_load(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    number = opened(shopify, placed, part)
    shopify.control("PUT", "/state", shopify.control("GET", "/state"))
    assert act(shopify, "returnClose", number)["return"]["status"] == "CLOSED"
