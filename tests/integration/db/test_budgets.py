"""The stores' budgets in the database, held against plain arithmetic, and several at once."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.budgets import SqlBudgets
from core.db.engine import create_engine
from core.domain.errors import Temporary
from core.ports.pacing import Ask, Charge, Settled
from tests.unit.shopify.bucket import Bucket, Flying

ONE = Ask("one", 10, 60)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[SqlBudgets]:
    """The budgets as another process has them: on connections of its own."""
    made = create_engine(database_url)
    yield SqlBudgets(made)
    await made.dispose()


@pytest.fixture
def budgets(engine: AsyncEngine) -> SqlBudgets:
    return SqlBudgets(engine)


def charge(available: float, actual: float = 10, maximum: float = 1000, rate: float = 50) -> Charge:
    return Charge(10, actual, maximum, available, rate)


async def learnt(budgets: SqlBudgets, shop: str, told: Charge) -> None:
    """One call that tells of the bucket."""
    turn = await budgets.take(shop, ONE)
    assert turn.call is not None
    await budgets.settle(shop, turn.call, Settled(told))


async def kept(engine: AsyncEngine, shop: str) -> tuple[float, Bucket]:
    """The row, and the time it is of."""
    async with engine.connect() as connection:
        found = await connection.execute(
            text("SELECT * FROM shopify_budgets WHERE shop = :shop"), {"shop": shop}
        )
        row = found.one()
    in_flight = {int(call): Flying(*entry) for call, entry in row.in_flight.items()}
    at = row.as_of.timestamp()
    paused = row.paused_until.timestamp() if row.paused_until else 0.0
    bucket = Bucket(row.maximum, row.rate, row.level, at, paused, row.calls, row.spent, in_flight)
    return at, bucket


async def let_pass(engine: AsyncEngine, shop: str, seconds: float) -> None:
    """As if so much time had gone by: everything the row knows of happened earlier."""
    async with engine.begin() as connection:
        values: dict[str, Any] = {"shop": shop}
        row = (
            await connection.execute(
                text("SELECT * FROM shopify_budgets WHERE shop = :shop"), values
            )
        ).one()
        values |= {
            "as_of": _earlier(row.as_of, seconds),
            "paused": row.paused_until and _earlier(row.paused_until, seconds),
            "in_flight": json.dumps(
                {
                    call: [cost, ends - seconds, spent]
                    for call, (cost, ends, spent) in row.in_flight.items()
                }
            ),
            "line": json.dumps(
                {
                    who: [cost, share, since - seconds, ends - seconds]
                    for who, (cost, share, since, ends) in row.line.items()
                }
            ),
        }
        await connection.execute(
            text(
                "UPDATE shopify_budgets SET as_of = :as_of, paused_until = :paused,"
                " in_flight = CAST(:in_flight AS jsonb), line = CAST(:line AS jsonb)"
                " WHERE shop = :shop"
            ),
            values,
        )


def _earlier(at: datetime, seconds: float) -> datetime:
    return datetime.fromtimestamp(at.timestamp() - seconds, UTC)


def _same(row: Bucket, model: Bucket) -> None:
    assert row.maximum == model.maximum
    assert (row.calls, set(row.in_flight)) == (model.calls, set(model.in_flight))
    assert row.free() == pytest.approx(model.free(), abs=0.01)
    assert row.spent == pytest.approx(model.spent, abs=0.01)


class Pair:
    """The row and the model, told the same."""

    def __init__(self, budgets: SqlBudgets, engine: AsyncEngine, shop: str) -> None:
        self.budgets, self.engine, self.shop = budgets, engine, shop
        self.model = Bucket()
        self.gone = 0.0
        self.open: list[int] = []

    async def take(self, ask: Ask) -> None:
        turn = await self.budgets.take(self.shop, ask)
        at, row = await kept(self.engine, self.shop)
        meant = self.model.take(ask, at + self.gone)
        assert turn.call == meant.call
        if turn.call is None:
            assert turn.wait == pytest.approx(meant.wait, abs=0.001)
        else:
            self.open.append(turn.call)
        _same(row, self.model)

    async def settle(self, call: int, settled: Settled) -> None:
        await self.budgets.settle(self.shop, call, settled)
        at, row = await kept(self.engine, self.shop)
        self.model.settle(call, settled, at + self.gone)
        _same(row, self.model)

    async def let_pass(self, seconds: float) -> None:
        await let_pass(self.engine, self.shop, seconds)
        self.gone += seconds


@pytest.mark.parametrize("seed", range(12))
async def test_the_row_does_what_the_arithmetic_says(
    budgets: SqlBudgets, engine: AsyncEngine, seed: int
) -> None:
    """60 steps of a store's life, drawn from a fixed seed: asks of three lines, answers in any
    order, with and without a charge, pauses, lost calls, and time."""
    draw = random.Random(seed)
    maximum = draw.choice([60, 200, 1000])
    pair = Pair(budgets, engine, f"shop-{seed}")
    for _ in range(60):
        if pair.open and draw.random() < 0.4:
            call = pair.open.pop(draw.randrange(len(pair.open)))
            available = float(draw.randint(0, maximum))
            told = charge(available, draw.randint(1, 30), maximum, draw.choice([0, 20, 100]))
            ends = [
                Settled(told),
                Settled(told),
                Settled(Charge(20, None, maximum, available, 50)),
                Settled(),
                Settled(sent=False),
                Settled(pause=draw.choice([0.5, 2.0])),
            ]
            await pair.settle(call, draw.choice(ends))
        elif draw.random() < 0.3 and pair.model.calls + len(pair.model.line):
            # Never so that a time of the row ends within the moment that the test itself takes.
            await pair.let_pass(draw.choice([0.13, 0.77, 3.31, 20.9]))
        else:
            ask = Ask(
                draw.choice("abc"),
                float(draw.choice([5, 20, 80, 300])),
                draw.choice([7.17, 40.43]),
                draw.choice([0.0, 0.25]),
            )
            await pair.take(ask)
    assert pair.model.calls > 1


async def test_until_an_answer_came_one_call_goes_at_a_time_over_all_processes(
    budgets: SqlBudgets, other: SqlBudgets
) -> None:
    asks = [Ask(f"{n}", 10, 60) for n in range(8)]
    turns = await asyncio.gather(
        *((budgets, other)[n % 2].take("new", ask) for n, ask in enumerate(asks))
    )
    (call,) = [turn.call for turn in turns if turn.call is not None]
    assert all(0 < turn.wait <= 0.25 for turn in turns if turn.call is None)
    await other.settle("new", call, Settled(charge(990)))
    assert (await budgets.take("new", asks[0])).call is not None
    assert (await other.take("new", asks[1])).call is not None


async def test_what_many_take_at_once_was_there(
    budgets: SqlBudgets, other: SqlBudgets, engine: AsyncEngine
) -> None:
    await learnt(budgets, "busy", charge(100, maximum=100, rate=0.001))
    turns = await asyncio.gather(
        *((budgets, other)[n % 2].take("busy", Ask(f"{n}", 10, 60)) for n in range(30))
    )
    calls = [turn.call for turn in turns if turn.call is not None]
    assert len(calls) == len(set(calls)) == 10
    _, row = await kept(engine, "busy")
    assert row.free() == pytest.approx(0, abs=0.1)


async def test_a_process_that_dies_holding_points_gives_them_back_by_time(
    budgets: SqlBudgets, other: SqlBudgets, engine: AsyncEngine
) -> None:
    await learnt(budgets, "left", charge(100, maximum=100, rate=10))
    assert (await budgets.take("left", Ask("dead", 90, 7))).call is not None
    await let_pass(engine, "left", 6)
    assert (await other.take("left", Ask("alive", 50, 7))).call is None
    await let_pass(engine, "left", 1.5)
    # It may have sent its call: what it held counts as spent until it is restored.
    assert (await other.take("left", Ask("alive", 50, 7))).call is None
    await let_pass(engine, "left", 4.1)
    assert (await other.take("left", Ask("alive", 50, 7))).call is not None


async def test_a_process_that_is_killed_keeps_its_points_no_longer_than_its_call_may_take(
    budgets: SqlBudgets, engine: AsyncEngine, database_url: str
) -> None:
    await learnt(budgets, "killed", charge(100, maximum=100, rate=10))
    holding = [sys.executable, "-m", "tests.integration.db.budget_holder"]
    process = await asyncio.create_subprocess_exec(
        *holding, database_url, "killed", "90", "60", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert int(await process.stdout.readline()) == 2
    process.kill()
    await process.wait()
    alive = Ask("alive", 100, 60)
    assert (await budgets.take("killed", alive)).call is None
    await let_pass(engine, "killed", 61)
    assert (await budgets.take("killed", alive)).call is None
    await let_pass(engine, "killed", 9.1)
    assert (await budgets.take("killed", alive)).call is not None


async def test_an_answer_that_comes_after_its_time_is_not_counted_twice(
    budgets: SqlBudgets, engine: AsyncEngine
) -> None:
    await learnt(budgets, "slow", charge(100, maximum=100, rate=0.001))
    turn = await budgets.take("slow", Ask("slow", 60, 5))
    await let_pass(engine, "slow", 6)
    await budgets.take("slow", ONE)
    assert turn.call is not None
    await budgets.settle("slow", turn.call, Settled(charge(40)))
    _, row = await kept(engine, "slow")
    assert row.free() == pytest.approx(30, abs=0.1)


async def test_a_pause_holds_every_process_back(
    budgets: SqlBudgets, other: SqlBudgets, engine: AsyncEngine
) -> None:
    await learnt(budgets, "paused", charge(1000))
    turn = await budgets.take("paused", ONE)
    assert turn.call is not None
    await budgets.settle("paused", turn.call, Settled(pause=3))
    refused = await other.take("paused", Ask("other", 1, 60))
    assert refused.call is None
    assert refused.wait == pytest.approx(3, abs=0.5)
    await let_pass(engine, "paused", 3.1)
    assert (await other.take("paused", Ask("other", 1, 60))).call is not None


async def test_people_of_one_process_have_what_background_of_another_leaves(
    budgets: SqlBudgets, other: SqlBudgets
) -> None:
    await learnt(budgets, "shared", charge(300, maximum=1000, rate=0.001))
    waiting = Ask("background", 100, 60, kept=0.25)
    assert (await budgets.take("shared", waiting)).call is None
    assert (await other.take("shared", Ask("person", 200, 60))).call is not None
    assert (await other.take("shared", Ask("person", 100, 60))).call is not None


async def test_who_asked_first_is_not_passed_by_with_what_he_waits_for(
    budgets: SqlBudgets, other: SqlBudgets, engine: AsyncEngine
) -> None:
    """One process has much to do that is cheap, another one call that is dear."""
    await learnt(budgets, "fair", charge(50, maximum=1000, rate=100))
    dear, cheap = Ask("dear", 200, 60), Ask("cheap", 10, 60)
    assert (await budgets.take("fair", dear)).call is None
    for _ in range(2):
        assert (await other.take("fair", cheap)).call is None
        await let_pass(engine, "fair", 0.8)
        turn = await budgets.take("fair", dear)
    assert turn.call is not None
    # And whoever does not ask any more holds nobody up.
    assert (await budgets.take("fair", dear)).call is None
    await let_pass(engine, "fair", 1.1)
    assert (await other.take("fair", cheap)).call is not None


async def test_without_a_database_nothing_may_go() -> None:
    nowhere = create_engine("postgresql://127.0.0.1:9/synctec")
    with pytest.raises(Temporary):
        await SqlBudgets(nowhere).take("any", ONE)
    await nowhere.dispose()
