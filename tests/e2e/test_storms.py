"""A storm of failures on the wire: a handful of messages, none lost, solved together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from core.domain.storms import AT_LEAST
from scripts.loopback import PLAIN
from scripts.people import ANNA, BEN, DEST, Json, People
from scripts.programs import Launch
from scripts.slack_text import lines_of
from scripts.stage import Stage, stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on
from tests.unit.soak import STORM

BUTTON = "Push to North Supply"
_OF_ORDER = re.compile(r"\border (#\d+)", re.IGNORECASE)


@pytest.fixture(scope="module")
def raised(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[tuple[People, Stage]]:
    ours = {"SYNCTEC_SLACK_SPEED": "100", "SYNCTEC_STORM_FROM": str(AT_LEAST)}
    folder = tmp_path_factory.mktemp("storm")
    with (
        postgres.migrated() as url,
        stage(folder, settings={**quick_on(url), **ours}, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=30) as http,
    ):
        yield People(http, patience=600), here


@pytest.fixture
def stormy(raised: tuple[People, Stage]) -> People:
    return raised[0]


def refusals(here: Stage) -> int:
    """How many attempts the source has refused."""
    log = (here.folder / "bot.log").read_text(encoding="utf-8").splitlines()
    return sum('"push_attempt_ended"' in line and '"refused"' in line for line in log)


def shown(people: People) -> list[Json]:
    """What everybody sees; who presses what somebody else has just pressed is told alone."""
    return [message for message in people.messages(DEST) if not message.get("ephemeral")]


def titles(people: People) -> list[str]:
    return ["\n".join(lines_of(m["blocks"] or [])[:1]) for m in shown(people)]


def alerts(people: People, names: set[str]) -> dict[str, Json]:
    """The new-order alert of each order."""
    told = (
        (_OF_ORDER.search(message["text"]), message)
        for message in people.messages(DEST)
        if message["blocks"]
    )
    return {of[1]: message for of, message in told if of and of[1] in names}


def failing(people: People) -> set[str]:
    """So many orders, asked for by their buttons, of which the source has nothing."""
    # Stores of the largest plan: with the smallest, a thousand pushes take longer than a storm.
    plan = {"bucketSize": 20_000, "restoreRate": 1000}
    people.http.patch("/control/shopify/settings", json=plan).raise_for_status()
    people.set_stock("north", "CAP-NVY", 0)
    names = {str(people.order(("CAP-NVY", 1))["name"]) for _ in range(STORM)}

    def all_alerted() -> dict[str, Json] | None:
        found = alerts(people, names)
        return found if len(found) == STORM else None

    there = people.until("every alert", all_alerted)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda alert: people.click(alert, BUTTON), there.values()))
    return names


def test_a_storm_is_one_message_and_is_solved_together(
    stormy: People, raised: tuple[People, Stage]
) -> None:
    names = failing(stormy)
    storm = stormy.message(DEST, f"{STORM:,} orders failed", "CAP-NVY", f"Retry all {STORM:,}")
    posted = len(shown(stormy)) - STORM
    assert posted <= AT_LEAST, titles(stormy)
    # What fails again is of the same storm: nothing is posted anew.
    stormy.click(storm, f"Retry all {STORM:,}")
    stormy.until("every try refused", lambda: refusals(raised[1]) >= 2 * STORM or None)
    again = stormy.message(DEST, f"{STORM:,} orders failed", f"Retry all {STORM:,}")
    assert (again["ts"], len(shown(stormy)) - STORM) == (storm["ts"], posted)
    assert sum("orders failed" in title for title in titles(stormy)) == 1
    stormy.click(storm, "Show")
    window = stormy.view("Order pushes", "Failed", "CAP-NVY")
    assert f"Failed {STORM:,}" in str(window["view"]["blocks"])
    stormy.close_views()
    stormy.set_stock("north", "CAP-NVY", STORM)
    # Two people at once: each push is asked for by one of them.
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda who: stormy.click(storm, f"Retry all {STORM:,}", user=who), [ANNA, BEN])
        )
    solved = stormy.message(DEST, f"Solved: {STORM:,} orders")
    assert solved["ts"] == storm["ts"]
    assert len(shown(stormy)) - STORM == posted
    stormy.command("pushes failed")
    stormy.view("Order pushes", "Nothing has failed")
    stormy.close_views()
    made = [tag for order in stormy.orders("north") for tag in order["tags"]]
    assert {name for name in names if made.count(name) == 1} == names
