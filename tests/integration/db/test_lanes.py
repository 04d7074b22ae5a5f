"""Slack's lanes in the database, held against plain arithmetic, and several at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.engine import create_engine
from core.db.lanes import SqlLanes
from core.ports.pacing import Rate
from tests.unit.bot.lanes import Lane

SECOND = Rate(1.0, 2)


@pytest.fixture
def lanes(engine: AsyncEngine) -> SqlLanes:
    return SqlLanes(engine)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[SqlLanes]:
    """The lanes as another process has them."""
    made = create_engine(database_url)
    yield SqlLanes(made)
    await made.dispose()


async def _now(engine: AsyncEngine) -> float:
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT extract(epoch FROM clock_timestamp())"))
        return float(found.scalar_one())


async def _let_pass(engine: AsyncEngine, seconds: float) -> None:
    statement = (
        "UPDATE slack_lanes SET free_at = free_at - :s * interval '1 second',"
        " told_at = told_at - :s * interval '1 second',"
        " paused_until = paused_until - :s * interval '1 second'"
    )
    async with engine.begin() as connection:
        await connection.execute(text(statement), {"s": seconds})


@pytest.mark.parametrize("seed", range(6))
async def test_the_row_does_what_the_arithmetic_says(
    lanes: SqlLanes, engine: AsyncEngine, seed: int
) -> None:
    """50 steps from a fixed seed; the interval is long, so that the test's own time is nothing."""
    draw, gone = random.Random(seed), 0.0
    rate = Rate(1000.0, draw.choice([1, 2, 10]))
    start = await _now(engine)
    model = Lane(start, start)
    for _ in range(50):
        step = draw.random()
        if step < 0.2:
            seconds = draw.choice([700.0, 2900.0, 31000.0])
            await _let_pass(engine, seconds)
            gone += seconds
        elif step < 0.3:
            await lanes.pause("C1", 5000)
            model.pause(5000, await _now(engine) + gone)
        else:
            most = draw.choice([500.0, 4500.0])
            slot = await lanes.take("C1", rate, most)
            meant = model.take(rate, most, await _now(engine) + gone)
            assert slot.granted == meant.granted
            assert slot.wait == pytest.approx(meant.wait, abs=30)


async def test_two_processes_share_a_lane(lanes: SqlLanes, other: SqlLanes) -> None:
    slots = await asyncio.gather(*((lanes, other)[n % 2].take("C1", SECOND, 60) for n in range(8)))
    waits = sorted(slot.wait for slot in slots)
    assert waits[:2] == [0, 0]
    assert waits[2:] == pytest.approx([1, 2, 3, 4, 5, 6], abs=0.9)
    assert (await other.take("C2", SECOND, 60)).wait == 0


async def test_a_pause_is_kept_by_every_process(lanes: SqlLanes, other: SqlLanes) -> None:
    await lanes.pause("C1", 30)
    assert await other.paused("C1") == pytest.approx(30, abs=5)
    assert not (await other.take("C1", SECOND, 2)).granted
    assert await other.paused("C2") == 0
    await lanes.pause("C1", 1)
    assert await other.paused("C1") > 20
