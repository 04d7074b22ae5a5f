"""`/synctec …` typed by people, and what they are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scripts.people import ANNA, BEN, DEST, SOUTH, Json, People


@pytest.mark.parametrize("typed", ["push dest {}", "PUSH Dest #{}", "push dest `#{}`"])
def test_push_by_number(people: People, typed: str) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.command(typed.format(order["name"].lstrip("#")))
    people.message(DEST, order["name"], "Pushed to South Goods as")
    assert len(people.source_orders("south", order["name"])) == 1


def test_push_with_a_shipping_fee(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.command(f"push dest {order['name']} shipping 4.90")
    people.message(DEST, order["name"], "Pushed to South Goods as")
    (made,) = people.source_orders("south", order["name"])
    whole = people.whole_order("south", made["id"])
    assert [float(line["price"]) for line in whole["shippingLines"]] == [4.9]


def test_a_fee_for_an_order_of_two_sources_is_charged_once_and_that_is_said(
    people: People,
) -> None:
    order = people.order(("HOOD-GRY-L", 1), ("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to North Supply", "Push to South Goods")
    people.command(f"push dest {order['name']} shipping 4.90")
    people.message(DEST, order["name"], "Pushed to North Supply as", "Pushed to South Goods as")
    told = people.message(DEST, f"Order {order['name']} was pushed to South Goods as", "not on it")
    assert "the order's shipping was left to another push" in told["text"]
    shown = {}
    for shop in ("north", "south"):
        (made,) = people.source_orders(shop, order["name"])
        whole = people.whole_order(shop, made["id"])
        shown[shop] = [line["price"] for line in whole["shippingLines"]], whole["note"]
    assert shown["north"][0] == ["4.90"]
    assert "Shipping: 4.90 USD, as typed" in shown["north"][1]
    assert shown["south"][0] == ["0.00"]
    assert "it is left to another push of this order" in shown["south"][1]


def test_an_order_pushed_already_answers_with_its_number_and_time(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.command(f"push dest {order['name']}")
    people.message(DEST, order["name"], "Pushed to South Goods as")
    people.command(f"push dest {order['name']}")
    (made,) = people.source_orders("south", order["name"])
    people.message(DEST, f"Already pushed to South Goods as {made['name']}")
    assert len(people.source_orders("south", order["name"])) == 1


def test_who_typed_a_push_reads_its_result_where_it_began(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    before = len(_whispers(people))
    people.command(f"push dest {order['name']}")
    told = people.message(DEST, f"Order {order['name']} was pushed to South Goods as")
    (made,) = people.source_orders("south", order["name"])
    assert told["text"] == f"✅ Order {order['name']} was pushed to South Goods as {made['name']}."
    assert told["ephemeral"] is True
    assert len(_whispers(people)) == before + 1
    assert told["ts"] not in [each["ts"] for each in people.messages(DEST, BEN)]


def test_who_typed_a_push_that_fails_is_told_why_and_then_of_the_retry(people: People) -> None:
    people.set_stock("south", "POSTER-A2", 0)
    order = people.order(("POSTER-A2", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    before = len(_whispers(people))
    people.command(f"push dest {order['name']}")
    people.message(
        DEST, f"Order {order['name']} was not pushed to South Goods", "enough stock", "What to do:"
    )
    assert len(_whispers(people)) == before + 1
    people.set_stock("south", "POSTER-A2", 15)
    people.command(f"retry dest {order['name']}")
    people.message(DEST, f"Order {order['name']} was pushed to South Goods as")
    assert len(_whispers(people)) == before + 2


def test_a_push_to_two_sources_tells_both_results_in_one(people: People) -> None:
    people.set_stock("south", "POSTER-A2", 0)
    order = people.order(("POSTER-A2", 1), ("TEE-BLK-M", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    before = len(_whispers(people))
    people.command(f"push dest {order['name']}")
    people.message(
        DEST,
        f"✅ Order {order['name']} was pushed to North Supply as",
        f"⚠️ Order {order['name']} was not pushed to South Goods",
    )
    assert len(_whispers(people)) == before + 1
    people.set_stock("south", "POSTER-A2", 15)
    people.command(f"push dest {order['name']}")
    people.message(
        DEST, "Already pushed to North Supply as", f"Order {order['name']} was pushed to South"
    )
    assert len(_whispers(people)) == before + 2


def test_who_typed_a_push_without_a_clear_answer_is_told_what_comes_next(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.fault(
        service="shopify", shop="south", operation="orderCreate", kind="status", status=503
    )
    before = len(_whispers(people))
    people.command(f"push dest {order['name']}")
    people.message(DEST, f"Whether order {order['name']} is on South Goods is open", "answer the")
    assert len(_whispers(people)) == before + 1


def test_the_form_tells_its_result_where_it_was_opened(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    before = len(_whispers(people))
    people.command("push")
    form = people.view("Destination store", "Order number")
    people.submit(form, _fill(form["view"], store="dest", number=order["name"]))
    people.message(DEST, f"Order {order['name']} was pushed to South Goods as")
    assert len(_whispers(people)) == before + 1


def test_an_unknown_store_names_those_that_can_be_meant_and_no_reference(people: People) -> None:
    people.command("push dset 1001")
    said = people.message(DEST, "There is no store “dset”", "The only destination store is dest.")
    assert not any(word in str(said["blocks"]) for word in ("north", "south", "Reference"))
    people.command("unfulfilled nroth")
    said = people.view("There is no store “nroth”", "the nearest first: north,")
    assert "dest" in str(said["view"]["blocks"])
    people.close_views()


def test_a_source_store_is_told_apart(people: People) -> None:
    people.command("push north 1001")
    people.message(DEST, "North Supply is a source store", "The only destination store is dest.")


def test_an_unknown_order_names_the_scope_for_old_ones(people: People) -> None:
    people.command("push dest 999999")
    people.message(DEST, "999999", "read_all_orders")


def test_a_number_that_two_orders_answer_to_pushes_neither(people: People) -> None:
    settings = "/control/shopify/settings"
    lag = people.get(settings)["searchLagSeconds"]
    people.http.patch(settings, json={"searchLagSeconds": 0}).raise_for_status()
    for name in ("EN-8101", "FR-8101"):
        people.order(("SOCK-3PK", 1), name=name)
        people.message(DEST, name, "Push to South Goods")
    people.command("push dest 8101")
    people.message(DEST, "2 orders of this store answer to 8101", "whole name")
    people.http.patch(settings, json={"searchLagSeconds": lag}).raise_for_status()
    assert people.source_orders("south", "EN-8101") == []
    assert people.source_orders("south", "FR-8101") == []
    people.command("push dest en-8101")
    people.message(DEST, "EN-8101", "Pushed to South Goods as")


def test_push_alone_opens_the_form(people: People) -> None:
    order = people.order(("POSTER-A2", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.command("push")
    form = people.view("Destination store", "Order number")
    typed = _fill(form["view"], store="dest", number=order["name"])
    assert people.submit(form, typed)["ok"]
    people.message(DEST, order["name"], "Pushed to South Goods as")


def test_the_form_points_at_what_is_wrong(people: People) -> None:
    people.command("push")
    form = people.view("Destination store", "Order number")
    answered = people.submit(form, _fill(form["view"], store="dest", number="  ", fee="lots"))
    assert not answered["ok"]
    assert len(answered["errors"]) == 2
    people.close_views()


def test_retry_one_and_all(people: People) -> None:
    people.set_stock("south", "POSTER-A2", 0)
    orders = [people.order(("POSTER-A2", 1)) for _ in range(2)]
    for order in orders:
        alert = people.message(DEST, order["name"], "Push to South Goods")
        people.click(alert, "Push to South Goods")
        people.message(DEST, order["name"], "View error")
    people.set_stock("south", "POSTER-A2", 15)
    people.command(f"retry dest {orders[0]['name']}")
    people.message(DEST, orders[0]["name"], "Pushed to South Goods as")
    people.command("retry all")
    people.message(DEST, orders[1]["name"], "Pushed to South Goods as")
    people.command(f"retry dest {orders[0]['name']}")
    people.message(DEST, orders[0]["name"], "has nothing to retry")


def test_unfulfilled_of_a_source_and_the_digest(people: People) -> None:
    # The oldest stand first: this one is in the message, not in the file in its thread.
    past = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    order = people.order(("SOCK-3PK", 1), processedAt=past, createdAt=past)
    alert = people.message(DEST, order["name"], "Push to South Goods")
    people.click(alert, "Push to South Goods")
    people.message(DEST, order["name"], "Pushed to South Goods as")
    people.command("unfulfilled south")
    people.view("Unfulfilled orders", order["name"], "South Goods")
    people.close_views()
    people.command("digest now")
    people.message(DEST, "Daily digest", order["name"])
    people.command("digest now", channel=SOUTH)
    people.message(SOUTH, "Daily digest", order["name"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("help", "/synctec push"),
        ("psuh dest 1001", "push"),
        ("push dest 10 01 what", "push"),
        ("", "/synctec push"),
    ],
)
def test_what_cannot_be_understood_gets_the_usage(people: People, typed: str, said: str) -> None:
    people.command(typed)
    people.message(DEST, said)


def test_who_mentions_the_app_is_pointed_at_its_commands(people: People) -> None:
    written = {"user": ANNA, "channel": DEST, "text": "@SyncTec push dest 1001"}
    people.post("/control/slack/message", written)
    told = people.message(DEST, "SyncTec takes commands", "type /synctec push dest 1001.")
    assert told["ephemeral"] is True


def test_the_app_did_nothing_wrong_in_slacks_eyes(people: People) -> None:
    assert people.get("/control/slack/warnings") == []


def _whispers(people: People) -> list[Json]:
    """What only Anna sees."""
    return [message for message in people.messages(DEST) if message.get("ephemeral")]


def _fill(view: dict[str, object], **typed: str) -> dict[str, dict[str, str]]:
    state: dict[str, dict[str, str]] = {}
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    for block in blocks:
        if block["type"] != "input":
            continue
        name = next((word for word in typed if word in block["block_id"]), None)
        if name is not None:
            state[block["block_id"]] = {block["element"]["action_id"]: typed[name]}
    return state
