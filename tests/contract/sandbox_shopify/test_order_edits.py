"""Orders edited through the API: begun, staged, committed; in the sentences Shopify was heard."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Receiver, Shopify, usd
from tests.contract.sandbox_shopify.test_order_life import tasks

SEEN = """calculatedOrder { id subtotalLineItemsQuantity
    originalOrder { id currentSubtotalLineItemsQuantity }
    totalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
    lineItems(first: 10) { nodes { id quantity editableQuantity restocking sku variant { id } } }
    addedLineItems(first: 10) { nodes { id title quantity sku } } }
  orderEditSession { id } userErrors { field message }"""
BEGIN = f"mutation B($id: ID!) {{ orderEditBegin(id: $id) {{ {SEEN} }} }}"
LINE = f"calculatedLineItem {{ id quantity sku title }} {SEEN}"
SET = f"""mutation S($id: ID!, $line: ID!, $quantity: Int!, $restock: Boolean, $place: ID) {{
  orderEditSetQuantity(
    id: $id, lineItemId: $line, quantity: $quantity, restock: $restock, locationId: $place
  ) {{ {LINE} }} }}"""
ADD = f"""mutation A($id: ID!, $variant: ID!, $quantity: Int!, $twice: Boolean) {{
  orderEditAddVariant(id: $id, variantId: $variant, quantity: $quantity, allowDuplicates: $twice) {{
    {LINE} }} }}"""
CUSTOM = f"""mutation C($id: ID!, $title: String!, $price: MoneyInput!, $quantity: Int!) {{
  orderEditAddCustomItem(
    id: $id, title: $title, price: $price, quantity: $quantity, requiresShipping: true
  ) {{ {LINE} }} }}"""
COMMIT = """mutation C($id: ID!, $notify: Boolean, $note: String) {
  orderEditCommit(id: $id, notifyCustomer: $notify, staffNote: $note) {
    order { id edited currentTotalPriceSet { shopMoney { amount } }
      totalOutstandingSet { shopMoney { amount } }
      lineItems(first: 10) { nodes { id sku quantity currentQuantity unfulfilledQuantity } } }
    successMessages userErrors { field message } } }"""


def created(shopify: Shopify, quantity: int = 3, **rest: Any) -> str:
    """An order that the app itself made on `north`, with the stock it takes."""
    line = {"quantity": quantity, "priceSet": usd("20.00"), "requiresShipping": True}
    line["variantId"] = shopify.gid("north", "TEE-BLK-M")
    given = {"currency": "USD", "lineItems": [line], "financialStatus": "PAID", **rest}
    made = shopify.create("north", given, "DECREMENT_IGNORING_POLICY")
    assert made["userErrors"] == []
    return str(made["order"]["id"])


def call(shopify: Shopify, query: str, **given: Any) -> Json:
    [payload] = shopify.data("north", query, given).values()
    whole: Json = payload
    return whole


def begun(shopify: Shopify, order: str) -> tuple[str, str]:
    """The calculated order's id and that of its first line."""
    made = call(shopify, BEGIN, id=order)
    assert made["userErrors"] == []
    whole = made["calculatedOrder"]
    return whole["id"], whole["lineItems"]["nodes"][0]["id"]


def said(payload: Json) -> list[tuple[list[str] | None, str]]:
    return [(one["field"], one["message"]) for one in payload["userErrors"]]


def numeric(gid: str) -> str:
    return gid.rpartition("/")[2]


def test_a_calculated_line_has_the_number_of_its_line(shopify: Shopify) -> None:
    order = created(shopify)
    made = call(shopify, BEGIN, id=order)["calculatedOrder"]
    [line] = shopify.order("north", "2041")["lines"]
    [calculated] = made["lineItems"]["nodes"]
    assert calculated["id"] == f"gid://shopify/CalculatedLineItem/{line['id']}"
    assert (calculated["quantity"], calculated["editableQuantity"]) == (3, 3)
    assert made["originalOrder"]["id"] == order
    assert made["addedLineItems"]["nodes"] == []


def test_units_are_taken_off_and_can_be_sold_again(shopify: Shopify) -> None:
    order = created(shopify)
    whole, line = begun(shopify, order)
    assert shopify.stock("north", "TEE-BLK-M")[0] == (37, 3)
    made = call(shopify, SET, id=whole, line=line, quantity=1, restock=True)
    assert made["calculatedLineItem"]["quantity"] == 1
    assert made["calculatedOrder"]["totalPriceSet"]["shopMoney"]["amount"] == "20.0"
    assert made["calculatedOrder"]["lineItems"]["nodes"][0]["restocking"] is True
    # Nothing is done before the edit is committed.
    assert shopify.order("north", "2041")["lines"][0]["currentQuantity"] == 3
    done = call(shopify, COMMIT, id=whole)
    assert (done["userErrors"], done["successMessages"]) == ([], ["Order updated"])
    assert done["order"]["edited"] is True
    [kept] = done["order"]["lineItems"]["nodes"]
    assert (kept["quantity"], kept["currentQuantity"], kept["unfulfilledQuantity"]) == (3, 1, 1)
    assert done["order"]["totalOutstandingSet"]["shopMoney"]["amount"] == "-40.0"
    assert shopify.stock("north", "TEE-BLK-M")[0] == (39, 1)


def test_without_restock_the_units_are_gone(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    call(shopify, SET, id=whole, line=line, quantity=0)
    call(shopify, COMMIT, id=whole)
    assert shopify.stock("north", "TEE-BLK-M")[0] == (37, 0)
    [task] = tasks(shopify, f"gid://shopify/Order/{shopify.order('north', '2041')['id']}", "north")
    assert task["status"] == "CLOSED"


def test_units_come_back_where_the_edit_says(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    levels = shopify.variant("north", "TEE-BLK-M")["levels"]
    place = f"gid://shopify/Location/{levels[1]['locationId']}"
    before = levels[1]["available"]
    call(shopify, SET, id=whole, line=line, quantity=2, restock=True, place=place)
    call(shopify, COMMIT, id=whole)
    assert shopify.stock("north", "TEE-BLK-M") == [(37, 2), (before + 1, 0)]


def test_what_is_added_is_shipped_by_a_fulfillment_order_of_its_own(
    shopify: Shopify, receiver: Receiver
) -> None:
    order = created(shopify)
    whole, line = begun(shopify, order)
    variant = shopify.gid("north", "TEE-WHT-L")
    made = call(shopify, ADD, id=whole, variant=variant, quantity=2)
    added = made["calculatedLineItem"]
    assert (added["sku"], added["quantity"]) == ("TEE-WHT-L", 2)
    assert made["calculatedOrder"]["addedLineItems"]["nodes"][0]["id"] == added["id"]
    call(shopify, SET, id=whole, line=line, quantity=4)
    price = {"amount": "3.50", "currencyCode": "USD"}
    call(shopify, CUSTOM, id=whole, title="Gift wrap", price=price, quantity=1)
    given = {"topic": "ORDERS_EDITED", "uri": receiver.url}
    shopify.data("north", "23", given)
    done = call(shopify, COMMIT, id=whole, notify=True, note="As asked by phone")
    assert done["successMessages"] == ["Order updated", "Notification sent"]
    lines = {one["sku"]: one for one in done["order"]["lineItems"]["nodes"]}
    assert [(sku, one["currentQuantity"]) for sku, one in lines.items()] == [
        ("TEE-BLK-M", 4),
        ("TEE-WHT-L", 2),
        (None, 1),
    ]
    remaining = [
        [one["remainingQuantity"] for one in task["lineItems"]["nodes"]]
        for task in tasks(shopify, order, "north")
    ]
    assert sorted(remaining) == [[1], [1], [2], [3]]
    shopify.until(lambda: receiver.got)
    told = json.loads(receiver.got[0].body)["order_edit"]
    assert told["order_id"] == int(numeric(order))
    assert (told["notify_customer"], told["staff_note"]) == (True, "As asked by phone")
    assert isinstance(told["app_id"], int)
    assert told["line_items"]["removals"] == []
    assert told["line_items"]["additions"] == [
        {"id": int(numeric(lines["TEE-BLK-M"]["id"])), "delta": 1},
        {"id": int(numeric(lines["TEE-WHT-L"]["id"])), "delta": 2},
        {"id": int(numeric(lines[None]["id"])), "delta": 1},
    ]


@pytest.mark.parametrize(
    ("quantity", "sentences"),
    [
        (0, ["must be greater than 0"]),
        (-3, ["must be greater than 0", "must be greater than or equal to 0"]),
    ],
)
def test_nothing_less_than_one_is_added(
    shopify: Shopify, quantity: int, sentences: list[str]
) -> None:
    whole, _ = begun(shopify, created(shopify))
    variant = shopify.gid("north", "TEE-WHT-L")
    made = call(shopify, ADD, id=whole, variant=variant, quantity=quantity)
    assert said(made) == [(["quantity"], sentence) for sentence in sentences]
    assert made["calculatedOrder"] is None


def test_a_quantity_is_not_below_zero(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    made = call(shopify, SET, id=whole, line=line, quantity=-1)
    assert said(made) == [(["quantity"], "must be greater than or equal to 0")]


def test_a_variant_is_added_twice_only_when_asked(shopify: Shopify) -> None:
    whole, _ = begun(shopify, created(shopify))
    variant = shopify.gid("north", "TEE-BLK-M")
    made = call(shopify, ADD, id=whole, variant=variant, quantity=1)
    [(field, sentence)] = said(made)
    assert field == ["id"]
    assert sentence.endswith(" was not added because it's already on the order.")
    assert said(call(shopify, ADD, id=whole, variant=variant, quantity=1, twice=True)) == []


def test_what_does_not_exist_is_said(shopify: Shopify) -> None:
    assert said(call(shopify, BEGIN, id="gid://shopify/Order/1")) == [
        (["id"], "The order does not exist.")
    ]
    gone = "gid://shopify/CalculatedOrder/1"
    line = "gid://shopify/CalculatedLineItem/1"
    variant = shopify.gid("north", "TEE-WHT-L")
    for made in (
        call(shopify, SET, id=gone, line=line, quantity=1),
        call(shopify, ADD, id=gone, variant=variant, quantity=1),
        call(shopify, COMMIT, id=gone),
    ):
        assert said(made) == [(["id"], "The calculated order does not exist.")]


def test_an_edit_is_committed_once(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    call(shopify, SET, id=whole, line=line, quantity=2)
    assert said(call(shopify, COMMIT, id=whole)) == []
    assert said(call(shopify, COMMIT, id=whole)) == [
        (["id"], "The calculated order does not exist.")
    ]


def test_shipped_units_stay(shopify: Shopify) -> None:
    order = created(shopify)
    whole, line = begun(shopify, order)
    rows = [{"lineId": numeric(line), "quantity": 2}]
    shopify.control("POST", "/shopify/north/orders/2041/ship", {"lines": rows})
    assert said(call(shopify, SET, id=whole, line=line, quantity=1))[0][0] == ["quantity"]
    assert said(call(shopify, SET, id=whole, line=line, quantity=2)) == []
    # Shipped while the edit waits: the commit does nothing.
    shopify.control("POST", "/shopify/north/orders/2041/ship")
    assert said(call(shopify, COMMIT, id=whole))[0][0] == ["id"]
    assert shopify.order("north", "2041")["lines"][0]["currentQuantity"] == 3


def test_an_order_that_changed_meanwhile_is_left_alone(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    call(shopify, SET, id=whole, line=line, quantity=1)
    rows = [{"lineId": numeric(line), "quantity": 2}]
    shopify.control("POST", "/shopify/north/orders/2041/edit", {"lines": rows})
    assert said(call(shopify, COMMIT, id=whole)) != []
    assert shopify.order("north", "2041")["lines"][0]["currentQuantity"] == 2


def test_an_archived_order_is_edited_and_open_again(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify, closedAt="2026-01-01T00:00:00Z"))
    call(shopify, SET, id=whole, line=line, quantity=2)
    done = call(shopify, COMMIT, id=whole, notify=True)
    assert done["successMessages"] == ["Order updated", "Order unarchived", "Notification sent"]


def editable(shopify: Shopify, shop: str, order: str) -> Json:
    query = "query E($id: ID!) { order(id: $id) { merchantEditable merchantEditableErrors } }"
    found: Json = shopify.data(shop, query, {"id": order})["order"]
    return found


def test_only_the_app_that_created_an_order_edits_it(shopify: Shopify) -> None:
    own = created(shopify)
    assert editable(shopify, "north", own)["merchantEditable"] is True
    order = shopify.place()["gid"]
    sentence = "Only the app that created the order can edit it."
    assert editable(shopify, "dest", order)["merchantEditableErrors"] == [sentence]
    [made] = shopify.data("dest", BEGIN, {"id": order}).values()
    assert (made["calculatedOrder"], said(made)) == (None, [(["id"], sentence)])
    # Shopify's guide for developers has it otherwise for what its own channels sold.
    shopify.settings(orderEdits="channels")
    [made] = shopify.data("dest", BEGIN, {"id": order}).values()
    assert said(made) == []


def test_a_cancelled_order_is_not_edited(shopify: Shopify) -> None:
    order = created(shopify)
    shopify.control("POST", "/shopify/north/orders/2041/cancel")
    assert said(call(shopify, BEGIN, id=order)) == [(["id"], "Canceled orders can't be edited.")]


def test_editing_needs_its_scope(shopify: Shopify) -> None:
    order = created(shopify)
    shopify.control("PATCH", "/shopify/north", {"scopes": ["write_orders", "read_products"]})
    error = shopify.error("north", BEGIN, {"id": order})
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "`write_order_edits` access scope" in error["message"]


def test_an_edit_survives_a_dump_and_a_load(shopify: Shopify) -> None:
    whole, line = begun(shopify, created(shopify))
    call(shopify, SET, id=whole, line=line, quantity=2)
    shopify.control("PUT", "/state", shopify.control("GET", "/state"))
    assert call(shopify, COMMIT, id=whole)["successMessages"] == ["Order updated"]
