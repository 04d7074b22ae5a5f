"""What happens to an order after it was pushed is carried to the other store, line by line."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.people import DEST, NORTH, Json, NotSeen, People

BUTTON = "Push to North Supply"


@pytest.fixture
def pushed(people: People) -> tuple[Json, Json]:
    """A customer's order and its source order: two T-shirts and a cap."""
    people.set_stock("north", "CAP-NVY", 10)
    order = people.order(("TEE-BLK-M", 2), ("CAP-NVY", 1))
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    return order, _read(people, "north", made["id"])


def test_a_cancellation_that_is_accepted_cancels_the_source_order(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    _do(people, "dest", order, "cancel", {})
    asked = people.message(NORTH, f"Cancel {made['name']}?", "Accept")
    people.click(asked, "Accept")
    people.until(
        "the source order's end", lambda: _read(people, "north", made["id"])["cancelledAt"]
    )
    people.message(NORTH, "☑️ Decided", "Accepted", "Done")
    people.message(NORTH, "🚫 Order cancelled", made["name"])
    assert _stock_is_free(people, made)


def test_a_cancellation_that_is_rejected_leaves_it_and_tells_the_customers_store(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    _do(people, "dest", order, "cancel", {})
    people.click(people.message(NORTH, f"Cancel {made['name']}?", "Reject"), "Reject")
    people.message(NORTH, "☑️ Decided", "Rejected")
    people.message(DEST, order["name"], "did not accept the cancellation")
    assert _read(people, "north", made["id"])["cancelledAt"] is None


def test_what_has_shipped_stays_and_the_rest_is_taken_off(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    line = _line(made, "TEE-BLK-M")
    _do(people, "north", made, "ship", {"lines": [{"lineId": line["id"], "quantity": 1}]})
    people.until("the parcel", lambda: _read(people, "dest", order["id"])["fulfillments"])
    people.until("the cancellation", lambda: _cancelled_between(people, order) or None)
    people.click(people.message(NORTH, f"Cancel {made['name']}?", "Accept"), "Accept")
    people.message(NORTH, "☑️ Decided", "1 item had been shipped")
    assert _current(people, "north", made) == {"TEE-BLK-M": 1, "CAP-NVY": 0}


def test_a_refunded_line_is_written_down_and_no_money_moves(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    cap = _line(_read(people, "dest", order["id"]), "CAP-NVY")
    _do(people, "dest", order, "refund", {"lines": [{"lineId": cap["id"], "quantity": 1}]})
    people.until("the refund", lambda: _refunds(people, "north", made))
    assert _current(people, "north", made) == {"TEE-BLK-M": 2, "CAP-NVY": 0}
    (refund,) = _refunds(people, "north", made) or []
    assert float(refund["total"]["amount"]) == 0
    # Our own refund comes back by webhook and changes nothing.
    _do(people, "north", made, "ship", {})
    people.until("the parcel", lambda: _read(people, "dest", order["id"])["fulfillments"])
    assert len(_refunds(people, "dest", order) or []) == 1


def test_what_the_source_cancels_is_refunded_when_a_person_says_so(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    _do(people, "north", made, "cancel", {})
    asked = people.message(DEST, "cancelled its order", "Refund the items")
    people.click(asked, "Refund the items")
    people.until("the refund", lambda: _refunds(people, "dest", order))
    people.message(DEST, "☑️ Decided", "To be refunded", "Done")
    assert _current(people, "dest", order) == {"TEE-BLK-M": 0, "CAP-NVY": 0}


def test_what_the_source_cancels_is_made_again_under_a_name_of_its_own(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    _do(people, "north", made, "cancel", {})
    people.click(people.message(DEST, "cancelled its order", "Push again"), "Push again")
    people.until(
        "the second", lambda: len(people.source_orders("north", order["name"])) == 2 or None
    )
    again = [one for one in people.source_orders("north", order["name"]) if one["id"] != made["id"]]
    assert _read(people, "north", again[0]["id"])["sourceIdentifier"].endswith("/2")


def test_what_is_added_to_the_customers_order_is_told_in_its_thread(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, _ = pushed
    line = _line(_read(people, "dest", order["id"]), "CAP-NVY")
    rows = [{"lineId": line["id"], "quantity": 3}, {"sku": "TEE-WHT-L", "quantity": 1}]
    _do(people, "dest", order, "edit", {"lines": rows})
    alert = people.message(DEST, f"Order {order['name']} ")
    people.reply(alert, f"Added 2 units of CAP-NVY to order {order['name']}")
    people.reply(alert, f"Added 1 unit of TEE-WHT-L to order {order['name']}")


def test_what_the_source_refunds_is_proposed_and_nothing_is_paid_before(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    cap = _line(made, "CAP-NVY")
    _do(people, "north", made, "refund", {"lines": [{"lineId": cap["id"], "quantity": 1}]})
    asked = people.message(DEST, "refunded items of", "would go back to the customer")
    assert not _refunds(people, "dest", order)
    people.click(asked, "Keep the order as it is")
    people.message(DEST, "☑️ Decided", "Kept as it is")
    assert not _refunds(people, "dest", order)


def test_what_the_source_takes_off_is_asked_about_and_pushed_again_alone(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    tee = _line(made, "TEE-BLK-M")
    _do(people, "north", made, "edit", {"lines": [{"lineId": tee["id"], "quantity": 1}]})
    asked = people.message(DEST, "took items off its order for", "would go back to the customer")
    people.click(asked, "Push again")
    people.message(DEST, "☑️ Decided", "Pushed again")
    people.until(
        "the second", lambda: len(people.source_orders("north", order["name"])) == 2 or None
    )
    (again,) = (
        one for one in people.source_orders("north", order["name"]) if one["id"] != made["id"]
    )
    assert _current(people, "north", again) == {"TEE-BLK-M": 1}
    assert _current(people, "north", made) == {"TEE-BLK-M": 1, "CAP-NVY": 1}


def test_a_source_order_that_takes_no_edit_is_cancelled_and_pushed_again_when_somebody_says_so(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    said = "The order cannot be edited."
    people.fault(
        service="shopify",
        kind="user_error",
        shop="north",
        operation="orderEditCommit",
        times=None,
        field=["id"],
        message=said,
    )
    tee = _line(_read(people, "dest", order["id"]), "TEE-BLK-M")
    _do(people, "dest", order, "edit", {"lines": [{"lineId": tee["id"], "quantity": 1}]})
    asked = people.message(DEST, "does not take a change of", said, "Cancel and push again")
    people.click(asked, "Cancel and push again")
    people.message(DEST, "☑️ Decided", "To be cancelled and pushed again", "Done")
    people.until(
        "the second", lambda: len(people.source_orders("north", order["name"])) == 2 or None
    )
    assert _read(people, "north", made["id"])["cancelledAt"]
    (again,) = (
        one for one in people.source_orders("north", order["name"]) if one["id"] != made["id"]
    )
    assert _current(people, "north", again) == {"TEE-BLK-M": 1, "CAP-NVY": 1}
    people.http.delete("/control/faults").raise_for_status()


def test_items_taken_off_by_an_edit_are_taken_off_the_source_order(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    tee = _line(_read(people, "dest", order["id"]), "TEE-BLK-M")
    _do(people, "dest", order, "edit", {"lines": [{"lineId": tee["id"], "quantity": 1}]})
    people.until(
        "the edit",
        lambda: _current(people, "north", made) == {"TEE-BLK-M": 1, "CAP-NVY": 1} or None,
    )


def test_another_address_is_carried_until_it_is_shipped(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    address = {
        "firstName": "Ada",
        "lastName": "Byron",
        "address1": "1 New Street",
        "city": "Austin",
        "provinceCode": "TX",
        "countryCode": "US",
        "zip": "73301",
    }
    _do(people, "dest", order, "edit", {"shippingAddress": address})
    people.until("the address", lambda: _city(people, made) == "Austin" or None)
    _do(people, "north", made, "ship", {})
    people.until("the parcel", lambda: _read(people, "dest", order["id"])["fulfillments"])
    _do(people, "dest", order, "edit", {"shippingAddress": {**address, "city": "Dallas"}})
    people.message(DEST, "was changed after North Supply had shipped", "Seen")
    assert _city(people, made) == "Austin"


def test_a_return_is_opened_closed_and_reopened_on_the_source_order(
    people: People, pushed: tuple[Json, Json]
) -> None:
    order, made = pushed
    _do(people, "north", made, "ship", {})
    people.until("all parcels", lambda: _is_shipped(people, order) or None)
    tee = _line(_read(people, "dest", order["id"]), "TEE-BLK-M")
    body = {"lines": [{"lineId": tee["id"], "quantity": 1}]}
    returned = _do(people, "dest", order, "returns", body)["returns"][0]
    alert = people.message(DEST, order["name"], "Pushed to North Supply as")
    people.reply(alert, "of 1 unit: requested")
    assert _returns(people, made) == []
    for step, status in (("approve", "OPEN"), ("close", "CLOSED"), ("reopen", "OPEN")):
        _do(people, "dest", order, f"returns/{returned['id']}/{step}", {})
        _until_return(people, made, status)
    people.reply(alert, f"Return on order {made['name']} reopened")


def _do(people: People, shop: str, order: Json, what: str, body: Json) -> Json:
    done: Json = people.post(f"/control/shopify/{shop}/orders/{order['id']}/{what}", body)
    return done


def _read(people: People, shop: str, number: str) -> Json:
    found: Json = people.get(f"/control/shopify/{shop}/orders/{number}")
    return found


def _line(order: Json, sku: str) -> Json:
    found: Json = next(line for line in order["lines"] if line["sku"] == sku)
    return found


def _current(people: People, shop: str, order: Json) -> dict[str, int]:
    lines = _read(people, shop, order["id"])["lines"]
    return {line["sku"]: line["currentQuantity"] for line in lines}


def _refunds(people: People, shop: str, order: Json) -> list[Any] | None:
    return _read(people, shop, order["id"])["refunds"] or None


def _returns(people: People, order: Json) -> list[str]:
    return [one["status"] for one in _read(people, "north", order["id"])["returns"]]


def _until_return(people: People, order: Json, status: str) -> None:
    people.until(f"a return {status}", lambda: _returns(people, order) == [status] or None)


def _city(people: People, made: Json) -> str:
    city: str = _read(people, "north", made["id"])["shippingAddress"]["city"]
    return city


def _is_shipped(people: People, order: Json) -> bool:
    status: str = _read(people, "dest", order["id"])["fulfillmentStatus"]
    return status == "FULFILLED"


def _cancelled_between(people: People, order: Json) -> bool:
    """Shopify cancels nothing that has a parcel, and SyncTec shows one that was called back again:
    whoever is quicker."""
    _call_back_everything(people, order)
    try:
        _do(people, "dest", order, "cancel", {})
    except NotSeen:
        return False
    return True


def _call_back_everything(people: People, order: Json) -> None:
    """A customer's order of which something is shipped cannot be cancelled: its people undo it."""
    for parcel in _read(people, "dest", order["id"])["fulfillments"]:
        _do(people, "dest", order, f"fulfillments/{parcel['id']}/cancel", {})


def _stock_is_free(people: People, made: Json) -> bool:
    return set(_current(people, "north", made).values()) == {0}
