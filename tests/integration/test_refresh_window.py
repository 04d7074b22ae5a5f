"""A window in which something was asked for follows it, until nothing moves or nobody looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest
from sqlalchemy import text

from core.bootstrap import SystemClock
from core.domain.order_list import OrderPlace
from core.domain.people import COMMAND_LINE, Actor
from core.domain.push_list import PushPlace
from core.domain.pushes import PushId, PushState
from core.domain.windows import AskedFor, Listed, OpenWindow, standing
from core.domain.work import RefreshWindow
from core.jobs.envelope import from_args
from core.ports import Notifier
from core.usecases.refresh_window import CarryOutRefreshWindow
from tests.integration.intake import Intake, open_intake
from tests.integration.test_tell_result import now, queued
from tests.unit.domain.makers import NOW, source_order

RUNS_IT, STRANGER = Actor("", COMMAND_LINE), Actor("T1", "U0BEN")
SAID = "Pushing to North."


@dataclass
class Screen:
    """A notifier with one open window, which remembers what was shown in it."""

    shown: list[str] = field(default_factory=list)
    closed: bool = False

    async def refill(self, window: OpenWindow, card: Listed, said: str) -> str | None:
        assert (window.view_id, window.memo) == ("V1", "memo")
        assert window.hash == str(len(self.shown))
        assert standing(card)
        if self.closed:
            return None
        self.shown.append(said)
        return str(len(self.shown))


@dataclass
class Follower:
    """Looks at the window as the jobs do."""

    intake: Intake
    screen: Screen = field(default_factory=Screen)

    async def begin(
        self, asked: AskedFor, *, of_pushes: bool = True, actor: Actor = RUNS_IT
    ) -> None:
        lists = self.intake.core.use.lists
        card: Listed = (
            await lists.pushes(RUNS_IT, PushPlace())
            if of_pushes
            else await lists.unfulfilled(RUNS_IT, OrderPlace())
        )
        await lists.follow(actor, OpenWindow("V1", "0", "memo"), card, SAID, asked)

    async def look(self) -> int:
        """Carry out the jobs that wait; how many wait then."""
        lists = self.intake.core.use.lists
        carry_out = CarryOutRefreshWindow(
            self.intake.core.open_unit,
            cast("Notifier", self.screen),
            SystemClock(),
            lists.pushes,
            lists.unfulfilled,
        )
        for work in await self.waiting(take=True):
            await carry_out(work)
        return len(await self.waiting())

    async def waiting(self, *, take: bool = False) -> list[RefreshWindow]:
        read = "DELETE FROM procrastinate_jobs" if take else "SELECT args FROM procrastinate_jobs"
        end = "RETURNING args" if take else ""
        statement = text(f"{read} WHERE task_name = 'RefreshWindow' {end}")
        async with self.intake.core.engine.begin() as connection:
            rows = (await connection.execute(statement)).all()
        works = [from_args("RefreshWindow", row.args).work for row in rows]
        return [work for work in works if isinstance(work, RefreshWindow)]


@pytest.mark.parametrize("of_pushes", [True, False])
@pytest.mark.parametrize("by", ["push", "order"])
async def test_it_shows_each_change_and_ends_with_the_result(
    database_url: str, by: str, of_pushes: bool
) -> None:
    async with open_intake(database_url) as intake:
        push, follower = await queued(intake), Follower(intake)
        asked = AskedFor(push.id) if by == "push" else AskedFor(order_id=push.order_id)
        await follower.begin(asked, of_pushes=of_pushes)
        told = ["Pushing 2 items of order #1001 to North …"]
        assert (await follower.look(), follower.screen.shown) == (1, told)
        # Nothing has changed: nothing is shown, and it is looked at again.
        assert (await follower.look(), follower.screen.shown) == (1, told)
        await now(intake, push, PushState.SENDING, attempt=1, lease_until=NOW)
        assert (await follower.look(), follower.screen.shown) == (1, told * 2)
        await now(intake, push, PushState.PUSHED, source_order=source_order())
        told = [*told * 2, "Order #1001 was pushed to North as #2045."]
        assert (await follower.look(), follower.screen.shown) == (0, told)


async def test_of_many_it_says_so_until_all_are_done(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        push, follower = await queued(intake), Follower(intake)
        await follower.begin(AskedFor())
        assert (await follower.look(), follower.screen.shown) == (1, [])
        await now(intake, push, PushState.SENDING, attempt=1, lease_until=NOW)
        assert (await follower.look(), follower.screen.shown) == (1, [SAID])
        await now(intake, push, PushState.PUSHED, source_order=source_order())
        assert (await follower.look(), follower.screen.shown) == (0, [SAID, ""])


async def test_a_window_that_was_left_is_left_alone(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        push, follower = await queued(intake), Follower(intake)
        await follower.begin(AskedFor(push_id=push.id))
        follower.screen.closed = True
        await now(intake, push, PushState.SENDING, attempt=1, lease_until=NOW)
        assert (await follower.look(), follower.screen.shown) == (0, [])


@pytest.mark.parametrize("asked", [AskedFor(), AskedFor(PushId(404)), AskedFor(PushId(1))])
async def test_where_nothing_moves_nobody_looks(database_url: str, asked: AskedFor) -> None:
    async with open_intake(database_url) as intake:
        push, follower = await queued(intake), Follower(intake)
        await now(intake, push, PushState.WAITING)
        await follower.begin(asked)
        assert await follower.waiting() == []


async def test_nobody_looks_for_ever(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        await queued(intake)
        follower, looks = Follower(intake), 1
        await follower.begin(AskedFor())
        while await follower.look():
            looks += 1
        assert (looks, follower.screen.shown) == (40, [])


async def test_who_may_see_it_no_more_is_shown_nothing(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        push, follower = await queued(intake), Follower(intake)
        await follower.begin(AskedFor(), actor=STRANGER)
        await now(intake, push, PushState.SENDING, attempt=1, lease_until=NOW)
        # Of the stores that they may see none is left: the list is empty, and its end.
        assert (await follower.look(), follower.screen.shown) == (0, [""])
