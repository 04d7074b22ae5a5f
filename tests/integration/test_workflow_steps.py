"""Steps of workflows: begun once however often they are told of, and ended once."""

from __future__ import annotations

from typing import Any, cast

import pytest

from core.bootstrap import SystemClock
from core.domain.errors import Rejected
from core.domain.orders import OrderId
from core.domain.people import Actor
from core.domain.pushes import PushState
from core.domain.reasons import OUTCOME_UNKNOWN, Reason
from core.domain.work import EndPushStep
from core.domain.workflow_steps import Step, StepDone, StepEnd, StepFailed
from core.ports import Notifier
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.push_by_number import CarryOutPushByNumber
from core.usecases.workflow_steps import BeginSteps, StepJobs
from tests.integration.intake import Intake, open_intake
from tests.integration.test_tell_result import now, queued
from tests.unit.domain.makers import NOW, source_order

ANNA = Actor("T1", "U0ANNA")
STEP = Step("Fx1", ANNA, NOW)


class Ended:
    """A notifier that remembers every end."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, StepEnd]] = []

    async def end_step(self, execution: str, end: StepEnd) -> None:
        self.ends.append((execution, end))


def steps(intake: Intake, ended: Ended) -> StepJobs:
    """Of these tests none asks a store."""
    none = cast("Any", None)
    by_number, lists = cast("CarryOutPushByNumber", none), cast("ListUnfulfilled", none)
    notifier = cast("Notifier", ended)
    return StepJobs(intake.core.open_unit, by_number, lists, notifier, SystemClock())


async def waiting(intake: Intake, kind: str) -> int:
    return [name for name, _ in await intake.jobs()].count(kind)


async def test_a_step_is_begun_once(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        begin = BeginSteps(intake.core.open_unit)
        for _ in range(3):
            await begin.push(STEP, "dest", "#1001")
        assert await waiting(intake, "PushForStep") == 1
        await begin.push(Step("Fx2", ANNA, NOW), "dest", "1001")
        assert await waiting(intake, "PushForStep") == 2
        for _ in range(2):
            await begin.unfulfilled(Step("Fx3", ANNA, NOW), "")
        assert await waiting(intake, "ListForStep") == 1


@pytest.mark.parametrize(
    ("handle", "number", "code"),
    [
        ("nowhere", "1001", "store_unknown"),
        ("dest", "", "number_expected"),
        ("dest", "#", "number_expected"),
        ("dest", "10 01", "number_expected"),
        ("dest", "1" * 61, "number_expected"),
    ],
)
async def test_what_cannot_be_begun_leaves_the_step_to_be_told_of_again(
    database_url: str, handle: str, number: str, code: str
) -> None:
    async with open_intake(database_url) as intake:
        begin = BeginSteps(intake.core.open_unit)
        with pytest.raises(Rejected) as refused:
            await begin.push(STEP, handle, number)
        assert refused.value.reason.code == code
        await begin.push(STEP, "dest", "1001")
        assert await waiting(intake, "PushForStep") == 1


async def test_a_step_ends_when_its_push_is_over_and_not_before(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        ended, push = Ended(), await queued(intake)
        jobs, work = steps(intake, ended), EndPushStep("Fx1", push.order_id, str(push.id), "")
        await jobs.end_push(work)
        await now(intake, push, PushState.UNKNOWN, reason=OUTCOME_UNKNOWN, unknown_since=NOW)
        await jobs.end_push(work)
        assert ended.ends == []
        # A job that ran twice does not become two.
        assert await waiting(intake, "EndPushStep") == 1
        await now(intake, push, PushState.PUSHED, reason=None, source_order=source_order())
        await jobs.end_push(work)
        said = {"result": "Order #1001 was pushed to North as #2045.", "state": "pushed"}
        assert ended.ends == [("Fx1", StepDone(said))]


async def test_no_workflow_waits_for_ever(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        ended, push = Ended(), await queued(intake)
        jobs = steps(intake, ended)
        await jobs.end_push(EndPushStep("Fx1", push.order_id, str(push.id), "", rounds=10**6))
        await jobs.end_push(EndPushStep("Fx2", OrderId(404), "1", ""))
        await jobs.give_up("Fx3", Reason("store_away", "North is away.", "Wait."), "ab12")
        late, gone, given_up = (end for _, end in ended.ends)
        assert isinstance(late, StepDone)
        assert late.outputs["state"] == "queued"
        assert isinstance(gone, StepFailed)
        assert "does not keep this order any more" in gone.why
        assert given_up == StepFailed("North is away. Wait. Reference: ab12")
        assert await waiting(intake, "EndPushStep") == 0
