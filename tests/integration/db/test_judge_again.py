"""Which orders are judged again when something changed that they are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain import reasons
from core.domain.orders import OrderId
from core.domain.push_settings import StoreSettings
from core.domain.pushes import PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.work import JudgeStoreAgain
from core.usecases import judge_store_again
from core.usecases.judge_store_again import AGE, CarryOutJudgeStoreAgain, StartJudgingAgain
from tests.integration.db.conftest import NOON, World, facts, source_order

_S = PushState


@dataclass(frozen=True, slots=True)
class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON + timedelta(days=1)


async def again(world: World, *, since: datetime = NOON, **more: object) -> list[str]:
    async with world.units() as unit:
        found = await unit.orders.to_judge_again(world.dest.id, since, 10, **more)  # type: ignore[arg-type]  # test data by name
    return [record.facts.name for record in found]


@pytest.mark.parametrize("state", list(PushState))
async def test_an_order_is_judged_again_while_a_push_of_it_may_be_planned(
    world: World, state: PushState
) -> None:
    order = await world.order()
    more = {"lease_until": NOON} if state is _S.SENDING else {}
    made = {"source_order": source_order()} if state is _S.PUSHED else {}
    await world.push(order.id, state, **more, **made)
    expected = ["#1001"] if state in {_S.HELD, _S.WAITING, _S.SKIPPED, _S.FAILED} else []
    assert await again(world) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (None, []),
        (reasons.sku_unknown("PIN"), ["#1001"]),
        (reasons.no_shipping("Pin"), []),
        (reasons.nothing_left("Pin"), []),
    ],
)
async def test_what_was_left_behind_is_judged_again(
    world: World, reason: Reason | None, expected: list[str]
) -> None:
    line = LineVerdict("gid://shopify/LineItem/1", "PIN", "Pin", 1, None, reason)
    async with world.units() as unit:
        order = await unit.orders.save(world.dest.id, facts(), (line,), ())
        await unit.commit()
    await world.push(order.id, _S.PUSHED, source_order=source_order())
    assert await again(world) == expected


async def test_the_newest_come_first_and_the_old_and_the_done_not_at_all(world: World) -> None:
    for which in (1, 2, 3):
        await world.push((await world.order(which)).id, _S.HELD)
    await world.push((await world.order(4, fulfillment_status="FULFILLED")).id, _S.HELD)
    await world.push((await world.order(5, cancelled_at=NOON)).id, _S.HELD)
    assert await again(world) == ["#3", "#2", "#1"]
    assert await again(world, since=NOON + timedelta(minutes=2)) == ["#3", "#2"]
    last = (NOON + timedelta(minutes=3), OrderId(2**60))
    assert await again(world, before=(last[0], OrderId(0))) == ["#2", "#1"]
    async with world.units() as unit:
        assert await unit.orders.to_judge_again(world.east.id, NOON, 10) == []


async def test_a_page_queues_its_orders_and_then_the_next_page(
    world: World, engine: AsyncEngine
) -> None:
    many = judge_store_again.PAGE + 1
    for which in range(1, many + 1):
        await world.push((await world.order(which)).id, _S.HELD)
    carry_out = CarryOutJudgeStoreAgain(world.units, Noon())
    await carry_out(JudgeStoreAgain(world.dest.id))
    expected = {"JudgeOrder": judge_store_again.PAGE, "JudgeStoreAgain": 1}
    assert await _jobs(engine) == expected
    placed = (NOON + timedelta(minutes=2)).isoformat()
    async with world.units() as unit:
        (second,) = await unit.orders.by_number(world.dest.id, "2")
    await carry_out(JudgeStoreAgain(world.dest.id, placed, second.id))
    assert await _jobs(engine) == expected | {"JudgeOrder": many}


@pytest.mark.parametrize("state", [_S.HELD, _S.WAITING, _S.FAILED, _S.PUSHED])
@pytest.mark.parametrize("reason", [None, reasons.sku_unknown("PIN"), reasons.no_shipping("Pin")])
async def test_each_hour_stores_that_have_something_to_set_free_are_judged_again(
    world: World, engine: AsyncEngine, state: PushState, reason: Reason | None
) -> None:
    line = LineVerdict("gid://shopify/LineItem/1", "PIN", "Pin", 1, None, reason)
    async with world.units() as unit:
        order = await unit.orders.save(world.dest.id, facts(), (line,), ())
        await unit.commit()
    made = {"source_order": source_order()} if state is _S.PUSHED else {}
    await world.push(order.id, state, **made)
    start = StartJudgingAgain(world.units, Noon())
    await start()
    assert await _jobs(engine) == {}, "order push is off"
    await _set(world, StoreSettings(order_push=True, paused=True))
    await start()
    assert await _jobs(engine) == {}, "it is paused"
    await _set(world, StoreSettings(order_push=True))
    await start()
    held_up = state is _S.HELD or bool(reason and reason.code == "sku_unknown")
    assert await _jobs(engine) == ({"JudgeStoreAgain": 1} if held_up else {})


async def test_what_is_done_or_too_old_is_nothing_to_set_free(world: World) -> None:
    await world.push((await world.order(4, fulfillment_status="FULFILLED")).id, _S.HELD)
    await world.push((await world.order(5, cancelled_at=NOON)).id, _S.HELD)
    await world.push((await world.order(6)).id, _S.HELD)
    async with world.units() as unit:
        assert await unit.orders.stores_held_up(NOON) == {world.dest.id}
        assert await unit.orders.stores_held_up(NOON + timedelta(minutes=7)) == set()


def test_no_order_is_judged_again_that_shopify_does_not_show() -> None:
    assert timedelta(days=60) == AGE


async def _set(world: World, settings: StoreSettings) -> None:
    async with world.units() as unit:
        await unit.stores.save_settings(world.dest.id, settings)
        await unit.commit()


async def _jobs(engine: AsyncEngine) -> dict[str, int]:
    counted = text("SELECT task_name, count(*) AS many FROM procrastinate_jobs GROUP BY 1")
    async with engine.connect() as connection:
        return {row.task_name: row.many for row in await connection.execute(counted)}
