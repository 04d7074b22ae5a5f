"""Two stores' stock compared on the real wire: what differs is shown first, then put right."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.slack_text import lines_of
from scripts.stage import Stage
from tests.databases import Databases
from tests.e2e.aligned import TEE, aligned
from tests.e2e.conftest import quick_on

APPLY = "Apply to 1 item"
TOPIC = "inventory_levels/update"


@pytest.fixture(scope="module")
def shop(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    """Shared by all tests of this file."""
    folder = tmp_path_factory.mktemp("resync")
    with postgres.migrated() as url, aligned(folder, quick_on(url), launch) as here:
        yield here


@pytest.fixture
def people(shop: Stage) -> Iterator[People]:
    """Who acts there; it begins with twenty everywhere."""
    with httpx.Client(verify=PLAIN, base_url=shop.sandbox_url, timeout=10) as http:
        found = People(http, patience=90)
        found.set_stock("north", TEE, 8)
        _shows(found, dest=20, atelier=20)
        yield found
        http.delete("/control/faults").raise_for_status()


def test_what_nobody_was_told_of_is_shown_and_put_right(people: People) -> None:
    _unheard(people, "north", 3)
    people.command("resync dest north")
    shown = people.message(DEST, "items differ", APPLY)
    said = "\n".join(lines_of(shown["blocks"]))
    assert f"{TEE} at Brooklyn Studio shows 20, is to show 15" in said
    assert people.stock("dest", TEE) == 20
    people.click(shown, APPLY)
    _shows(people, dest=15, atelier=15)
    done = people.message(DEST, "1 of 1 item looked at, 1 number written")
    assert done["ts"] == shown["ts"]
    assert APPLY not in str(done)
    _again_equal(people, shown)


def test_what_somebody_raised_unheard_comes_down_again(people: People) -> None:
    _unheard(people, "dest", 27)
    people.command("resync dest")
    shown = people.message(DEST, APPLY, "shows 27, is to show 20")
    people.command("resync dest")
    newer = people.until("another message", lambda: _newer(people, shown))
    closed = people.message(DEST, "was compared anew since")
    assert closed["ts"] == shown["ts"]
    assert people.stock("dest", TEE) == 27
    people.click(newer, APPLY)
    _shows(people, dest=20)


def test_what_cannot_be_compared_is_said(people: People) -> None:
    people.command("resync dest south")
    people.message(DEST, "does not follow the stock of South", "/synctec settings dest south")
    people.fault(
        service="shopify", kind="fail_bulk", operation="bulkOperationRunQuery", times=3, shop="dest"
    )
    people.command("resync dest north")
    failed = people.message(DEST, "could not be compared", "could not list")
    assert APPLY not in str(failed)


def _again_equal(people: People, before: dict[str, object]) -> None:
    people.command("resync dest north")
    equal = people.message(DEST, "Dest Boutique shows what it is to")
    assert equal["ts"] != before["ts"]


def _newer(people: People, shown: dict[str, object]) -> dict[str, object] | None:
    found = people.message(DEST, APPLY)
    return found if found["ts"] != shown["ts"] else None


def _unheard(people: People, shop: str, number: int) -> None:
    """Somebody counts, and the webhook is lost, as all are from then on."""
    people.fault(service="shopify", kind="lose_webhook", operation=TOPIC, shop=shop, times=None)
    people.set_stock(shop, TEE, number)


def _shows(people: People, **numbers: int) -> None:
    """Returns when these stores show these numbers."""

    def look() -> bool | None:
        return {name: people.stock(name, TEE) for name in numbers} == numbers or None

    people.until(f"{TEE}: {numbers}", look)
