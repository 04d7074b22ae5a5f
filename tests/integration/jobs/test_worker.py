"""Workers on a real queue: one after the other, again after a fault, and after a death."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.domain.errors import Temporary
from core.domain.reasons import Reason
from core.domain.work import JudgeOrder, PostDigest, PublishOrder
from core.jobs.queue import TransactionalJobs
from core.jobs.worker import STALE_AFTER_SECONDS
from tests.integration.jobs.line import Line, until

ORDER = JudgeOrder(1, "gid://shopify/Order/9007199254740993")
DIGEST = PostDigest("C0DEST", "now")
AWAY = Reason("away", "The store does not answer.", "SyncTec tries again by itself.")
AGED = (
    "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
    " WHERE id = (SELECT min(id) FROM procrastinate_workers)"
)


class Held:
    """A handler that holds each job until the test lets it go on."""

    def __init__(self) -> None:
        self.begun: list[object] = []
        self.begins = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, work: object) -> None:
        self.begun.append(work)
        self.begins.set()
        await self.go_on.wait()


class Counted:
    """A handler that only counts."""

    def __init__(self) -> None:
        self.ran: Counter[object] = Counter()

    async def __call__(self, work: object) -> None:
        self.ran[work] += 1


async def test_a_copy_queued_while_the_first_runs_runs_after_it(line: Line) -> None:
    held, marker = Held(), Counted()
    async with line.worker((JudgeOrder, held), (PostDigest, marker)):
        await line.add(ORDER)
        await held.begins.wait()
        await line.add(ORDER)
        await line.add(ORDER)
        assert await line.statuses() == ["doing", "todo"]
        # Queued after the copy and run before it: the worker looked, and left the copy alone.
        await line.add(DIGEST)
        await line.left("doing", "todo")
        assert marker.ran[DIGEST] == 1
        assert held.begun == [ORDER]
        held.go_on.set()
        await line.emptied()
    assert held.begun == [ORDER, ORDER]


async def test_a_copy_that_is_left_out_holds_the_first_back_until_it_is_committed(
    line: Line,
) -> None:
    """Begun earlier, the first would read what was there before the change that asked for it."""
    counted = Counted()
    await line.add(ORDER)
    async with line.engine.connect() as connection:
        await TransactionalJobs(line.queue, connection, line.clock).add(ORDER)
        async with line.worker((JudgeOrder, counted), (PostDigest, counted)):
            await line.add(DIGEST)
            await line.left("todo")
            assert counted.ran == {DIGEST: 1}
            await connection.commit()
            await line.emptied()
    assert counted.ran == {DIGEST: 1, ORDER: 1}


async def test_a_retry_is_a_new_row_that_counts_its_failures(line: Line) -> None:
    tries = 0

    async def fails_twice(_: JudgeOrder) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise Temporary(AWAY)

    await line.add(ORDER)
    (first,) = await line.rows()
    seen = [first.id]
    async with line.worker((JudgeOrder, fails_twice)):
        for failures in (1, 2):
            row = await line.only_waiting(failures)
            assert row.id not in seen
            assert row.scheduled_at is not None
            seen.append(row.id)
            await line.sql("UPDATE procrastinate_jobs SET scheduled_at = now()")
        await line.emptied()
    assert tries == 3


async def test_a_retry_gives_way_to_a_copy_that_waits(line: Line) -> None:
    held, tries = Held(), 0

    async def fails_once(work: JudgeOrder) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            await held(work)
            raise Temporary(AWAY)

    async with line.worker((JudgeOrder, fails_once)):
        await line.add(ORDER)
        await held.begins.wait()
        await line.add(ORDER)
        held.go_on.set()
        await line.emptied()
    assert tries == 2


@contextmanager
def _holding(url: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own that has begun a judgement and holds it."""
    command = [sys.executable, "-m", "tests.integration.jobs.holding", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own module
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("copy_waits", [False, True])
async def test_a_killed_workers_job_is_taken_over(
    line: Line, database_url: str, copy_waits: bool
) -> None:
    await line.add(ORDER)
    with _holding(database_url) as process:
        process.kill()
        process.wait()
    if copy_waits:
        await line.add(ORDER)
    assert await line.statuses() == (["doing", "todo"] if copy_waits else ["doing"])
    await line.sql(AGED)
    counted = Counted()
    async with line.worker((JudgeOrder, counted)):
        await line.emptied()
    assert counted.ran == {ORDER: 1}


async def test_a_worker_that_runs_already_takes_over_too(line: Line, database_url: str) -> None:
    counted = Counted()
    await line.add(ORDER)
    with _holding(database_url) as process:
        async with line.worker((PostDigest, counted), (JudgeOrder, counted)):
            await line.add(DIGEST)
            await line.left("doing")
            process.kill()
            process.wait()
            await line.sql(AGED)
            await line.emptied()
    assert counted.ran == {DIGEST: 1, ORDER: 1}


async def test_a_living_workers_job_is_left_alone(line: Line, database_url: str) -> None:
    await line.add(ORDER)
    await line.add(ORDER)
    counted = Counted()
    with _holding(database_url):
        # Old, but not too old.
        await line.sql(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => :age)",
            age=STALE_AFTER_SECONDS / 2,
        )
        async with line.worker((JudgeOrder, counted), (PostDigest, counted)):
            await line.add(DIGEST)
            await line.left("doing")
        assert await line.statuses() == ["doing"]
    assert counted.ran == {DIGEST: 1}


async def test_a_job_cut_off_when_the_time_to_drain_is_over_is_not_lost(line: Line) -> None:
    held, counted = Held(), Counted()
    await line.add(ORDER)
    async with line.worker((JudgeOrder, held), drain=0.1):
        await held.begins.wait()
    async with line.worker((JudgeOrder, counted)):
        await line.emptied()
    assert counted.ran == {ORDER: 1}


async def test_a_job_cut_off_while_a_copy_waits_is_done_once_more(line: Line) -> None:
    held, counted = Held(), Counted()
    await line.add(ORDER)
    async with line.worker((JudgeOrder, held), drain=0.1):
        await held.begins.wait()
        await line.add(ORDER)
    async with line.worker((JudgeOrder, counted)):
        await line.emptied()
    assert counted.ran == {ORDER: 1}


async def test_a_job_in_time_ends_before_its_worker_does(line: Line) -> None:
    held = Held()
    await line.add(ORDER)
    async with line.worker((JudgeOrder, held), drain=20):
        await held.begins.wait()
        asyncio.get_running_loop().call_later(0.2, held.go_on.set)
    assert await line.rows() == []


async def test_a_worker_survives_the_loss_of_its_connections(line: Line) -> None:
    counted = Counted()
    async with line.worker((JudgeOrder, counted)):
        await line.add(ORDER)
        await line.emptied()
        await line.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await line.add(ORDER)
        await until(lambda: _ran(counted, ORDER, 2))


async def test_an_end_that_could_not_be_written_down_leaves_no_job_behind(line: Line) -> None:
    """The database refuses just that; the worker lives on."""
    counted = Counted()
    await line.sql(
        "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RAISE EXCEPTION $$away$$; END'"
    )
    await line.sql(
        "CREATE TRIGGER away BEFORE DELETE ON procrastinate_jobs"
        " FOR EACH ROW EXECUTE FUNCTION refused()"
    )
    async with line.worker((JudgeOrder, counted)):
        await line.add(ORDER)
        await until(lambda: _ran(counted, ORDER, 1))
        await line.sql("DROP TRIGGER away ON procrastinate_jobs")
        assert await line.statuses() == ["doing"]
        await line.emptied()
    assert counted.ran == {ORDER: 2}


async def test_work_that_only_a_newer_release_knows_is_left_to_it(line: Line) -> None:
    counted = Counted()
    await line.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority)"
        " VALUES ('WorkOfTheFuture', 'WorkOfTheFuture', 10)"
    )
    async with line.worker((JudgeOrder, counted)):
        await line.add(ORDER)
        await line.left("todo")
    assert counted.ran == {ORDER: 1}


@pytest.mark.parametrize(
    "args",
    [
        '{"work": {"order": 1}, "urgency": "person", "since": "2026-11-22", "failures": 0}',
        '{"job": "of another shape"}',
    ],
)
async def test_a_job_nobody_understands_ends_nothing_waits_for_another_and_stays_to_be_seen(
    line: Line, args: str
) -> None:
    counted = Counted()
    await line.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('PublishOrder', 'PublishOrder', CAST(:args AS jsonb))",
        args=args,
    )
    async with line.worker((JudgeOrder, counted), (PublishOrder, counted)):
        await line.add(ORDER)
        await until(lambda: _ran(counted, ORDER))
        await until(lambda: _waits_for_later(line))
        await line.sql("UPDATE procrastinate_jobs SET scheduled_at = now(), attempts = 720")
        await line.left("failed")


async def _waits_for_later(line: Line) -> bool:
    return [(row.status, row.scheduled_at is None) for row in await line.rows()] == [
        ("todo", False)
    ]


async def _ran(counted: Counted, work: object, times: int = 1) -> bool:
    return counted.ran[work] == times
