"""The Orders page on the wire: shown, filtered, acted in, exported."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from scripts.people import ANNA, BEN, DEST, SOUTH, Json, People
from scripts.slack_text import buttons_of, lines_of
from scripts.stage import Stage
from tests.e2e.terminal import said

BUTTON = "Push to South Goods"


def old_order(people: People, days: int) -> Json:
    """One that stands on the first page, before those of other tests."""
    past = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    return people.order(("SOCK-3PK", 1), processedAt=past, createdAt=past)


def press(people: People, window: Json, label: str, name: str = "", user: str = ANNA) -> None:
    """A button of the window: the first one after the order of this name."""
    blocks = window["view"]["blocks"]
    start = next((i for i, block in enumerate(blocks) if f"|{name}>" in str(block)), 0)
    for block_id, button in buttons_of(blocks[start:]):
        if button["text"]["text"] == label:
            action = {"block_id": block_id, "action_id": button["action_id"]}
            click = {"user": user, "container": {"view_id": window["id"]}, **action}
            people.post("/control/slack/action", {**click, "value": button["value"]})
            return
    raise AssertionError(f"no button {label} at {name} in {lines_of(blocks)}")


def test_an_order_is_pushed_and_its_source_asked_from_the_page(people: People) -> None:
    order = old_order(people, 300)
    people.message(DEST, order["name"], BUTTON)
    people.command("unfulfilled")
    window = people.view("Unfulfilled orders", "oldest first", order["name"], "Dest Boutique")
    press(people, window, "Push", order["name"])
    # What becomes of it shows there by itself.
    people.view("Unfulfilled orders", f"Order {order['name']} was pushed to South Goods as")
    people.close_views()
    people.message(DEST, order["name"], "Pushed to South Goods as")
    people.command("unfulfilled south")
    window = people.view(
        "Unfulfilled orders", order["name"], "Pushed to South Goods as", "300 d old"
    )
    press(people, window, "Nudge the source", order["name"])
    window = people.view("Unfulfilled orders", f"South Goods was asked about {order['name']}")
    people.message(SOUTH, "Dest Boutique asks: when does", order["name"])
    press(people, window, "View order", order["name"])
    people.view("Order", "SOCK-3PK")
    people.close_views()


def test_two_who_press_at_once_push_once_and_ask_once(people: People) -> None:
    order = old_order(people, 330)
    people.message(DEST, order["name"], BUTTON)
    at_once(people, "Push", order)
    people.message(DEST, order["name"], "Pushed to South Goods as")
    assert len(people.source_orders("south", order["name"])) == 1
    at_once(people, "Nudge the source", order)
    asked = people.message(SOUTH, "Dest Boutique asks: when does", order["name"])
    again = [m for m in people.messages(SOUTH) if m["text"] == asked["text"]]
    assert len(again) == 1


def at_once(people: People, label: str, order: Json) -> None:
    """Both have the page open, and press the button of this order; each is told."""

    def clicks(user: str) -> None:
        people.command("unfulfilled", user=user)
        window = people.view("Unfulfilled orders", order["name"], user=user)
        ready.wait(timeout=30)
        press(people, window, label, order["name"], user)
        people.until("an answer", lambda: told(people, user))
        people.close_views(user)

    def told(people: People, user: str) -> bool | None:
        (window,) = people.get("/control/slack/views", user=user)
        lines = lines_of(window["view"]["blocks"])
        name = order["name"]
        heads = (f"Pushing {name}", f"Order {name} was", f"Nothing of {name} waits", "Pushing 1")
        return any(line.startswith(heads) or "was asked" in line for line in lines) or None

    ready = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(clicks, [ANNA, BEN]))


def test_a_file_holds_every_page(people: People) -> None:
    order = old_order(people, 310)
    people.message(DEST, order["name"], BUTTON)
    people.command("unfulfilled dest")
    window = people.view("Unfulfilled orders", order["name"])
    press(people, window, "Export as CSV")
    people.view("Unfulfilled orders", "direct messages with SyncTec")
    people.close_views()
    workspace = people.get("/control/slack/workspace")["channels"]
    (own,) = [each["id"] for each in workspace if each["is_im"] and each["user"] == ANNA]
    people.message(own, "The unfulfilled orders, as a file")

    def sent() -> Json | None:
        files = [each for m in people.messages(own) for each in m.get("files") or ()]
        return next((each for each in files if each["name"] == "unfulfilled-orders.csv"), None)

    file = people.until("the file", sent)
    rows = people.http.get(file["url_private"]).text.splitlines()
    assert "Order,Store,Placed at,Customer" in rows[0]
    assert any(row.startswith(f"{order['name']},Dest Boutique,") for row in rows)


def test_initials_are_kept_and_shown_only_where_the_store_says_so(
    people: People, day: Stage
) -> None:
    without = old_order(people, 320)
    people.message(DEST, without["name"], BUTTON)
    said(day, "settings", "set", "dest", "customer_initials=on")
    try:
        order = old_order(people, 321)
        people.message(DEST, order["name"], BUTTON)
        assert "J. D." in line_of(people, order)
        assert "J. D." not in line_of(people, without)
    finally:
        said(day, "settings", "set", "dest", "customer_initials=off")


def line_of(people: People, order: Json) -> str:
    """The line of the page that names the order."""
    people.command("unfulfilled dest")
    shown = people.view("Unfulfilled orders", order["name"])
    people.close_views()
    lines = lines_of(shown["view"]["blocks"])
    return next(line for line in lines if line.startswith(f"{order['name']} "))
