"""Where errors of jobs end: each kind, told to whom it concerns, and never up the stack."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    Rejected,
    StoreHeld,
    Temporary,
    Throttled,
)
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.work import JudgeOrder, PushByNumber, PushOrder, Reply, Urgency, Work
from core.jobs.boundary import Boundary, LastWord
from core.jobs.envelope import Envelope
from tests.unit.domain.makers import NOW

WHY = Reason("why", "Why.", "So.")
OTHER = Reason("other", "Other.", "So.")
LIMIT = timedelta(hours=1)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Outside:
    """A queue and a last word that write down what they were asked for."""

    put_back: list[tuple[Envelope, datetime]] = field(default_factory=list)
    told: list[tuple[Work, Reason, str]] = field(default_factory=list)
    broken: list[tuple[Work, Reason, str]] = field(default_factory=list)
    ran: list[Work] = field(default_factory=list)
    logs: list[MutableMapping[str, Any]] = field(default_factory=list)

    async def keep(self, envelope: Envelope, at: datetime) -> None:
        self.put_back.append((envelope, at))

    async def tell(self, job: Work, reason: Reason, reference: str) -> None:
        self.told.append((job, reason, reference))

    async def hear(self, job: Work, reason: Reason, reference: str) -> None:
        self.broken.append((job, reason, reference))


def job(work: Work | None = None, failures: int = 0, age: timedelta = timedelta(0)) -> Envelope:
    return Envelope(work or PushOrder(7), Urgency.PERSON, NOW - age, failures)


async def run(
    error: BaseException | None,
    envelope: Envelope | None = None,
    broken: LastWord | None = None,
) -> Outside:
    outside = Outside()

    async def handle(work: Work) -> None:
        outside.ran.append(work)
        if error is not None:
            raise error

    boundary = Boundary(
        handlers={PushOrder: handle, JudgeOrder: handle, PushByNumber: handle},
        last_words={PushOrder: outside.tell, PushByNumber: outside.tell},
        put_back=outside.keep,
        clock=StoppedClock(),
        limit=LIMIT,
        broken=broken or outside.hear,
    )
    with capture_logs() as outside.logs:
        await boundary.run(envelope or job())
    return outside


async def test_a_job_that_ends_well_leaves_no_trace() -> None:
    outside = await run(None)
    assert outside.ran == [PushOrder(7)]
    assert (outside.put_back, outside.told, outside.logs) == ([], [], [])


@pytest.mark.parametrize("kind", [Temporary, Throttled])
async def test_a_temporary_fault_is_put_back_and_told_to_nobody(kind: type[Temporary]) -> None:
    outside = await run(kind(WHY), job(failures=2))
    ((kept, at),) = outside.put_back
    assert kept == job(failures=3)
    assert timedelta(seconds=4) <= at - NOW <= timedelta(seconds=8)
    assert outside.told == []


async def test_a_job_waits_for_a_store_that_is_held_however_often() -> None:
    held = StoreHeld(WHY, StoreId(3), timedelta(seconds=15))
    outside = await run(held, job(failures=9, age=10 * LIMIT))
    ((kept, at),) = outside.put_back
    assert (kept.failures, kept.since, kept.held) == (9, NOW, 3)
    assert at > NOW + timedelta(minutes=5)
    assert outside.told == []


async def test_who_waits_for_an_answer_is_told_in_the_end_that_a_store_is_held() -> None:
    typed = PushByNumber(1, "1001", None, Reply("U1"))
    held = StoreHeld(WHY, StoreId(3), timedelta(seconds=15))
    outside = await run(held, job(typed))
    ((kept, at),) = outside.put_back
    assert (kept.failures, kept.held) == (1, None)
    assert at - NOW == timedelta(seconds=15)
    tried = await run(held, job(typed, failures=1, age=LIMIT))
    assert [reason.code for _, reason, _ in tried.told] == ["why"]


async def test_of_a_group_the_store_that_is_held_is_waited_for() -> None:
    held = StoreHeld(OTHER, StoreId(3), timedelta(seconds=15))
    outside = await run(ExceptionGroup("tasks", [Temporary(WHY), held]))
    assert [kept.held for kept, _ in outside.put_back] == [3]


async def test_a_fault_of_our_own_is_told_to_operators_with_its_reference() -> None:
    outside = await run(Broken(WHY, "field x is gone"))
    assert outside.broken == [(PushOrder(7), WHY, outside.told[0][2])]
    assert (await run(Rejected(WHY))).broken == []
    assert [why.code for _, why, _ in (await run(KeyError("x"))).broken] == ["internal_error"]


async def test_a_fault_that_cannot_be_kept_changes_nothing_else() -> None:
    outside = await run(Broken(WHY), broken=failing(Temporary(OTHER)))
    assert [reason for _, reason, _ in outside.told] == [WHY]
    assert [log["event"] for log in outside.logs] == ["job_broken", "fault_not_kept"]


async def test_the_stores_own_wait_is_kept() -> None:
    outside = await run(Throttled(WHY, timedelta(minutes=9)))
    assert outside.put_back[0][1] == NOW + timedelta(minutes=9)


@pytest.mark.parametrize(
    "error",
    [Rejected(WHY), AccessRefused(WHY), NotFound(WHY), OutcomeUnknown(WHY), Broken(WHY)],
    ids=lambda error: type(error).__name__,
)
async def test_what_cannot_be_mended_by_trying_is_told_at_once(error: Exception) -> None:
    outside = await run(error)
    ((work, reason, reference),) = outside.told
    assert (work, reason) == (PushOrder(7), WHY)
    assert outside.put_back == []
    assert [log["reference"] for log in outside.logs] == [reference]


async def test_a_temporary_fault_that_persists_is_told_without_promising_another_try() -> None:
    again = replace(WHY, advised="SyncTec tries again by itself.")
    outside = await run(Temporary(again), job(failures=9, age=LIMIT))
    ((work, reason, _),) = outside.told
    assert (work, reason.code, reason.sentence) == (PushOrder(7), WHY.code, WHY.sentence)
    assert "has stopped" in reason.remedy
    assert "by itself" not in reason.remedy
    assert outside.put_back == []


@pytest.mark.parametrize(
    "error", [KeyError("x"), RuntimeError(), AssertionError(), TimeoutError(), OSError("gone")]
)
async def test_a_bug_is_told_without_its_words(error: Exception) -> None:
    outside = await run(error)
    ((_, reason, reference),) = outside.told
    assert reason.code == "internal_error"
    assert "gone" not in f"{reason.sentence}{reason.remedy}"
    (log,) = outside.logs
    assert (log["event"], log["log_level"], log["reference"]) == ("job_broken", "error", reference)
    assert log["exc_info"] is error


async def test_the_detail_of_a_changed_contract_is_for_the_log_only() -> None:
    outside = await run(Broken(WHY, "field x is gone"))
    assert outside.logs[0]["detail"] == "field x is gone"
    assert "field x" not in str(outside.told)


async def test_work_without_a_last_word_ends_in_the_log() -> None:
    judging = JudgeOrder(1, "gid")
    outside = await run(Rejected(WHY), job(judging))
    assert (outside.ran, outside.told, outside.put_back) == ([judging], [], [])
    assert [(log["event"], log["code"]) for log in outside.logs] == [("job_given_up", "why")]


async def test_each_failure_has_a_reference_of_its_own() -> None:
    references = {(await run(Rejected(WHY))).told[0][2] for _ in range(20)}
    assert len(references) == 20
    assert {len(reference) for reference in references} == {8}


@pytest.mark.parametrize(
    ("errors", "put_back", "told"),
    [
        ([Temporary(WHY)], True, None),
        ([Throttled(WHY, LIMIT), Temporary(OTHER)], True, None),
        ([Temporary(WHY), Rejected(OTHER)], False, "other"),
        ([ExceptionGroup("inner", [Temporary(WHY)])], True, None),
        ([ExceptionGroup("inner", [Temporary(WHY), Broken(OTHER)])], False, "other"),
        ([Temporary(WHY), KeyError("bug")], False, "internal_error"),
    ],
)
async def test_a_group_of_tasks_fails_of_what_its_tasks_failed_of(
    errors: list[Exception], put_back: bool, told: str | None
) -> None:
    outside = await run(ExceptionGroup("unhandled errors in a TaskGroup", errors))
    assert bool(outside.put_back) is put_back
    assert [reason.code for _, reason, _ in outside.told] == ([told] if told else [])


async def test_work_that_no_handler_knows_is_a_bug_and_ends_no_worker() -> None:
    outside = Outside()
    boundary = Boundary({}, {PushOrder: outside.tell}, outside.keep, StoppedClock(), LIMIT)
    with capture_logs():
        await boundary.run(job())
    assert [reason.code for _, reason, _ in outside.told] == ["internal_error"]


async def test_being_stopped_is_no_failure_of_the_job() -> None:
    with pytest.raises(asyncio.CancelledError):
        await run(asyncio.CancelledError())


def failing(error: Exception) -> Callable[..., Coroutine[Any, Any, None]]:
    async def fail(*_: object) -> None:
        raise error

    return fail


async def test_a_put_back_that_fails_is_tried_until_it_holds() -> None:
    outside = Outside()
    refusals = iter([Temporary(OTHER), Temporary(OTHER)])

    async def keep(envelope: Envelope, at: datetime) -> None:
        refusal = next(refusals, None)
        if refusal is not None:
            raise refusal
        await outside.keep(envelope, at)

    boundary = Boundary(
        {PushOrder: failing(Temporary(WHY))},
        {},
        keep,
        StoppedClock(),
        LIMIT,
        pause=timedelta(0),
    )
    with capture_logs() as logs:
        await boundary.run(job())
    assert [kept.failures for kept, _ in outside.put_back] == [1]
    assert [line["event"] for line in logs].count("put_back_failed") == 2


async def test_a_last_word_that_fails_is_said_later() -> None:
    outside = Outside()
    boundary = Boundary(
        {PushOrder: failing(Rejected(WHY))},
        {PushOrder: failing(Temporary(OTHER))},
        outside.keep,
        StoppedClock(),
        LIMIT,
    )
    with capture_logs():
        await boundary.run(job())
    ((kept, at),) = outside.put_back
    assert kept.failures == 1
    assert at > NOW
