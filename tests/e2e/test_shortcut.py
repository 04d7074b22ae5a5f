"""Push this order, in the menu of whatever message speaks of one."""

from __future__ import annotations

from scripts.people import ANNA, DEST, Json, People

BUTTON = "Push to South Goods"


def choose(people: People, ts: str) -> Json:
    chosen = {"user": ANNA, "channel": DEST, "ts": ts, "callback_id": "synctec_push_this_order"}
    answer: Json = people.post("/control/slack/shortcut", chosen)
    return answer


def test_the_order_that_a_message_speaks_of_is_pushed(people: People) -> None:
    order = people.order(("SOCK-3PK", 1))
    people.message(DEST, order["name"], BUTTON)
    text = f"{order['name']} has to go out today, at 10:30!"
    said = people.post("/control/slack/message", {"user": ANNA, "channel": DEST, "text": text})
    assert choose(people, said["ts"])["ok"]
    form = people.view("Manual Order Push", "Order number")
    elements = {
        block["block_id"]: block["element"]
        for block in form["view"]["blocks"]
        if block["type"] == "input"
    }
    assert elements["synctec_number"]["initial_value"] == order["name"].removeprefix("#")
    assert people.submit(form, {})["ok"]
    people.message(DEST, order["name"], "Pushed to South Goods as")


def test_a_message_without_a_number_opens_the_window_empty(people: People) -> None:
    said = people.post("/control/slack/message", {"user": ANNA, "channel": DEST, "text": "hello"})
    assert choose(people, said["ts"])["ok"]
    people.view("Manual Order Push", "Order number")
    people.close_views()
