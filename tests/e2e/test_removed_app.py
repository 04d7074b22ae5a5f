"""A source store removes the app, and installs it again: the others' orders do not wait for it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.stage import Stage, stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on
from tests.e2e.terminal import called


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("removed")
    with postgres.migrated() as url, stage(folder, settings=quick_on(url), launch=launch) as here:
        yield here


@pytest.fixture
def people(own: Stage) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=own.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


def test_the_app_is_removed_from_a_source_and_comes_back(own: Stage, people: People) -> None:
    waiting = people.order(("MUG-01", 1))
    people.message(DEST, waiting["name"], "Push to South Goods")
    people.post("/control/shopify/south/uninstall", {})
    people.until("the bot to hear of it", lambda: _listed(own, "south") or None)

    # The other source's share is alerted, and says what the rest waits for.
    both = people.order(("TEE-BLK-M", 1), ("MUG-01", 2))
    alert = people.message(DEST, both["name"], "Push to North Supply", "was removed from South")
    people.click(alert, "Push to North Supply")
    people.message(DEST, both["name"], "Pushed to North Supply as")

    # A push to the store itself fails in plain words.
    people.click(
        people.message(DEST, waiting["name"], "Push to South Goods"), "Push to South Goods"
    )
    people.message(DEST, waiting["name"], "Push failed", "The app was removed from South Goods.")
    # One that is of that store alone is not lost either.
    alone = people.order(("MUG-01", 1))
    people.until("the order in the list", lambda: _late(people, alone["name"]))

    people.http.patch("/control/shopify/south", json={"installed": True}).raise_for_status()
    assert called(own, "stores", "check", "south").returncode == 0
    assert not _listed(own, "south")
    for name in (both["name"], alone["name"]):
        people.click(people.message(DEST, name, "Push to South Goods"), "Push to South Goods")
        people.message(DEST, name, "Pushed to South Goods as")
    people.click(people.message(DEST, waiting["name"], "Push failed"), "Retry")
    people.message(DEST, waiting["name"], "Solved", "South Goods")
    for order in (waiting, both, alone):
        assert len(people.source_orders("south", order["name"])) == 1


def test_a_store_added_again_has_the_credential_given_now(own: Stage) -> None:
    again = ("stores", "add", "north", "north", "--role", "source", "--token")
    assert called(own, *again, "shpat_wrong").returncode == 1
    assert called(own, *again, "shpat_sandbox_north").returncode == 0
    secret = ("--webhook-secret", "secret_sandbox_north")
    refused = called(own, "stores", "add", "other", *again[3:], "shpat_sandbox_north", *secret)
    assert refused.returncode == 1
    assert "taken" in refused.stderr
    named = called(own, *again, "shpat_sandbox_north", "--channel", "#north-orders")
    assert named.returncode == 1
    assert "not the id of a Slack channel" in named.stderr


def _late(people: People, name: str) -> bool | None:
    people.command("unfulfilled dest")
    listed = people.view("Unfulfilled orders", "As of")
    people.close_views()
    return name in str(listed["view"]["blocks"]) or None


def _listed(here: Stage, handle: str) -> bool:
    """Whether the app is known to be removed from the store."""
    stores = json.loads(called(here, "stores", "list", "--json").stdout)
    return any(store["handle"] == handle and store["app_removed"] for store in stores)
