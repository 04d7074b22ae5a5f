"""Who asked for a push is told what came of it: how often, and when no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from core.bootstrap import SystemClock
from core.domain.cards import AnswerCard
from core.domain.orders import OrderId
from core.domain.pushes import Push, PushState
from core.domain.reasons import OUTCOME_UNKNOWN
from core.domain.work import Reply, TellResult
from core.ports import Notifier
from core.usecases.judgement import keep
from core.usecases.tell_result import TellResult as Tell
from core.usecases.tell_result import tell_result
from tests.integration.intake import Intake, open_intake
from tests.integration.test_judgement import judged_for
from tests.unit.domain.makers import NOW, order, source_order

IN_PLACE = Reply("U0ANNA", "C1", "https://hooks.example/1", replaces=True)
ANEW = Reply("U0ANNA")


class Heard:
    """A notifier that remembers every answer."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def answer(self, _reply: Reply, answer: AnswerCard) -> None:
        self.said.append(answer.text)


@pytest.mark.parametrize(
    ("reply", "beginnings"), [(IN_PLACE, ["Pushing 2 items of order #1001 to North …"]), (ANEW, [])]
)
async def test_each_news_is_told_once_and_the_result_last(
    database_url: str, reply: Reply, beginnings: list[str]
) -> None:
    async with open_intake(database_url) as intake:
        heard, push = Heard(), await queued(intake)
        tell = Tell(intake.core.open_unit, cast("Notifier", heard), SystemClock())
        work = TellResult(push.order_id, str(push.id), "", reply)
        await tell(work)
        assert heard.said == beginnings
        assert await _waiting(intake) == 1
        told = replace(work, told="\n".join(beginnings), rounds=1)
        await now(intake, push, PushState.SENDING, attempt=1, lease_until=NOW)
        await tell(told)
        assert heard.said == beginnings
        await now(intake, push, PushState.UNKNOWN, reason=OUTCOME_UNKNOWN, unknown_since=NOW)
        await tell(told)
        assert "looking it up" in heard.said[-1]
        await tell(replace(told, told=heard.said[-1]))
        # A job that ran twice does not become two.
        assert await _waiting(intake) == 1
        await now(intake, push, PushState.PUSHED, reason=None, source_order=source_order())
        await tell(told)
        assert heard.said[-1] == "Order #1001 was pushed to North as #2045."
        assert len(heard.said) == len(beginnings) + 2


async def test_at_the_end_of_its_patience_it_says_where_to_look(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        heard, push = Heard(), await queued(intake)
        tell = Tell(intake.core.open_unit, cast("Notifier", heard), SystemClock())
        await tell(TellResult(push.order_id, str(push.id), "", Reply("U0ANNA"), rounds=10**6))
        assert heard.said == ["Order #1001 has no result on North yet."]
        assert await _waiting(intake) == 0


async def test_the_telling_is_queued_with_what_it_is_about_or_not_at_all(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        push = await queued(intake)
        for commits in (False, True):
            async with intake.core.open_unit() as unit:
                await tell_result(unit, push.order_id, [push.id], IN_PLACE)
                if commits:
                    await unit.commit()
            assert await _waiting(intake) == int(commits)


async def test_of_an_order_that_is_gone_nothing_is_told(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        heard = Heard()
        tell = Tell(intake.core.open_unit, cast("Notifier", heard), SystemClock())
        await tell(TellResult(OrderId(404), "1", "", Reply("U0ANNA")))
        assert heard.said == []


async def queued(intake: Intake) -> Push:
    judged = await judged_for(intake, order())
    async with intake.core.open_unit() as unit:
        record = await keep(unit, judged, SystemClock())
        (push,) = await unit.pushes.of_order(record.id)
        await unit.commit()
    await now(intake, push, PushState.QUEUED)
    return push


async def now(intake: Intake, push: Push, state: PushState, **changes: Any) -> None:
    async with intake.core.open_unit() as unit:
        await unit.pushes.save(replace(push, state=state, **changes))
        await unit.commit()


async def _waiting(intake: Intake) -> int:
    return [name for name, _ in await intake.jobs()].count("TellResult")
