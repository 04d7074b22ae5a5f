"""Everything that happened to an order: in its threads, typed, in a window, and for scripts."""

from __future__ import annotations

import csv
import io

from scripts.people import BEN, DEST, NORTH, Json, People
from scripts.stage import Stage
from tests.e2e.terminal import called, said, told

BUTTON = "Push to North Supply"
UPS = {"company": "UPS", "numbers": ["1Z999AA10123456784"]}


def test_what_happens_is_in_the_threads_and_in_the_timeline(day: Stage, people: People) -> None:
    order = people.order(("TEE-BLK-M", 2))
    number = order["name"].lstrip("#")
    alert = people.message(DEST, order["name"], BUTTON)
    people.click(alert, BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    received = people.message(NORTH, "New order received", order["name"])
    (made,) = people.source_orders("north", order["name"])
    _ship(people, made, 1)

    # One reply for the burst, in either store's channel.
    for message in (alert, received):
        reply = people.reply(message, f"Shipped 1 unit of order {made['name']}", UPS["numbers"][0])
        told = str(people.replies(message))
        assert f"of order {order['name']} as shipped" in told
        assert "Marked 1 \u00d7 Classic Tee" in told
        assert "Sending" not in str(reply)
    assert f"as order {made['name']}" in str(people.replies(alert))

    before = people.messages(DEST, BEN)
    people.command(f"history dest {number}")
    answer = people.message(DEST, "History of order", "Queued 2 \u00d7 Classic Tee")
    assert "<@U0ANNA>" in str(answer["blocks"])
    assert answer["ephemeral"] is True
    assert people.messages(DEST, BEN) == before
    _scripts_are_told_the_same(day, number, made)


def _scripts_are_told_the_same(day: Stage, number: str, made: Json) -> None:
    whole = told(day, "history", "dest", number)
    kinds = [event["event"] for event in whole["events"]]
    assert kinds[:1] == ["placed"]
    for kind in ("paid", "waiting", "queued", "sending", "pushed", "shipped", "marked_shipped"):
        assert kinds.count(kind) == 1, kinds
    (pushed,) = [event for event in whole["events"] if event["event"] == "pushed"]
    assert (pushed["source"], pushed["source_order"]) == ("North Supply", made["name"])
    rows = list(csv.DictReader(io.StringIO(said(day, "history", "dest", number, "--csv"))))
    assert [row["Event"] for row in rows] == kinds
    (tracking,) = [row for row in rows if row["Event"] == "tracking"]
    assert (tracking["Carrier"], tracking["Tracking numbers"]) == ("UPS", UPS["numbers"][0])


def test_it_opens_from_the_order_and_goes_as_a_file(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.click(people.message(DEST, order["name"], BUTTON), "View order")
    opened = people.view(f"Order {order['name']}")
    _click_in(people, opened, "History")
    history = people.view(f"History {order['name']}", "was placed", "waits for a person")
    _click_in(people, history, "Export as CSV")
    people.message(DEST, "in your direct messages")
    people.close_views()


def test_an_order_that_synctec_never_met_is_told_as_such(day: Stage, people: People) -> None:
    people.command("history dest 424242")
    people.message(DEST, "SyncTec knows no order 424242 of Dest Boutique")
    ended = called(day, "history", "dest", "424242", "--csv")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "knows no order 424242" in ended.stderr


def _ship(people: People, made: Json, units: int) -> None:
    (line,) = people.whole_order("north", made["id"])["lines"]
    body = {"lines": [{"lineId": line["id"], "quantity": units}], "tracking": UPS}
    people.post(f"/control/shopify/north/orders/{made['id']}/ship", body)


def _click_in(people: People, opened: Json, label: str) -> None:
    """Press a button of an open window."""
    for block in opened["view"]["blocks"]:
        for part in [*block.get("elements", []), block.get("accessory") or {}]:
            if part.get("type") == "button" and part["text"]["text"] == label:
                click = {
                    "user": "U0ANNA",
                    "container": {"view_id": opened["id"]},
                    "block_id": block["block_id"],
                    "action_id": part["action_id"],
                    "value": part.get("value"),
                }
                people.post("/control/slack/action", click)
                return
    raise AssertionError(f"no button {label}")
