"""How long failing jobs are borne, and who hears of it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.domain.errors import Broken, Temporary
from core.domain.work import JudgeOrder
from tests.unit.domain.makers import NOW
from tests.unit.jobs.test_boundary import LIMIT, OTHER, WHY, failing, job, run


async def test_patient_work_that_broke_comes_back_and_operators_are_told_once() -> None:
    judging = JudgeOrder(1, "gid")
    outside = await run(Broken(WHY, "field x is gone"), job(judging))
    ((kept, at),) = outside.put_back
    assert (kept.failures, kept.told, at - NOW) == (1, True, timedelta(minutes=5))
    assert len(outside.broken) == 1
    broken = outside.logs[0]
    assert (broken["event"], broken["store_id"], broken["order_gid"]) == ("job_broken", 1, "gid")

    again = await run(Broken(WHY, "field x is gone"), kept)
    assert (len(again.put_back), again.broken) == (1, [])
    assert [log["event"] for log in again.logs] == ["job_will_be_tried_again"]

    after_a_week = replace(kept, since=NOW - timedelta(days=7))
    ended = await run(Broken(WHY), after_a_week)
    assert (ended.put_back, [log["event"] for log in ended.logs]) == ([], ["job_given_up"])


async def test_operators_who_could_not_be_told_are_told_with_the_next_try() -> None:
    outside = await run(Broken(WHY), job(JudgeOrder(1, "gid")), failing(Temporary(OTHER)))
    assert [kept.told for kept, _ in outside.put_back] == [False]


async def test_a_job_that_waited_long_for_its_first_try_is_given_the_whole_time() -> None:
    outside = await run(Temporary(WHY), job(age=10 * LIMIT))
    ((kept, _),) = outside.put_back
    assert (kept.since, outside.told) == (NOW, [])
