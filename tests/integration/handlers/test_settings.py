"""The window of settings in a real Slack: what appears, what is refused, what is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.domain.errors import Temporary
from core.domain.people import Actor
from core.domain.plans import Plans
from core.domain.reasons import Reason
from core.domain.setting_cards import PauseCard, PlanCard, SettingsCard, SettingsChanged
from core.domain.setting_changes import Clash, change, marks_of
from core.domain.setting_table import BY_KEY
from core.usecases.change_settings import UnfitSettings, Wish
from tests.contract.slack.world import ANNA, BEN, People, until
from tests.integration.handlers.asked import Asked
from tests.unit.bot import cards
from tests.unit.bot.settings_cards import settings

pytestmark = pytest.mark.usefixtures("bot")
Json = dict[str, Any]
TITLE = "Order push settings"
CARD = settings()


@pytest.fixture(autouse=True)
def shown(asked: Asked) -> None:
    asked.answers["show_settings"] = CARD


async def opened(people: People) -> Json:
    await people.types("settings dest north")
    return await people.window(TITLE)


def block(window: Json, name: str) -> Json:
    """The block of a field."""
    (found,) = [
        each
        for each in window["view"]["blocks"]
        if each.get("element", {}).get("action_id") == f"synctec_setting:{name}"
    ]
    return dict(found)


async def chooses(people: People, window: Json, name: str, value: str) -> None:
    where = block(window, name)
    answered = await people.post(
        "action",
        user=ANNA,
        container={"view_id": window["id"]},
        block_id=where["block_id"],
        action_id=where["element"]["action_id"],
        value=value,
    )
    assert answered["ok"]


async def submits(people: People, window: Json, **typed: str | list[str]) -> Json:
    state = {
        where["block_id"]: {where["element"]["action_id"]: value}
        for where, value in ((block(window, name), value) for name, value in typed.items())
    }
    answer: Json = await people.post(f"views/{window['id']}/submit", user=ANNA, state=state)
    return answer


async def filled(people: People, words: str) -> Json:
    """The window, once it says this."""

    async def there() -> Json | None:
        window = await people.window(TITLE)
        return window if words in str(window["view"]["blocks"]) else None

    found: Json = await until(there)
    return found


async def test_what_a_choice_needs_appears_and_is_saved(people: People, asked: Asked) -> None:
    window = await opened(people)
    assert asked.asked_for("show_settings") == ("dest", "north", True)
    await chooses(people, window, "shipping", "flat")
    window = await filled(people, "Shipping fee")
    asked.answers["change_settings"] = UnfitSettings({"shipping": "Type an amount such as 4.90."})
    refused = await submits(people, window, **{"shipping.value": "a lot"})
    where = block(window, "shipping.value")["block_id"]
    assert refused["errors"] == {where: "Type an amount such as 4.90."}
    asked.calls.clear()
    entered = {"shipping": "flat 4.90", "mode": "automatic"}
    changed = change(CARD.subject, entered)
    card = replace(CARD, subject=changed.subject)
    asked.answers["change_settings"] = SettingsChanged(card, changed.changes)
    assert (await submits(people, window, mode="automatic", **{"shipping.value": "4.90"}))["ok"]
    await people.whispered("mode manual → automatic; shipping free → flat 4.90")
    wish, actor = asked.asked_for("change_settings")
    assert actor == ANNA
    assert isinstance(wish, Wish)
    assert (wish.destination, wish.source, wish.shown) == ("dest", "north", marks_of(CARD.subject))
    again = change(CARD.subject, wish.entered, wish.shown)
    assert {each.setting.key for each in again.changes} == {"mode", "shipping"}
    assert await people.get("views", user=ANNA) == []


async def test_a_clash_fills_the_window_anew_with_what_is_there_now(
    people: People, asked: Asked
) -> None:
    window = await opened(people)
    theirs = replace(CARD, subject=change(CARD.subject, {"taxes": "original"}).subject)
    clash = Clash(BY_KEY["taxes"], "original", "none", BEN)
    asked.answers["change_settings"] = SettingsChanged(theirs, clashes=(clash,))
    assert (await submits(people, window, left_out_tags="b2b"))["ok"]
    window = await filled(people, "Nothing was saved")
    assert f"now original by <@{BEN}>; you had none" in str(window["view"]["blocks"])
    assert block(window, "taxes")["element"]["initial_option"]["value"] == "original"
    assert block(window, "left_out_tags")["element"]["initial_value"] == "b2b"
    asked.calls.clear()
    asked.answers["change_settings"] = SettingsChanged(theirs)
    assert (await submits(people, window))["ok"]
    await people.whispered("Nothing was to be changed")
    wish, _ = asked.asked_for("change_settings")
    assert wish.shown == marks_of(theirs.subject)


async def test_another_source_shows_its_own_and_says_what_was_not_saved(
    people: People, asked: Asked
) -> None:
    window = await opened(people)
    await chooses(people, window, "mode", "automatic")
    window = await filled(people, "Waiting time in minutes")
    asked.answers["show_settings"] = _of_south()
    await chooses(people, window, "source", "south")
    window = await filled(people, "→ South Goods")
    assert asked.calls[-1] == ("show_settings", "dest", "south")
    shown = str(window["view"]["blocks"])
    assert "Not saved for North Supply: mode" in shown
    assert block(window, "mode")["element"]["initial_option"]["value"] == "manual"


async def test_who_may_not_act_any_more_is_refused_in_the_window(
    people: People, asked: Asked
) -> None:
    window = await opened(people)
    asked.allowed = False
    assert (await submits(people, window))["ok"]
    await filled(people, "You may not use SyncTec")
    assert "change_settings" not in [call[0] for call in asked.calls]


async def test_a_fault_while_saving_is_told_in_the_window(people: People, asked: Asked) -> None:
    window = await opened(people)
    gone = Reason("database_away", "The database does not answer.", "Wait.")
    asked.answers["change_settings"] = Temporary(gone)
    assert (await submits(people, window))["ok"]
    await filled(people, "The database does not answer.")


async def test_plan_pause_and_resume_are_answered_privately(people: People, asked: Asked) -> None:
    store = cards.store()
    asked.answers["choose_plan"] = PlanCard(store, Plans())
    await people.types("plan dest Scale")
    await people.whispered("Order Push is available on the Traction plan and above.")
    assert asked.asked_for("choose_plan") == ("dest", "Scale", ANNA)
    paused = replace(store, settings=replace(store.settings, paused=True))
    asked.answers["pause_push"] = PauseCard(paused, changed=False, by=BEN, at=cards.NOW)
    await people.types("pause dest")
    await people.whispered(f"is paused already, by <@{BEN}>")
    assert asked.asked_for("pause_push") == ("dest", ANNA, True)
    asked.calls.clear()
    asked.answers["pause_push"] = PauseCard(store)
    await people.types("resume dest")
    await people.whispered("Order push of Dest Boutique is resumed.")
    assert asked.calls == [
        ("authorise", Actor("T0SANDBOX", ANNA)),
        ("pause_push", "dest", ANNA, False),
    ]


def _of_south() -> SettingsCard:
    south = cards.store(3, handle="south")
    assert CARD.subject.connection is not None
    link = replace(CARD.subject.connection, id=5, source_id=south.id)  # type: ignore[arg-type]  # an id
    return replace(CARD, subject=replace(CARD.subject, source=south, connection=link))
