"""The Order Push page on the wire: shown, filtered, retried in, exported."""

from __future__ import annotations

from scripts.people import ANNA, DEST, Json, People
from scripts.slack_text import buttons_of, lines_of

BUTTON = "Push to North Supply"


def press(people: People, window: Json, label: str) -> None:
    """A button of a window."""
    blocks = window["view"]["blocks"]
    container = {"view_id": window["id"]}
    for block_id, button in buttons_of(blocks):
        if button["text"]["text"] == label:
            action = {"block_id": block_id, "action_id": button["action_id"]}
            value = {"value": button["value"]} if "value" in button else {}
            click = {"user": ANNA, "container": container, **action, **value}
            people.post("/control/slack/action", click)
            return
    raise AssertionError(f"no button {label}")


def failed(people: People) -> Json:
    """An order that the source refuses, since it has none of the item."""
    order = people.order(("CAP-NVY", 1))
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "View error")
    return order


def test_what_failed_is_shown_and_retried_in_the_window(people: People) -> None:
    people.set_stock("north", "CAP-NVY", 0)
    order = failed(people)
    people.command("pushes dest failed")
    window = people.view("Order pushes", order["name"], "North Supply", "Failed", "1 item")
    press(people, window, "View error")
    people.view("Push error", order["name"])
    people.close_views()
    people.set_stock("north", "CAP-NVY", 5)
    people.command("pushes")
    window = people.view("Order pushes", order["name"])
    press(people, window, "Retry")
    people.message(DEST, order["name"], "Pushed to North Supply as")
    # The window shows it, too, without another click.
    (made,) = people.source_orders("north", order["name"])
    told = f"Order {order['name']} was pushed to North Supply as {made['name']}"
    people.view("Order pushes", f"→ North Supply {made['name']}", told)
    people.close_views()
    people.command("pushes today")
    window = people.view("Order pushes", order["name"], "Pushed", "→ North Supply #")
    press(people, window, "Export as CSV")
    people.view("Order pushes", "direct messages with SyncTec")
    people.close_views()


def test_another_kind_is_a_click_away_and_nothing_says_so(people: People) -> None:
    people.command("pushes")
    window = people.view("Order pushes", "Failed", "Held")
    labels = [button["text"]["text"] for _, button in buttons_of(window["view"]["blocks"])]
    held = next(label for label in labels if label.startswith("Held"))
    press(people, window, held)

    def chosen() -> str | None:
        """The kind that is shown."""
        for opened in people.get("/control/slack/views", user=ANNA):
            for _, button in buttons_of(opened["view"]["blocks"]):
                label = str(button["text"]["text"])
                if button.get("style") == "primary" and label.startswith("Held"):
                    return label
        return None

    people.until("the held ones", chosen)
    people.close_views()
    people.command("pushes dest failed waiting")
    answer = people.message(DEST, "are several kinds", user=ANNA)
    assert "pushes dest failed" in "\n".join(lines_of(answer["blocks"]))


def test_the_status_tells_every_store_without_asking_one(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    people.command("status")
    told = people.message(DEST, "Status:", "Dest Boutique", "North Supply", "South Goods")
    said = "\n".join(lines_of(told["blocks"]))
    assert "last webhook" in said
    assert "rate budget" in said
    assert "token does not end" in said


def test_home_is_the_dashboard_of_the_persons_stores(people: People) -> None:
    people.post("/control/slack/home", {"user": ANNA})

    def drawn() -> str | None:
        view = people.get("/control/slack/home", user=ANNA)["view"] or {"blocks": []}
        said = "\n".join(lines_of(view["blocks"]))
        return said if "Pushed today" in said else None

    said = people.until("the dashboard", drawn)
    assert "Dest Boutique" in said
