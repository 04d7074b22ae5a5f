"""Settings, plans and pauses over a real database: what is kept, told, and judged again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from core.domain.audit import AuditEntry
from core.domain.errors import Rejected
from core.domain.push_settings import Mode
from core.domain.setting_cards import SettingsCard, SettingsChanged
from core.domain.setting_changes import marks_of
from core.domain.stores import Role, Store
from core.usecases.catalogue import UseCases
from core.usecases.change_settings import Wish
from tests.integration.intake import Intake, open_intake

ANNA, BEN = "U0ANNA", "U0BEN"


@dataclass(frozen=True)
class Shop:
    """`dest`, whose source is `north`; `south` ships for nobody."""

    intake: Intake
    dest: Store

    @property
    def use(self) -> UseCases:
        return self.intake.core.use

    async def shown(self) -> SettingsCard:
        return await self.use.show_settings("dest", "north")

    async def changes(self, actor: str, card: SettingsCard, **entered: str) -> SettingsChanged:
        """Saves the window that showed `card`."""
        wish = Wish("dest", "north", entered, marks_of(card.subject))
        return await self.use.change_settings(wish, actor)

    async def audit(self) -> list[AuditEntry]:
        async with self.intake.core.open_unit() as unit:
            return list(await unit.audit.newest(self.dest.id, 20))

    async def told(self) -> list[str]:
        """The lines on their way to the channel, in order."""
        async with self.intake.core.engine.connect() as connection:
            rows = await connection.execute(
                text(
                    "SELECT args->'work'->>'said' AS said FROM procrastinate_jobs"
                    " WHERE task_name = 'TellChange' ORDER BY id"
                )
            )
            return [row.said for row in rows]

    async def judged_again(self) -> bool:
        return ("JudgeStoreAgain", None) in await self.intake.jobs()


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    async with open_intake(database_url) as intake:
        for handle in ("north", "south"):
            await intake.add_store(handle, Role.SOURCE)
        await intake.core.use.stores.connect("dest", "north")
        (dest,) = [s for s in await intake.core.use.stores.listed() if s.handle == "dest"]
        yield Shop(intake, dest)


async def test_a_change_is_kept_written_down_told_and_judged_by(shop: Shop) -> None:
    entered = {"mode": "automatic", "order_push": "on", "left_out_tags": ""}
    changed = await shop.changes(ANNA, await shop.shown(), **entered)
    assert changed.answer.good
    now = (await shop.shown()).subject
    assert now == changed.card.subject
    assert now.connection is not None
    assert now.connection.settings.mode is Mode.AUTOMATIC
    assert now.store.settings.order_push
    of_link, of_store = await shop.audit()
    assert (of_link.actor, of_link.action) == (ANNA, "changed settings")
    assert (of_link.store_id, of_link.source_id) == (shop.dest.id, now.connection.source_id)
    assert of_link.changes == {"mode": ("manual", "automatic")}
    assert (of_store.source_id, of_store.changes) == (None, {"order push": ("off", "on")})
    assert await shop.told() == [
        "changed settings of Dest: order push off → on",
        "changed settings of Dest → North: mode manual → automatic",
    ]
    assert await shop.judged_again()


async def test_what_no_order_is_judged_by_has_none_judged_again(shop: Shop) -> None:
    entered = {"note": "Hello", "prices": "full", "shipping": "flat 3", "email": "customer"}
    changed = await shop.changes(ANNA, await shop.shown(), **entered)
    assert len(changed.changes) == len(entered)
    assert not await shop.judged_again()
    await shop.changes(ANNA, await shop.shown(), note="Good day", exchange_rate="0.92")
    assert await shop.judged_again()


async def test_two_who_edit_at_once_do_not_overwrite_each_other(shop: Shop) -> None:
    shown = await shop.shown()
    await shop.changes(ANNA, shown, shipping="flat 3", taxes="none")
    bens = await shop.changes(BEN, shown, shipping="flat 5", taxes="original")
    (clash,) = bens.clashes
    assert (clash.setting.key, clash.theirs, clash.by) == ("shipping", "flat 3.00", ANNA)
    assert bens.card == await shop.shown()
    assert len(await shop.audit()) == 1
    again = await shop.changes(BEN, bens.card, shipping="flat 5", taxes="original")
    assert [each.said for each in again.changes] == [
        "shipping flat 3.00 → flat 5.00",
        "tax none → original",
    ]


async def test_two_at_the_same_moment_take_turns(shop: Shop) -> None:
    shown = await shop.shown()
    fees = [f"flat {fee}" for fee in range(1, 9)]
    both = await asyncio.gather(*(shop.changes(ANNA, shown, shipping=fee) for fee in fees))
    assert sorted(len(each.clashes) for each in both) == [0] + [1] * 7
    assert len(await shop.audit()) == 1


async def test_what_is_set_like_that_already_is_no_change(shop: Shop) -> None:
    wish = Wish("dest", "north", {"mode": "manual"})
    changed = await shop.use.change_settings(wish, "command line")
    assert "Nothing was to be changed" in changed.answer.text
    assert (await shop.audit(), await shop.told(), await shop.judged_again()) == ([], [], False)


UNFIT: list[tuple[str | None, dict[str, str], str, str]] = [
    ("north", {"mod": "manual"}, "setting_unknown", "Did you mean mode?"),
    ("north", {"zzz": "1"}, "setting_unknown", "There are: order_push,"),
    (None, {"mode": "manual"}, "setting_of_connection", "Name the source behind dest"),
    ("north", {"mode": "x", "taxes": "y", "order_push": "on"}, "setting_invalid", "Nothing"),
    ("south", {"mode": "manual"}, "not_connected", "nearest first: north"),
]


async def test_a_wish_that_cannot_be_met_changes_nothing(shop: Shop) -> None:
    before = await shop.shown()
    for source, entered, code, said in UNFIT:
        with pytest.raises(Rejected) as caught:
            await shop.use.change_settings(Wish("dest", source, entered), ANNA)
        assert caught.value.reason.code == code
        assert said in caught.value.reason.remedy
    assert await shop.audit() == []
    assert await shop.shown() == before


async def test_the_plan_is_shown_and_set_once(shop: Shop) -> None:
    shown = await shop.use.choose_plan("dest", None, ANNA)
    assert (shown.plan, shown.includes_push, shown.changed) == ("Starter", False, False)
    assert "Order Push is available on the Traction plan and above" in shown.answer.text
    assert not (await shop.use.choose_plan("dest", "starter", ANNA)).changed
    made = await shop.use.choose_plan("dest", "traction", ANNA)
    assert (made.plan, made.includes_push, made.changed) == ("Traction", True, True)
    assert await shop.told() == ["changed the plan of Dest: Starter → Traction"]
    assert [each.changes for each in await shop.audit()] == [{"plan": ("Starter", "Traction")}]
    with pytest.raises(Rejected) as caught:
        await shop.use.choose_plan("dest", "Enterprise", ANNA)
    assert "Starter, Traction, Scale" in caught.value.reason.remedy


async def test_a_pause_is_begun_once_and_says_who_began_it(shop: Shop) -> None:
    first = await shop.use.pause_push("dest", ANNA, paused=True)
    assert "held" in first.answer.more[0].text
    second = await shop.use.pause_push("dest", BEN, paused=True)
    assert (second.changed, second.by) == (False, ANNA)
    assert "paused already, by <@U0ANNA>" in second.answer.text
    assert second.answer.at == (await shop.audit())[0].at
    third = await shop.use.pause_push("dest", "command line", paused=False)
    assert third.changed
    assert "not paused" in (await shop.use.pause_push("dest", BEN, paused=False)).answer.text
    assert [entry.actor for entry in await shop.audit()] == ["command line", ANNA]
    assert await shop.told() == [
        "paused order push of Dest",
        "resumed order push of Dest",
    ]
    assert not (await shop.shown()).subject.store.settings.paused
    assert await shop.judged_again()
