"""Jobs in the caller's own transaction, each kind of work once where it says so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from core.domain.work import JudgeOrder, PostDigest, SettleStock, Urgency
from core.jobs.queue import TransactionalJobs
from tests.integration.jobs.line import Line

ORDER = JudgeOrder(1, "gid://shopify/Order/9007199254740993")


async def test_a_job_comes_and_goes_with_its_transaction(line: Line) -> None:
    async with line.engine.connect() as connection:
        await TransactionalJobs(line.queue, connection, line.clock).add(ORDER)
        assert await line.rows() == []
        await connection.rollback()
    assert await line.rows() == []


async def test_work_that_waits_once_is_one_row(line: Line) -> None:
    async with line.engine.begin() as connection:
        jobs = TransactionalJobs(line.queue, connection, line.clock)
        await jobs.add(ORDER)
        await jobs.add(ORDER)
        # The transaction is alive after the copy that was left out.
        await jobs.add(JudgeOrder(1, "gid://shopify/Order/2"))
        await connection.execute(text("SELECT 1"))
    await line.add(ORDER)
    assert await line.statuses() == ["todo", "todo"]


async def test_work_that_may_wait_twice_is_two_rows(line: Line) -> None:
    await line.add(PostDigest("C0DEST", "now"))
    await line.add(PostDigest("C0DEST", "now"))
    assert len(await line.rows()) == 2


async def test_the_same_order_of_another_store_is_other_work(line: Line) -> None:
    await line.add(ORDER)
    await line.add(JudgeOrder(2, ORDER.order_gid))
    assert len(await line.rows()) == 2


async def test_what_a_person_waits_for_goes_first(line: Line) -> None:
    ran: list[str] = []

    async def run(work: JudgeOrder) -> None:
        ran.append(work.order_gid)

    for number in range(3):
        await line.add(JudgeOrder(1, f"background {number}"))
    await line.add(JudgeOrder(1, "person"), urgency=Urgency.PERSON)
    async with line.worker((JudgeOrder, run), concurrency=1):
        await line.emptied()
    assert ran == ["person", "background 0", "background 1", "background 2"]


SOON, LATER = timedelta(minutes=1), timedelta(minutes=5)


@pytest.mark.parametrize(
    ("first", "second", "urgency", "kept"),
    [
        (LATER, None, Urgency.PERSON, None),
        (LATER, SOON, Urgency.PERSON, SOON),
        (SOON, LATER, Urgency.PERSON, SOON),
        (None, LATER, Urgency.PERSON, None),
        (LATER, None, Urgency.BACKGROUND, LATER),
    ],
)
async def test_a_person_does_not_wait_behind_the_pause_of_the_copy_that_waits(
    line: Line,
    first: timedelta | None,
    second: timedelta | None,
    urgency: Urgency,
    kept: timedelta | None,
) -> None:
    now = line.clock.now()

    def at(pause: timedelta | None) -> datetime | None:
        return None if pause is None else now + pause

    await line.add(ORDER, at=at(first))
    await line.add(ORDER, at=at(second), urgency=urgency)
    (row,) = await line.rows()
    assert row.scheduled_at == at(kept)


@pytest.mark.parametrize(("first", "second"), [(LATER, None), (LATER, SOON), (SOON, LATER)])
async def test_what_hurries_is_brought_forward_in_the_background_too(
    line: Line, first: timedelta | None, second: timedelta | None
) -> None:
    """A go at stock that waits for a far look carries what changes meanwhile."""
    now = line.clock.now()
    times = [None if pause is None else now + pause for pause in (first, second)]
    for at in times:
        await line.add(SettleStock(1), at=at)
    (row,) = await line.rows()
    assert row.scheduled_at == (None if None in times else now + SOON)


async def test_a_copy_in_the_background_is_a_persons_once_a_person_waits_for_it(line: Line) -> None:
    ran: list[str] = []

    async def run(work: JudgeOrder) -> None:
        ran.append(work.order_gid)

    for gid in ("first", "second"):
        await line.add(JudgeOrder(1, gid))
    await line.add(JudgeOrder(1, "second"), urgency=Urgency.PERSON)
    async with line.worker((JudgeOrder, run), concurrency=1):
        await line.emptied()
    assert ran == ["second", "first"]
