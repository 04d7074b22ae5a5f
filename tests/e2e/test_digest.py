"""The digest on the wire: acted on from its rows, set by a window, with the rest as a file."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from scripts.people import ANNA, DEST, SOUTH, Json, People
from scripts.slack_text import buttons_of, lines_of

BUTTON = "Push to South Goods"


def late(people: People, days: int, sku: str = "SOCK-3PK") -> Json:
    past = (datetime.now(UTC) - timedelta(days=days, hours=2)).isoformat()
    order = people.order((sku, 1), processedAt=past, createdAt=past)
    people.message(DEST, order["name"], BUTTON)
    return order


def digest(people: People, order: Json, *words: str) -> Json:
    people.command("digest now")
    return people.message(DEST, "Daily digest", order["name"], *words)


def click(people: People, order: Json, label: str) -> None:
    """The button of this label below this order, in the newest digest that has one there."""

    def there() -> Json | None:
        for message in reversed(people.messages(DEST)):
            if "Daily digest" not in (message["text"] or ""):
                continue
            blocks = message["blocks"]
            for block, below in itertools.pairwise(blocks):
                labels = [button["text"]["text"] for _, button in buttons_of([below])]
                if order["name"] in "\n".join(lines_of([block])) and label in labels:
                    return {**message, "blocks": [below]}
        return None

    people.click(people.until(f"{label} below {order['name']}", there), label)


def test_an_order_is_pushed_nudged_and_snoozed_from_its_row(people: People) -> None:
    order = late(people, 6)
    told = digest(people, order, "6 d old", "Since yesterday")
    assert "data_visualization" in [block["type"] for block in told["blocks"]]
    click(people, order, "Push")
    people.message(DEST, f"Pushing {order['name']}", user=ANNA)
    people.message(DEST, order["name"], "Pushed to South Goods as")
    people.command("digest now")
    click(people, order, "Nudge the source")
    people.message(SOUTH, "Dest Boutique asks: when does", order["name"], "6 d")
    people.message(DEST, "South Goods was asked about")
    click(people, order, "Nudge the source")
    people.message(DEST, "was asked about", "today already")
    click(people, order, "Snooze")
    people.message(DEST, f"Digests leave {order['name']} out for 3 days")
    people.command("digest now")

    def gone() -> bool | None:
        newest = [m for m in people.messages(DEST) if "Daily digest" in (m["text"] or "")][-1]
        said = "\n".join(lines_of(newest["blocks"]))
        return True if order["name"] not in said and "1 snoozed" in said else None

    people.until("a digest without it", gone)


def test_a_digest_is_set_in_a_window_and_switched_off(people: People) -> None:
    people.command("digest")
    window = people.view("Digest", "Time zone", "Stores")
    state = {
        "synctec_digest_on": {"synctec_digest_on": ["on"]},
        "synctec_digest_at": {"synctec_digest_at": "07:30"},
        "synctec_digest_days": {"synctec_digest_days": ["1", "5"]},
        "synctec_digest_zone": {"synctec_digest_zone": "Nowhere/Land"},
    }
    refused = people.submit(window, state)
    assert not refused["ok"]
    assert "There is no such zone" in str(refused["errors"])
    state["synctec_digest_zone"] = {"synctec_digest_zone": "Europe/Vienna"}
    assert people.submit(window, state)["ok"]
    people.message(DEST, "The digest of this channel: Mon, Fri at 07:30 (Europe/Vienna)")
    people.command("digest off")
    people.message(DEST, "The digest of this channel: off")
    people.command("digest on")
    people.message(DEST, "The digest of this channel: Mon, Fri at 07:30")


def test_a_long_list_is_one_message_and_a_file(people: People) -> None:
    orders = [late(people, days) for days in range(20, 34)]
    # An earlier one that is brought up to date says the same, and has the file, too.
    told = digest(people, orders[-1], "the whole list is in the thread")
    assert len(told["blocks"]) <= 50

    def file() -> Json | None:
        found = [each for reply in people.replies(told) for each in reply.get("files") or ()]
        return found[0] if found else None

    assert people.until("the file", file)["name"].startswith("open-orders-")
