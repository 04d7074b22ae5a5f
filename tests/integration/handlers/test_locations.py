"""Location groups, from what is typed and clicked to what the person sees."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import NotFound, Rejected
from core.domain.locations import GroupId
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.usecases.group_locations import Chosen, GroupWish
from core.usecases.show_locations import GROUP_GONE
from tests.contract.slack.world import ANNA, People, until
from tests.integration.handlers.asked import Asked
from tests.unit.bot import location_cards

pytestmark = pytest.mark.usefixtures("bot")
Json = dict[str, Any]
MAIN = location_cards.usual().groups[0].group


async def the_list(people: People) -> Json:
    await people.types("locations")
    return await people.window("Location groups")


async def the_form(people: People, label: str) -> Json:
    shown = await the_list(people)
    await people.clicks(label, {"view_id": shown["id"]}, shown["view"]["blocks"])
    return await people.window("Location group")


async def chosen(people: People, window: Json, *values: str) -> Json:
    """What Slack answers to the form with these locations."""
    state = {
        "synctec_group_name": {"synctec_group_name": "Main"},
        "synctec_locations": {"synctec_locations": list(values)},
    }
    answer: Json = await people.post(f"views/{window['id']}/submit", user=ANNA, state=state)
    return answer


async def test_the_list_says_what_is_grouped_and_what_is_not(people: People) -> None:
    said = str((await the_list(people))["view"]["blocks"])
    for words in ("Main stock", "Dest Boutique: Studio", "no order is pushed through it", "Annex"):
        assert words in said


async def test_a_group_is_made(people: People, asked: Asked) -> None:
    window = await the_form(people, "Make a group")
    assert (await chosen(people, window, "2 0 gid://shopify/Location/4"))["ok"]
    await people.whispered("Location group Main holds Studio")
    wish = GroupWish("Main", (Chosen(StoreId(2), "gid://shopify/Location/4"),))
    assert asked.asked_for("locations.save") == (wish, ANNA)
    assert await people.get("views", user=ANNA) == []


async def test_a_group_is_changed_as_it_was_seen(people: People, asked: Asked) -> None:
    window = await the_form(people, "Change")
    assert asked.asked_for("locations.show_group") == (MAIN.id,)
    assert (await chosen(people, window, "3 2 gid://shopify/Location/3"))["ok"]
    await people.whispered("Location group Main holds Studio")
    moved = Chosen(StoreId(3), "gid://shopify/Location/3", GroupId(2))
    assert asked.asked_for("locations.save")[0] == GroupWish(
        "Main", (moved,), MAIN.id, MAIN.edition
    )


async def test_a_group_is_removed_and_the_list_is_back(people: People, asked: Asked) -> None:
    window = await the_form(people, "Change")
    await people.clicks("Remove this group", {"view_id": window["id"]}, window["view"]["blocks"])
    back = await people.window("Location groups")
    assert back["id"] == window["id"]
    assert "Location group Main was removed" in str(back["view"]["blocks"])
    assert asked.asked_for("locations.remove") == (MAIN.id, MAIN.edition, ANNA)


async def test_the_stores_are_asked_again_by_jobs(people: People, asked: Asked) -> None:
    shown = await the_list(people)
    await people.clicks("Ask the stores again", {"view_id": shown["id"]}, shown["view"]["blocks"])
    await seen(people, "The stores are asked")
    assert asked.asked_for("locations.ask") == ()


async def test_a_group_that_is_gone_is_told_in_the_window(people: People, asked: Asked) -> None:
    asked.answers["locations.show_group"] = NotFound(GROUP_GONE)
    shown = await the_list(people)
    await people.clicks("Change", {"view_id": shown["id"]}, shown["view"]["blocks"])
    await seen(people, "somebody removed it")


async def test_a_refused_change_is_told_privately(people: People, asked: Asked) -> None:
    taken = Reason("group_exists", "There is a group called Main already.", "Choose another name.")
    asked.answers["locations.save"] = Rejected(taken)
    window = await the_form(people, "Make a group")
    await chosen(people, window, "2 0 gid://shopify/Location/4")
    await people.whispered("There is a group called Main already")


async def test_who_may_not_act_sees_no_locations(people: People, asked: Asked) -> None:
    asked.allowed = False
    await people.types("locations")
    await people.whispered("You may not use SyncTec")
    assert asked.calls == []


async def seen(people: People, words: str) -> None:
    """The open window says this."""

    async def said() -> bool:
        return words in str(await people.get("views", user=ANNA))

    await until(said)
