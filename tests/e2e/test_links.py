"""Links to orders in the stores' admin: the order is shown below them, to whom it may be."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import ANNA, BEN, DEST, NORTH, Json, People
from scripts.programs import Launch
from scripts.slack_text import lines_of
from scripts.stage import Stage, stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on

CARA, GENERAL, OPS = "U0CARA", "C0GENERAL", "C0OPS"
BUTTON = "Push to North Supply"


def write(people: People, text: str, channel: str = OPS, user: str = ANNA) -> str:
    """A message; its `ts`."""
    said = people.post("/control/slack/message", {"user": user, "channel": channel, "text": text})
    return str(said["ts"])


def link(order: Json, shop: str = "dest") -> str:
    return f"https://admin.shopify.com/store/{shop}/orders/{order['id']}"


def at(people: People, channel: str, ts: str) -> Json:
    return next(m for m in people.messages(channel) if m["ts"] == ts)


def shown(people: People, ts: str, *words: str, channel: str = OPS, url: str = "") -> Json:
    """The message, once all these words stand below its links, or below this one."""

    def look() -> Json | None:
        message = at(people, channel, ts)
        below = [a for a in message["attachments"] if url in a["app_unfurl_url"]]
        said = "\n".join(line for each in below for line in lines_of(each["blocks"]))
        return message if below and all(word in said for word in words) else None

    return people.until(f"{' and '.join(words)} below a link", look)


def test_an_order_is_shown_below_a_link_and_pushed_from_there(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    ts = write(people, f"Look at {link(order)}?foo=1 please")
    message = shown(people, ts, f"New order {order['name']} · Dest Boutique", BUTTON, "TEE-BLK-M")
    assert message["text"].startswith("Look at")
    # Nothing of the customer: what stands here is not found again when they are erased.
    assert "Springfield" not in str(message["attachments"])
    assert "Springfield" in str(people.message(DEST, order["name"], BUTTON)["blocks"])
    people.click(message, BUTTON)
    # It follows the push; whoever clicked is told, too.
    after = shown(people, ts, f"Order {order['name']}", "Pushed to North Supply as")
    assert BUTTON not in str(after["attachments"])
    people.message(OPS, "Pushing to North Supply")
    assert at(people, OPS, ts)["text"] == message["text"]
    (made,) = people.source_orders("north", order["name"])
    # The source's order shows the same order, in a channel without the bot as well.
    other = write(people, f"https://north.myshopify.com/admin/orders/{made['id']}", GENERAL)
    shown(people, other, order["name"], "Pushed to North Supply as", channel=GENERAL)


def test_its_windows_open_from_below_a_link(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    message = shown(people, write(people, link(order)), BUTTON)
    people.click(message, "View order")
    people.view("Order", order["name"])
    people.close_views()


def test_several_links_are_shown_and_others_are_left_alone(people: People, day: Stage) -> None:
    first, second = people.order(("TEE-BLK-M", 1)), people.order(("MUG-01", 1))
    for order in (first, second):
        people.message(DEST, order["name"], "Push to")
    own = f"{day.sandbox_url}/admin/dest/orders/{second['id']}"
    others = "https://admin.shopify.com/store/dest/products/1 " + link({"id": 999999999})
    ts = write(people, f"{link(first)} {others} {own}")
    message = shown(people, ts, first["name"], second["name"])
    assert [a["app_unfurl_url"] for a in message["attachments"]] == [link(first), own]


def test_what_is_being_written_shows_it_before_it_is_sent(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    draft = people.post("/control/slack/composer", {"user": ANNA, "text": link(order)})

    def look() -> Json | None:
        answer = people.get(f"/control/slack/composer/{draft['unfurl_id']}")
        return dict(answer["shown"]) or None

    assert order["name"] in str(people.until("the order in what is being written", look))


def test_a_channel_with_another_organisation_is_shown_nothing(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    made = people.post("/control/slack/channels", {"name": f"partners-{order['id']}"})
    path = f"/control/slack/channels/{made['id']}"
    people.http.patch(path, json={"is_ext_shared": True}).raise_for_status()
    ts = write(people, link(order), made["id"])
    # What was written later is shown already.
    shown(people, write(people, link(order)), order["name"])
    assert at(people, made["id"], ts)["attachments"] == []


@pytest.fixture(scope="module")
def closed(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[People]:
    """A workspace in which Anna alone is admin."""
    folder = tmp_path_factory.mktemp("linked")
    with (
        postgres.migrated() as url,
        stage(folder, settings={**quick_on(url), "SYNCTEC_ADMINS": ANNA}, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        yield People(http, patience=90)


def test_it_is_shown_for_those_alone_who_may_see_the_order(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    closed.click(closed.message(DEST, order["name"], BUTTON), BUTTON)
    closed.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = closed.source_orders("north", order["name"])
    closed.command("allow @ben viewer south")
    closed.message(DEST, "is viewer of South Goods now")
    strangers = [
        write(closed, link(order), user=CARA),
        write(closed, link(order), user=BEN),
        write(closed, link(made, "north"), user=BEN),
    ]
    closed.command("allow @ben viewer north")
    closed.message(DEST, "is viewer of North Supply now")
    shown(closed, write(closed, link(made, "north"), user=BEN), order["name"])
    shown(closed, write(closed, link(order), user=BEN), order["name"])
    # Nobody was shown anything, nor told why.
    assert [at(closed, OPS, ts)["attachments"] for ts in strangers] == [[], [], []]
    said = [m for user in (BEN, CARA) for m in closed.messages(OPS, user) if m.get("ephemeral")]
    assert said == []


def test_a_button_below_a_link_asks_for_the_right_of_whoever_clicks(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    closed.message(DEST, order["name"], BUTTON)
    message = shown(closed, write(closed, link(order), NORTH), BUTTON, channel=NORTH)
    closed.click(message, BUTTON, user=CARA)
    closed.message(NORTH, "Only an operator at Dest Boutique or North Supply", user=CARA)
    assert closed.source_orders("north", order["name"]) == []
