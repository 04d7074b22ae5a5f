"""Who may do what, on the wire: closed by default, given and taken in Slack, asked each time."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import ANNA, BEN, DEST, NORTH, People
from scripts.programs import Launch
from scripts.stage import stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on

CARA = "U0CARA"
BUTTON = "Push to North Supply"
OPS = "S0OPS"


@pytest.fixture(scope="module")
def closed(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[People]:
    """A workspace in which Anna alone is admin."""
    folder = tmp_path_factory.mktemp("closed")
    with (
        postgres.migrated() as url,
        stage(folder, settings={**quick_on(url), "SYNCTEC_ADMINS": ANNA}, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        yield People(http, patience=90)


def allow(people: People, words: str, said: str) -> None:
    people.command(f"allow {words}")
    people.message(DEST, said)


def test_who_may_not_is_told_who_may_and_nothing_happens(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    alert = closed.message(DEST, order["name"], BUTTON)
    closed.click(alert, BUTTON, user=CARA)
    closed.message(DEST, "Only an operator at Dest Boutique or North Supply", "@U0ANNA", user=CARA)
    closed.command(f"push dest {order['name']}", user=CARA)
    closed.command("unfulfilled", user=CARA)
    closed.message(DEST, "Only a viewer may do this", user=CARA)
    # Help is for everyone.
    closed.command("help", user=CARA)
    closed.message(DEST, "Order Push in Slack", user=CARA)
    closed.click(alert, BUTTON)
    closed.message(DEST, order["name"], "Pushed to North Supply as", "@U0ANNA")


def test_a_right_is_given_and_taken_by_an_admin_alone(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    alert = closed.message(DEST, order["name"], BUTTON)
    closed.command("allow @cara operator dest", user=BEN)
    closed.message(DEST, "Only an admin", user=BEN)
    allow(closed, "@cara operator dest", "is operator of Dest Boutique now")
    closed.click(alert, BUTTON, user=CARA)
    closed.message(DEST, order["name"], "Pushed to North Supply as", "@U0CARA")
    closed.command("people")
    closed.message(DEST, "Who may do what", "by SYNCTEC_ADMINS", "@U0CARA")
    closed.command("deny @cara")
    closed.message(DEST, "Taken from", "operator")
    closed.command("unfulfilled", user=CARA)
    closed.message(DEST, "Only a viewer may do this", user=CARA)
    closed.command("audit dest")
    window = closed.view("Who did what", "changed who may do what", "operator → nothing")
    assert "Pushed" in str(window["view"]["blocks"])
    closed.close_views()


def test_a_user_groups_rights_follow_its_people(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    alert = closed.message(DEST, order["name"], BUTTON)
    allow(closed, "@ops operator dest", "is operator of Dest Boutique now")
    answer = closed.http.patch(f"/control/slack/usergroups/{OPS}", json={"users": [ANNA, CARA]})
    assert answer.status_code == 200, answer.text

    def may() -> bool | None:
        closed.command("digest now", user=CARA)
        said = [m["text"] for m in closed.messages(DEST, CARA) if m.get("ephemeral")]
        return True if any("The digest is on its way" in text for text in said) else None

    closed.until("Cara's right, as one of @ops", may)
    closed.click(alert, BUTTON, user=BEN)
    closed.message(DEST, "Only an operator", user=BEN)
    closed.click(alert, BUTTON, user=CARA)
    closed.message(DEST, order["name"], "Pushed to North Supply as", "@U0CARA")
    closed.command("deny @ops")
    closed.message(DEST, "Taken from", OPS)


def test_a_sources_people_push_into_their_own_store_alone(closed: People) -> None:
    allow(closed, "@ben operator north", "is operator of North Supply now")
    both = closed.order(("TEE-BLK-M", 1), ("MUG-01", 1))
    closed.message(DEST, both["name"], "Push to South Goods")
    closed.command(f"push dest {both['name']}", channel=NORTH, user=BEN)
    closed.message(NORTH, "New order received", both["name"])
    alert = closed.message(DEST, both["name"], "Pushed to North Supply as", "@U0BEN")
    assert closed.source_orders("south", both["name"]) == []
    closed.click(alert, "Push to South Goods", user=BEN)
    closed.message(DEST, "Only an operator at Dest Boutique or South Goods", user=BEN)
    other = closed.order(("MUG-01", 1))
    closed.message(DEST, other["name"], "Push to South Goods")
    closed.command(f"push dest {other['name']}", channel=NORTH, user=BEN)
    closed.message(NORTH, "Only an operator at Dest Boutique", user=BEN)
    # What they see is theirs: the list names no order that only the other source ships.
    closed.command("unfulfilled", channel=NORTH, user=BEN)
    listed = closed.view("Unfulfilled orders", both["name"], user=BEN)
    assert other["name"] not in str(listed["view"]["blocks"])
    closed.close_views(BEN)
    closed.command("stock MUG-01", channel=NORTH, user=ANNA)
    closed.message(NORTH, "MUG-01", "Stock", user=ANNA)
    closed.command("stock MUG-01", channel=NORTH, user=BEN)
    closed.message(NORTH, "No store sells anything with the SKU “MUG-01”", user=BEN)
