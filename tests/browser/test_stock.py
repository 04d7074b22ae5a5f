"""Stock, seen on the page: what is sold here is not for sale there any more."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import expect

from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch
from scripts.stage import Stage
from tests.browser.desk import PATIENCE, Desk
from tests.databases import Databases
from tests.e2e.aligned import TEE, aligned
from tests.e2e.conftest import quick_on

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def day(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    """Two destinations that show what one source has."""
    folder = tmp_path_factory.mktemp("stock")
    with postgres.migrated() as url, aligned(folder, quick_on(url), launch) as here:
        yield here


@pytest.fixture
def people(day: Stage) -> Iterator[People]:
    """Who does what is not done on the page."""
    with httpx.Client(verify=PLAIN, base_url=day.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


async def test_an_order_at_one_destination_changes_the_number_at_the_others(
    anna: Desk, people: People
) -> None:
    people.set_stock("north", TEE, 8)
    there = await anna.stock("atelier", TEE, "Studio")
    await expect(there).to_have_value("20", timeout=PATIENCE)
    order = await anna.order(TEE, TEE)
    there = await anna.stock("atelier", TEE, "Studio")
    await expect(there).to_have_value("18", timeout=PATIENCE)
    await anna.press(anna.alert(order), "Push to North Supply")
    await anna.sees(anna.alert(order), "Pushed to North Supply as")
    source = await anna.stock("north", TEE, "Rochester Warehouse")
    await expect(source).to_have_value("6", timeout=PATIENCE)
    for store, place in (("dest", "Brooklyn Studio"), ("atelier", "Studio")):
        shown = await anna.stock(store, TEE, place)
        await expect(shown).to_have_value("18", timeout=PATIENCE)
