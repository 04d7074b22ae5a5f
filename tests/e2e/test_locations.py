"""Location groups on the command line, against stores that answer."""

from __future__ import annotations

from pathlib import Path

import httpx

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.stage import Stage, sandbox
from tests.e2e.terminal import said, told

STORES = """
[stores.dest]
shop = "dest"
role = "destination"
token = "shpat_sandbox_dest"
webhook_secret = "secret_sandbox_dest"

[stores.north]
shop = "north"
role = "source"
token = "shpat_sandbox_north"
webhook_secret = "secret_sandbox_north"

[stores.south]
shop = "south"
role = "source"
token = "shpat_sandbox_south"
webhook_secret = "secret_sandbox_south"
"""


def test_two_stores_with_one_location_each_are_grouped_once_connected(
    tmp_path: Path, quick: dict[str, str], launch: Launch
) -> None:
    file = tmp_path / "stores.toml"
    file.write_text(STORES, encoding="utf-8")
    with sandbox(tmp_path / "data", settings=quick, launch=launch) as here:
        assert said(here, "setup", str(file)).startswith("3 added")
        linked = said(here, "connections", "add", "dest", "south")
        assert "Location group Brooklyn Studio holds Austin Depot (South Goods)" in linked
        # North has two locations: which of them is meant nobody but a person can say.
        assert "group" not in said(here, "connections", "add", "dest", "north")
        rows = told(here, "locations", "list")
    assert {(row["store"], row["location"]): row["group"] for row in rows} == {
        ("dest", "Brooklyn Studio"): "Brooklyn Studio",
        ("north", "Buffalo Annex"): None,
        ("north", "Rochester Warehouse"): None,
        ("south", "Austin Depot"): "Brooklyn Studio",
    }


def test_a_store_that_was_too_slow_for_its_locations_is_asked_again(
    tmp_path: Path, quick: dict[str, str], launch: Launch
) -> None:
    file = tmp_path / "stores.toml"
    group = '[[location_groups]]\nname = "Ours"\nlocations = ["dest/Brooklyn Studio", "north/{}"]\n'
    file.write_text(f"{STORES}{group.format('Buffalo Annex')}", encoding="utf-8")
    with (
        sandbox(tmp_path / "data", settings=quick, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        people = People(http)
        people.fault(
            service="shopify", kind="status", status=503, shop="north", operation="locations"
        )
        assert said(here, "setup", str(file)).startswith("4 added")
        assert [fault["fired"] for fault in people.get("/control/faults")] == [1]
        rows = told(here, "locations", "list")
    assert {row["location"] for row in rows if row["group"] == "Ours"} == {
        "Brooklyn Studio",
        "Buffalo Annex",
    }


def test_groups_are_made_renamed_and_removed(day: Stage, people: People) -> None:
    people.http.post("/control/shopify/south/locations", json={"name": "Dallas Attic"})
    rows = told(day, "locations", "list")
    (attic,) = [row for row in rows if row["location"] == "Dallas Attic"]
    assert (attic["group"], attic["active"]) == (None, True)
    assert {row["group"] for row in rows} == {None, "Our stock"}
    assert "Dallas Attic" in said(day, "locations", "group", "Attic", f"south/{attic['id']}")
    held = {
        row["location"]: row["group"] for row in told(day, "locations", "rename", "attic", "Up")
    }
    assert held["Dallas Attic"] == "Up"
    assert said(day, "locations", "remove", "Up") == "Location group Up was removed.\n"
    # None of it concerned a destination: its channel heard nothing.
    told_there = [each["text"] for each in people.messages(DEST)]
    assert not [text for text in told_there if "command line" in text and "Attic" in text]
