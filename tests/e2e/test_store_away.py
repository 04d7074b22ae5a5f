"""A store does not answer for a while, or refuses the app: told once, held, and gone on with."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, Json, People
from scripts.programs import Launch
from scripts.stage import Stage, stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on

OPS = "C0OPS"
BUTTON = "Push to North Supply"
WATCHED_SECONDS = 6.0
_TIMES = re.compile(r"A fault in SyncTec \((?:[2-9]|\d\d+) times\)")
_KIND = re.compile(r"`([A-Z]\w+)`")


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("away")
    with postgres.migrated() as url, stage(folder, settings=quick_on(url), launch=launch) as here:
        yield here


@pytest.fixture
def people(own: Stage) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=own.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


def test_a_store_that_is_away_is_told_once_and_its_pushes_go_on_by_themselves(
    people: People,
) -> None:
    orders = [people.order(("TEE-BLK-M", 1)) for _ in range(4)]
    alerts = [people.message(DEST, order["name"], BUTTON) for order in orders]
    people.fault(service="shopify", kind="status", status=503, shop="north", times=None)
    for alert in alerts:
        people.click(alert, BUTTON)
    people.message(OPS, "North Supply does not answer", "server error (503)", "4 pushes wait")
    home = people.until("the store in App Home", lambda: _home(people))
    assert "does not answer since" in home

    # No storm: what waits does not ask, whatever comes in meanwhile; one probe at most.
    mark, heard_before = _newest(people), _webhooks(people)
    more = [people.order(("TEE-BLK-M", 1)) for _ in range(3)]
    time.sleep(WATCHED_SECONDS)
    asked = _asked(people, mark)
    assert asked["north", "shop"] <= 1
    assert sum(many for (shop, what), many in asked.items() if shop == "north") <= 1
    # An order is read for what was told of it, and at most once more for its push that waits.
    heard = _webhooks(people) - heard_before
    assert heard >= len(more)
    assert asked["dest", "order"] <= heard + len(orders)

    people.http.delete("/control/faults").raise_for_status()
    people.message(OPS, "North Supply answers again", "4 pushes went on")
    for order in orders:
        people.message(DEST, order["name"], "Pushed to North Supply as")
        assert len(people.source_orders("north", order["name"])) == 1
    for order in more:
        people.message(DEST, order["name"], BUTTON)
    assert _told(people) == ["✅ North Supply answers again"]
    assert not any("Push failed" in str(message["blocks"]) for message in people.messages(DEST))


def test_a_token_that_stopped_working_is_told_at_once_and_when_it_is_over(people: People) -> None:
    people.fault(service="shopify", kind="status", status=401, shop="dest", times=None)
    order = people.order(("TEE-BLK-M", 1))
    refuses = "Dest Boutique refuses SyncTec"
    people.message(OPS, refuses, "does not accept", "Its orders are not read", "stores add")
    people.http.delete("/control/faults").raise_for_status()
    people.message(OPS, "Dest Boutique accepts SyncTec again")
    people.message(DEST, order["name"], BUTTON)
    assert not any(refuses in told for told in _told(people))


def test_answers_nobody_foresaw_are_one_message_a_kind_of_work_that_counts(people: People) -> None:
    people.fault(
        service="shopify", kind="status", status=418, shop="dest", operation="order", times=None
    )
    for _ in range(2):
        people.order(("TEE-BLK-M", 1))
    counted = people.until("a fault of the orders' reading that counts", lambda: _counted(people))
    shown = str(counted["blocks"])
    assert all(said in shown for said in ("It concerned order", "of Dest Boutique", "Reference"))
    people.http.delete("/control/faults").raise_for_status()
    # What came before may be followed meanwhile: that is other work, with a message of its own.
    kinds = [_KIND.findall(str(message["blocks"]))[0] for message in _faults(people)]
    assert sorted(kinds) == sorted(set(kinds))


def _faults(people: People) -> list[Json]:
    return [message for message in people.messages(OPS) if "A fault in" in message["text"]]


def _counted(people: People) -> Json | None:
    times = (message for message in _faults(people) if _TIMES.search(message["text"]))
    return next((message for message in times if "`JudgeOrder`" in str(message["blocks"])), None)


def _home(people: People) -> str | None:
    """App Home as it is drawn when somebody opens it, once it speaks of trouble."""
    people.post("/control/slack/home", {"user": "U0ANNA"})
    shown = str(people.get("/control/slack/home", user="U0ANNA")["view"])
    return shown if "⚠️" in shown else None


def _told(people: People) -> list[str]:
    return [message["text"] for message in people.messages(OPS)]


def _newest(people: People) -> int:
    return int(people.get("/control/exchanges")[-1]["n"])


def _webhooks(people: People) -> int:
    """How many webhooks told of the destination's orders so far."""
    sent: list[Json] = people.get("/control/shopify/webhooks")
    return sum(one["shop"] == "dest" and one["topic"].startswith("ORDERS_") for one in sent)


def _asked(people: People, mark: int) -> Counter[tuple[str, str]]:
    found: list[Json] = people.get("/control/exchanges", since=str(mark))
    return Counter((one["shop"], one["operation"]) for one in found if one["service"] == "shopify")
