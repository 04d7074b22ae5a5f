"""A tick fires in every process, and one of them does it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.bootstrap import SystemClock
from core.db.engine import create_engine
from core.db.unit_of_work import SqlUnitOfWorkFactory
from core.db.vault import Vault
from core.domain.errors import Temporary
from core.domain.reasons import Reason
from core.jobs.schedule import Tick, Timer
from tests.integration.db.conftest import PlainJobs
from tests.integration.jobs.line import until

SLOTS = 60


def test_processes_share_the_slots_out_among_them(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.integration.jobs.winning", database_url, str(SLOTS)]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(  # noqa: S603 - our own module
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for _ in range(3)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        won = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(int(number) for each in won for number in each) == list(range(SLOTS))


@pytest.fixture
async def engines(database_url: str) -> AsyncIterator[list[AsyncEngine]]:
    """Those of three processes."""
    async with AsyncExitStack() as stack:
        made = [create_engine(database_url) for _ in range(3)]
        for each in made:
            stack.push_async_callback(each.dispose)
        yield made


def _timers(engines: list[AsyncEngine], *ticks: Tick) -> list[Timer]:
    vault = Vault([Vault.new_key()])
    return [
        Timer(ticks, SqlUnitOfWorkFactory(engine, vault, PlainJobs), SystemClock())
        for engine in engines
    ]


async def test_every_slot_is_done_by_one_and_what_is_safe_by_all(
    engines: list[AsyncEngine],
) -> None:
    done, everywhere = asyncio.Queue[None](), asyncio.Queue[None]()
    timers = _timers(
        engines,
        Tick("digests", timedelta(seconds=0.25), lambda: done.put(None)),
        Tick("sweep", timedelta(hours=1), lambda: everywhere.put(None), everywhere=True),
    )
    for timer in timers:
        timer.start()
    for _ in range(4):
        await asyncio.wait_for(done.get(), 20)
    for _ in timers:
        await asyncio.wait_for(everywhere.get(), 20)
    for timer in timers:
        timer.stop()

    async def as_many_as_were_won() -> bool:
        async with engines[0].connect() as connection:
            won = await connection.scalar(text("SELECT count(*) FROM ticks"))
        return bool(won == done.qsize() + 4)

    assert await until(as_many_as_were_won)
    assert everywhere.empty()


async def test_a_tick_that_fails_comes_again(engines: list[AsyncEngine]) -> None:
    tries = asyncio.Queue[None]()

    async def fails() -> None:
        await tries.put(None)
        raise Temporary(Reason("away", "It is away.", "Wait."))

    (timer,) = _timers(engines[:1], Tick("poll", timedelta(seconds=0.1), fails))
    timer.start()
    for _ in range(3):
        await asyncio.wait_for(tries.get(), 20)
    timer.stop()


async def test_what_is_meant_for_the_start_is_done_by_every_process_that_starts_and_once_a_slot(
    engines: list[AsyncEngine],
) -> None:
    """A process that comes back has other settings, it may be, and its slot is taken."""
    done = asyncio.Queue[None]()
    tick = Tick("prepare", timedelta(hours=1), lambda: done.put(None), at_start=True)
    for timer in _timers(engines, tick):
        timer.start()
        await asyncio.wait_for(done.get(), 20)
        timer.stop()
    assert done.empty()
