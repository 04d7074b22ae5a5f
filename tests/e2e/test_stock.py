"""Stock: what the source has is what every destination shows, less what is promised."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import BEN, DEST, NORTH, People
from scripts.programs import Launch
from scripts.slack_text import lines_of
from scripts.stage import Stage
from tests.databases import Databases
from tests.e2e.aligned import TEE, aligned
from tests.e2e.conftest import quick_on
from tests.e2e.terminal import said

BUTTON = "Push to North Supply"


@pytest.fixture(scope="module")
def shop(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    """Shared by all tests of this file."""
    folder = tmp_path_factory.mktemp("stock")
    with postgres.migrated() as url, aligned(folder, quick_on(url), launch) as here:
        yield here


@pytest.fixture
def people(shop: Stage) -> Iterator[People]:
    """Who acts there; it begins at rest, with twenty at the source's two locations."""
    with httpx.Client(verify=PLAIN, base_url=shop.sandbox_url, timeout=10) as http:
        found = People(http, patience=90)
        found.set_stock("north", TEE, 8)
        _shows(found, dest=20, atelier=20)
        yield found


def test_what_changes_at_the_source_is_shown_everywhere(people: People) -> None:
    people.set_stock("north", TEE, 1)
    _shows(people, dest=13, atelier=13)


def test_an_order_here_takes_its_units_off_there_before_and_after_its_push(people: People) -> None:
    order = people.order((TEE, 3))
    _shows(people, dest=17, atelier=17)
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    people.until("the source's share", lambda: people.stock("north", TEE) == 17 or None)
    _shows(people, dest=17, atelier=17)
    assert _writes(people) == _writes(people)


def test_a_store_that_sends_no_orders_takes_its_sales_off_everywhere(people: People) -> None:
    lines = {"lines": [{"sku": TEE, "quantity": 4}]}
    order = people.post("/control/shopify/atelier/orders", lines)
    people.until("the units taken at the source", lambda: people.stock("north", TEE) == 16 or None)
    _shows(people, dest=16, atelier=16)
    people.post(f"/control/shopify/atelier/orders/{order['id']}/cancel", {})
    people.until("the units given back", lambda: people.stock("north", TEE) == 20 or None)
    _shows(people, dest=20, atelier=20)


def test_more_sold_than_there_is_is_told_at_once_and_closed_when_it_fits(people: People) -> None:
    here = people.order((TEE, 15))
    there = people.order((TEE, 12))
    alert = people.message(NORTH, f"Oversold by 7: {TEE}", here["name"], there["name"])
    people.message(DEST, f"Oversold by 7: {TEE}", "27 promised")
    _shows(people, dest=0, atelier=0)
    people.set_stock("north", TEE, 30)
    closed = people.message(NORTH, f"Not oversold any more: {TEE}")
    assert closed["ts"] == alert["ts"]
    _shows(people, dest=15, atelier=15)
    for order in (here, there):
        people.post(f"/control/shopify/dest/orders/{order['id']}/cancel", {})


def test_a_lost_answer_is_asked_for_again_and_written_once(people: People) -> None:
    for kind in ("drop_answer", "drop_request"):
        people.fault(
            service="shopify", kind=kind, shop="atelier", operation="inventorySetQuantities"
        )
        people.set_stock("north", TEE, 3 if kind == "drop_answer" else 5)
        _shows(people, atelier=15 if kind == "drop_answer" else 17)
    assert {fault["fired"] for fault in people.get("/control/faults")} == {1}


def test_a_store_that_is_away_keeps_no_other_waiting(people: People) -> None:
    people.fault(service="shopify", kind="status", status=503, shop="atelier", times=None)
    try:
        people.set_stock("north", TEE, 2)
        _shows(people, dest=14)
        assert people.stock("atelier", TEE) == 20
    finally:
        people.http.delete("/control/faults").raise_for_status()


def test_an_item_is_stocked_where_the_setting_says_so(shop: Stage, people: People) -> None:
    hood, place = "HOOD-GRY-L", people.location("atelier", "Loft")
    product = {"sku": hood, "title": "Hoodie", "price": "60.00", "locationId": place}
    people.post("/control/shopify/atelier/products", product)
    said(shop, "match", "atelier", "north")

    def told() -> bool | None:
        people.command(f"stock {hood}")
        newest = people.message(DEST, f"Stock of {hood}")
        return "not kept at this location" in str(newest) or None

    people.until("that the studio does not keep it", told)
    said(shop, "settings", "set", "atelier", "north", "stock_items=on")

    def stocked() -> bool | None:
        (found,) = [
            one for one in people.get("/control/shopify/atelier/products") if one["sku"] == hood
        ]
        return [level["available"] for level in found["levels"]] == [10, 22] or None

    people.until("the item at the studio", stocked)


def test_the_numbers_of_an_item_are_told_privately(people: People) -> None:
    people.command(f"stock {TEE.lower()}")
    told = people.message(DEST, f"Stock of {TEE}", "20 at the sources", "0 promised")
    said = "\n".join(lines_of(told["blocks"]))
    assert "20 North Supply · Buffalo Annex + Rochester Warehouse" in said
    assert "20 Dest Boutique · Brooklyn Studio" in said
    assert "20 Atelier · Studio" in said
    assert not _seen_by(people, BEN, f"Stock of {TEE}")
    people.command("stock nothing-of-that-kind")
    people.message(DEST, "No store sells anything with the SKU")


def _seen_by(people: People, user: str, words: str) -> bool:
    return any(words in str(message) for message in people.messages(DEST, user))


def _shows(people: People, **numbers: int) -> None:
    """Returns when these stores show these numbers."""

    def look() -> bool | None:
        return {name: people.stock(name, TEE) for name in numbers} == numbers or None

    people.until(f"{TEE}: {numbers}", look)


def _writes(people: People) -> int:
    """How many numbers SyncTec wrote so far."""
    totals = people.get("/control/exchanges/totals")
    return sum(one["count"] for one in totals if "inventorySetQuantities" in one["operation"])
