"""Returns: asked for, approved, declined, closed, reopened, called off, refunded with restock."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify
from tests.contract.sandbox_shopify.test_order_life import money, refund

SEEN = """return { id name status totalQuantity closedAt requestApprovedAt decline { reason note }
    order { id returnStatus updatedAt }
    returnLineItems(first: 10) { nodes { id quantity ... on ReturnLineItem {
      fulfillmentLineItem { id lineItem { id } } refundedQuantity refundableQuantity
      returnReason returnReasonNote returnReasonDefinition { handle } customerNote } } } }
  userErrors { field message code }"""
CREATE = f"mutation C($i: ReturnInput!) {{ returnCreate(returnInput: $i) {{ {SEEN} }} }}"
REQUEST = f"mutation R($i: ReturnRequestInput!) {{ returnRequest(input: $i) {{ {SEEN} }} }}"
APPROVE = (
    f"mutation A($i: ReturnApproveRequestInput!) {{ returnApproveRequest(input: $i) {{{SEEN}}} }}"
)
DECLINE = (
    f"mutation D($i: ReturnDeclineRequestInput!) {{ returnDeclineRequest(input: $i) {{{SEEN}}} }}"
)
READ = """query R($id: ID!) {
  order(id: $id) { returnStatus returns(first: 5) { nodes { id status } }
    refunds(first: 5) { id return { id } } }
  returnableFulfillments(orderId: $id, first: 5) { nodes { fulfillment { id }
    returnableFulfillmentLineItems(first: 5) { nodes {
      quantity fulfillmentLineItem { id } } } } } }"""
PARCELS = """query P($id: ID!) { order(id: $id) { updatedAt fulfillments(first: 5) {
  fulfillmentLineItems(first: 5) { nodes { id quantity lineItem { id } } } } } }"""
BAD = "Return line item has an invalid quantity."


def act(shopify: Shopify, name: str, number: str) -> Json:
    query = f"mutation M($id: ID!) {{ {name}(id: $id) {{ {SEEN} }} }}"
    return call(shopify, query, id=number)


def call(shopify: Shopify, query: str, **given: Any) -> Json:
    [payload] = shopify.data("dest", query, given).values()
    whole: Json = payload
    return whole


def sent(shopify: Shopify, quantity: int = 3) -> tuple[Json, str]:
    """A shipped order, and the global id of its one parcel's line."""
    placed = shopify.place(lines=[{"sku": "TEE-BLK-M", "quantity": quantity}])
    shopify.control("POST", f"/shopify/dest/orders/{placed['id']}/ship")
    return placed, content(shopify, placed)


def content(shopify: Shopify, placed: Json, parcel: int = -1) -> str:
    found = shopify.data("dest", PARCELS, {"id": placed["gid"]})["order"]["fulfillments"][parcel]
    [line] = found["fulfillmentLineItems"]["nodes"]
    return str(line["id"])


def wanted(placed: Json, part: str, quantity: int = 1, **rest: Any) -> Json:
    row = {"fulfillmentLineItemId": part, "quantity": quantity, "returnReason": "UNWANTED"}
    return {"orderId": placed["gid"], "returnLineItems": [{**row, **rest}]}


def opened(shopify: Shopify, placed: Json, part: str, quantity: int = 1) -> str:
    made = call(shopify, CREATE, i=wanted(placed, part, quantity))
    assert made["userErrors"] == []
    return str(made["return"]["id"])


def requested(shopify: Shopify, placed: Json, part: str, quantity: int = 1) -> str:
    made = call(shopify, REQUEST, i=wanted(placed, part, quantity))
    assert made["userErrors"] == []
    return str(made["return"]["id"])


def problem(payload: Json) -> tuple[list[str] | None, str, str]:
    assert payload["return"] is None
    [error] = payload["userErrors"]
    return error["field"], error["message"], error["code"]


def test_a_return_is_opened_at_once(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    before = shopify.data("dest", PARCELS, {"id": placed["gid"]})["order"]["updatedAt"]
    given = wanted(placed, part, 2, returnReason="SIZE_TOO_SMALL", returnReasonNote="Runs small")
    made = call(shopify, CREATE, i=given)["return"]
    assert (made["name"], made["status"], made["totalQuantity"]) == ("#1001-R1", "OPEN", 2)
    assert made["order"]["returnStatus"] == "IN_PROGRESS"
    # As recorded: returns leave the order's own time alone.
    assert made["order"]["updatedAt"] == before
    [line] = made["returnLineItems"]["nodes"]
    assert line["fulfillmentLineItem"] == {
        "id": part,
        "lineItem": {"id": placed["lines"][0]["gid"]},
    }
    assert (line["returnReason"], line["returnReasonNote"]) == ("SIZE_TOO_SMALL", "Runs small")
    assert line["returnReasonDefinition"] == {"handle": "too-small"}
    assert (line["refundedQuantity"], line["refundableQuantity"]) == (0, 2)


def test_a_request_is_approved_closed_and_reopened(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    given = wanted(placed, part, customerNote="It itches")
    made = call(shopify, REQUEST, i=given)["return"]
    assert (made["status"], made["order"]["returnStatus"]) == ("REQUESTED", "RETURN_REQUESTED")
    assert made["returnLineItems"]["nodes"][0]["customerNote"] == "It itches"
    number = made["id"]
    granted = call(shopify, APPROVE, i={"id": number})["return"]
    assert (granted["status"], granted["order"]["returnStatus"]) == ("OPEN", "IN_PROGRESS")
    assert granted["requestApprovedAt"] is not None
    for _ in range(2):
        done = act(shopify, "returnClose", number)["return"]
        assert (done["status"], done["order"]["returnStatus"]) == ("CLOSED", "RETURNED")
        assert done["closedAt"] is not None
    for _ in range(2):
        again = act(shopify, "returnReopen", number)["return"]
        assert (again["status"], again["closedAt"]) == ("OPEN", None)
    for _ in range(2):
        gone = act(shopify, "returnCancel", number)["return"]
        assert (gone["status"], gone["order"]["returnStatus"]) == ("CANCELED", "NO_RETURN")


def test_a_declined_request_frees_its_units(shopify: Shopify) -> None:
    placed, part = sent(shopify, 1)
    number = requested(shopify, placed, part)
    assert problem(call(shopify, REQUEST, i=wanted(placed, part)))[1] == BAD
    given = {"id": number, "declineReason": "RETURN_PERIOD_ENDED", "declineNote": "Sorry"}
    made = call(shopify, DECLINE, i=given)["return"]
    assert made["status"] == "DECLINED"
    assert made["decline"] == {"reason": "RETURN_PERIOD_ENDED", "note": "Sorry"}
    assert problem(call(shopify, DECLINE, i=given)) == (
        ["input", "id"],
        "The return is already declined.",
        "INVALID_STATE",
    )
    requested(shopify, placed, part)


def test_a_request_counts_before_what_is_under_way(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    opened(shopify, placed, part)
    requested(shopify, placed, part)
    read = shopify.data("dest", READ, {"id": placed["gid"]})["order"]
    assert read["returnStatus"] == "RETURN_REQUESTED"
    assert [one["status"] for one in read["returns"]["nodes"]] == ["OPEN", "REQUESTED"]


@pytest.mark.parametrize("quantity", [0, 4])
@pytest.mark.parametrize(("query", "root"), [(CREATE, "returnInput"), (REQUEST, "input")])
def test_no_more_comes_back_than_was_sent(
    shopify: Shopify, query: str, root: str, quantity: int
) -> None:
    placed, part = sent(shopify)
    made = call(shopify, query, i=wanted(placed, part, quantity))
    assert problem(made) == ([root, "returnLineItems", "0", "quantity"], BAD, "INVALID")


def test_what_is_returned_or_refunded_cannot_be_returned_again(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    opened(shopify, placed, part, 1)
    row = {"lineItemId": placed["lines"][0]["gid"], "quantity": 2, "restockType": "RETURN"}
    assert refund(shopify, orderId=placed["gid"], refundLineItems=[row])["userErrors"] == []
    read = shopify.data("dest", READ, {"id": placed["gid"]})
    [parcel] = read["returnableFulfillments"]["nodes"]
    [left] = parcel["returnableFulfillmentLineItems"]["nodes"]
    # One of the two refunded came with the return, so one of three was neither.
    assert (left["quantity"], left["fulfillmentLineItem"]["id"]) == (1, part)
    assert problem(call(shopify, CREATE, i=wanted(placed, part, 2)))[1] == BAD
    opened(shopify, placed, part, 1)
    read = shopify.data("dest", READ, {"id": placed["gid"]})
    assert read["returnableFulfillments"]["nodes"] == []


def test_a_refund_of_what_came_back_restocks_and_names_its_return(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    assert shopify.stock("dest", "TEE-BLK-M") == [(117, 0)]
    number = opened(shopify, placed, part, 2)
    row = {"lineItemId": placed["lines"][0]["gid"], "quantity": 2, "restockType": "RETURN"}
    given: Json = {"refundLineItems": [row], "transactions": [money(placed, "48.00")]}
    assert refund(shopify, orderId=placed["gid"], **given)["userErrors"] == []
    assert shopify.stock("dest", "TEE-BLK-M") == [(119, 0)]
    read = shopify.data("dest", READ, {"id": placed["gid"]})["order"]
    assert [one["return"] for one in read["refunds"]] == [{"id": number}]
    [shown] = shopify.order("dest", "1001")["returns"]
    assert (shown["lines"][0]["refunded"], shown["status"]) == (2, "OPEN")
    assert problem(act(shopify, "returnCancel", number)) == (
        ["id"],
        "Return is not cancelable.",
        "INVALID_STATE",
    )


def test_what_comes_back_was_shipped_even_where_some_still_waits(shopify: Shopify) -> None:
    placed = shopify.place()
    line = placed["lines"][0]
    rows = [{"lineId": line["id"], "quantity": 1}]
    shopify.control("POST", "/shopify/dest/orders/1001/ship", {"lines": rows})
    row = {"lineItemId": line["gid"], "quantity": 1, "restockType": "RETURN"}
    refund(shopify, orderId=placed["gid"], refundLineItems=[row])
    [after] = shopify.order("dest", "1001")["lines"]
    assert (after["currentQuantity"], after["unfulfilledQuantity"]) == (1, 1)
    assert shopify.stock("dest", "TEE-BLK-M") == [(119, 1)]


def test_a_parcel_with_returns_is_not_called_back(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    opened(shopify, placed, part)
    path = "/control/shopify/dest/orders/1001/fulfillments/1001-F1/cancel"
    assert shopify.http.post(path, json={}).status_code == 400


def test_a_reason_may_be_named_by_its_definition(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    rest: Json = {"returnReasonDefinitionId": "gid://shopify/ReturnReasonDefinition/5"}
    made = call(shopify, REQUEST, i=wanted(placed, part, returnReason=None, **rest))
    assert made["return"]["returnLineItems"]["nodes"][0]["returnReason"] == "OTHER"


def test_states_are_kept(shopify: Shopify) -> None:
    placed, part = sent(shopify)
    number = requested(shopify, placed, part)
    wrong = (["id"], "Return status is invalid.", "INVALID_STATE")
    assert problem(act(shopify, "returnClose", number)) == wrong
    assert problem(act(shopify, "returnReopen", number)) == wrong
    assert problem(act(shopify, "returnCancel", number))[1] == "Return is not cancelable."
    call(shopify, APPROVE, i={"id": number})
    sentence = "Return is not approvable. Only returns with status REQUESTED can be approved."
    assert problem(call(shopify, APPROVE, i={"id": number})) == (
        ["input", "id"],
        sentence,
        "INVALID_STATE",
    )
    gone = {"id": "gid://shopify/Return/1"}
    assert problem(call(shopify, APPROVE, i=gone)) == (
        ["input", "id"],
        "Return not found.",
        "NOT_FOUND",
    )
