"""An order explained on the page; then an obstacle is removed there, and the rest is pushed."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator

from scripts.people import People
from tests.browser.desk import Desk
from tests.e2e.test_explain import placed_with_every_kind

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_four_refusals_are_explained_and_one_is_mended_so_that_the_rest_goes(
    anna: Desk, people: People
) -> None:
    people.http.patch("/control/shopify/settings", json={"searchLagSeconds": 0})
    order = str(placed_with_every_kind(people)["name"])
    alert = anna.alert(order)
    await anna.sees(alert, "Push to North Supply")
    await anna.says(f"/synctec explain dest {order}")
    told = anna.private("would stay")
    await anna.sees(
        told,
        "2 items would go, 6 items would stay",
        "STICKER belongs to 2 variants on North Supply",
        "LAMP-1 does not exist",
        "“Pop-up” is in no location group",
        "does not need shipping",
        "Total $48.00",
    )
    await anna.press(alert, "Push to North Supply")
    await anna.sees(alert, "Pushed to North Supply as")
    await _group_the_pop_up(anna)
    await anna.press(alert, "Push the rest to North Supply")
    await anna.sees(alert, "(part 2) as")
    made = people.source_orders("north", order)
    lines = [
        (line["sku"], line["quantity"])
        for each in made
        for line in people.whole_order("north", each["id"])["lines"]
    ]
    assert sorted(lines) == [("RUG-1", 1), ("TEE-BLK-M", 2)]
    await anna.says(f"/synctec explain dest {order}")
    await anna.sees(anna.private("is there already as"), "5 items would stay")


async def _group_the_pop_up(anna: Desk) -> None:
    """In the window: the location that no group has joins the one there is."""
    await anna.says("/synctec locations")
    shown = await anna.modal("Location groups", "Our stock", "Rochester Warehouse")
    # The bot learns of a location made a moment ago when somebody asks for it.
    await shown.get_by_role("button", name="Ask the stores again").click()
    await anna.modal("The stores are asked")
    await anna.leave()
    shown = await _list_with(anna, "Pop-up")
    await shown.get_by_role("button", name="Change").click()
    form = await anna.modal("Location group", "Remove this group")
    await form.get_by_label("Locations").fill("Pop-up")
    await form.get_by_role("option", name="Pop-up").click()
    await anna.submit()
    changed = anna.page.locator("[data-kind=app]").filter(has_text="changed the location group")
    await anna.sees(changed, "@Anna", "Pop-up (Dest Boutique)")


async def _list_with(anna: Desk, words: str) -> Locator:
    """The list of groups, once the stores have answered so."""
    for _ in range(20):
        await anna.says("/synctec locations")
        shown = await anna.modal("Location groups", "In no group")
        if words in await shown.inner_text():
            return shown
        await anna.leave()
    pytest.fail(f"no location {words} became known")
