"""What is remembered only to be recognised again does not grow for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.bootstrap import SystemClock
from core.domain.orders import OrderId
from core.domain.people import Grant, Right
from core.domain.pushes import Attempt, Outcome, PushState
from core.domain.reasons import Reason
from core.domain.storms import AT_LEAST, Cause
from core.ports import UnitOfWork
from core.usecases.forget_old import ForgetOld, Keep
from tests.integration.db.conftest import NOON, Units, World, facts, source_order, units, world
from tests.integration.intake import example, open_intake

__all__ = ["units", "world"]

OLD = "UPDATE inbox SET received_at = now() - interval '7 days 1 minute' WHERE webhook_id = 'old'"


async def test_old_deliveries_and_ticks_go_and_the_rest_stays(database_url: str) -> None:
    clock = SystemClock()
    async with open_intake(database_url) as intake:
        forget = ForgetOld(intake.core.open_unit, clock)
        for name in ("old", "young"):
            assert await intake.deliver(example("orders/paid"), webhook_id=name) == 200
        async with intake.core.engine.begin() as connection:
            await connection.execute(text(OLD))
        now = clock.now()
        async with intake.core.open_unit() as unit:
            for hours in (0, 23, 25, 1000):
                assert await unit.schedule.win("digests", now - timedelta(hours=hours))
            await unit.commit()
        for _ in range(2):
            await forget()
            assert len(await intake.inbox()) == 1
        assert await intake.deliver(example("orders/paid"), webhook_id="young") == 200
        assert len(await intake.inbox()) == 1
        async with intake.core.open_unit() as unit:
            again = [
                await unit.schedule.win("digests", now - timedelta(hours=hours))
                for hours in (0, 23, 25, 1000)
            ]
        assert again == [False, False, True, True]


class Fixed:
    """A clock that stands at a number of days after noon."""

    def __init__(self, days: float) -> None:
        self._days = days

    def now(self) -> datetime:
        return NOON + timedelta(days=self._days)


async def shipped(world: World, which: int, days: int, state: PushState) -> OrderId:
    """An order that was shipped so many days after noon, with a push in this state, an attempt, and
    a message."""
    moment = NOON + timedelta(days=days)
    order = await world.order(which, fulfillment_status="FULFILLED", updated_at=moment)
    source = source_order(which, "FULFILLED") if state is PushState.PUSHED else None
    lease = moment if state is PushState.SENDING else None
    push = await world.push(order.id, state, source_order=source, attempt=1, lease_until=lease)
    attempt = Attempt(push.id, 1, moment, moment, None, moment, Outcome.PUSHED)
    async with world.units() as unit:
        await unit.pushes.add_attempt(attempt)
        await unit.pushes.finish_attempt(attempt)
        for key in (f"order:{order.id}", f"failure:{push.id}", f"question:{push.id}:1"):
            await unit.messages.shown(key, "C0DEST", f"{moment.timestamp():.6f}", "shown")
        await unit.commit()
    return order.id


async def test_orders_that_are_over_are_forgotten_whole_and_batch_by_batch(world: World) -> None:
    old = [await shipped(world, which, 0, PushState.PUSHED) for which in range(1, 6)]
    doubtful = await shipped(world, 6, 0, PushState.SENDING)
    young = await shipped(world, 7, 200, PushState.PUSHED)
    unshipped = (await world.order(8, updated_at=NOON)).id
    await ForgetOld(world.units, Fixed(401), Keep(), batch=2)()
    async with world.units() as unit:
        assert set(await unit.orders.get_many([*old, doubtful, young, unshipped])) == {
            doubtful,
            young,
            unshipped,
        }
        assert await unit.messages.get([f"order:{order_id}" for order_id in old]) == {}
        assert await unit.messages.get(["failure:1", "question:1:1", "received:1"]) == {}
        assert set(await unit.messages.get([f"order:{young}"])) == {f"order:{young}"}


async def test_customers_are_erased_before_and_attempts_pruned(world: World) -> None:
    """A push that is not done keeps its attempts, and an order that is not over its customer."""
    over = await shipped(world, 1, 0, PushState.PUSHED)
    failed = await shipped(world, 2, 0, PushState.FAILED)
    unshipped = (await world.order(3, updated_at=NOON)).id
    await ForgetOld(world.units, Fixed(100))()
    async with world.units() as unit:
        kept = await unit.orders.get_many([over, failed, unshipped])
        pushes = await unit.pushes.of_orders([over, failed])
        attempts = await unit.pushes.attempts([p.id for each in pushes.values() for p in each])
    assert {key: record.facts.city for key, record in kept.items()} == {
        over: None,
        failed: None,
        unshipped: "Łódź",
    }
    assert [push.id for push in pushes[failed]] == list(attempts)


async def test_what_was_erased_does_not_come_back_with_the_next_reading(world: World) -> None:
    order = await shipped(world, 1, 0, PushState.PUSHED)
    await ForgetOld(world.units, Fixed(61))()
    again = facts(1, fulfillment_status="FULFILLED", updated_at=NOON + timedelta(days=62))
    async with world.units() as unit:
        record = await unit.orders.save(world.dest.id, again, (), ())
        await unit.commit()
    assert record.id == order
    assert (record.facts.city, record.facts.country_code, record.facts.erased) == (None, None, True)
    assert record.facts.updated_at == again.updated_at


async def test_the_messages_of_what_was_erased_are_brought_to_show_it(
    world: World, engine: AsyncEngine
) -> None:
    for which in (1, 2):
        await shipped(world, which, 0, PushState.PUSHED)
    await ForgetOld(world.units, Fixed(61))()
    await ForgetOld(world.units, Fixed(62))()
    statement = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'PublishOrder'")
    async with engine.connect() as connection:
        assert (await connection.execute(statement)).scalar_one() == 2


async def test_failed_jobs_and_old_news_go_after_their_time(
    units: Units, engine: AsyncEngine
) -> None:
    """A job that waits is no old job, however long it waits."""
    clock = SystemClock()
    async with engine.begin() as connection:
        for _ in range(3):
            await connection.execute(_JOB)
        await connection.execute(_FAILED)
        await connection.execute(_AGED)

    async def tell(unit: UnitOfWork, key: str, days: int) -> None:
        ts = (clock.now() - timedelta(days=days)).timestamp()
        await unit.messages.shown(key, "C0DEST", f"{ts:.6f}", "shown")

    async with units() as unit:
        await tell(unit, "digest:C0DEST:old", 401)
        await tell(unit, "digest:C0DEST:new", 399)
        await unit.messages.begin("digest:C0DEST:lost", "C0DEST")
        await unit.commit()
    await ForgetOld(units, clock)()
    async with units() as unit:
        left = await unit.messages.get([f"digest:C0DEST:{which}" for which in _NEWS])
    assert set(left) == {"digest:C0DEST:new", "digest:C0DEST:lost"}
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT status::text FROM procrastinate_jobs"))
        assert sorted(rows.scalars()) == ["failed", "todo"]


_NEWS = ("old", "new", "lost")
_JOB = text("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'Poll')")
_FAILED = text(
    "UPDATE procrastinate_jobs SET status = 'failed'"
    " WHERE id > (SELECT min(id) FROM procrastinate_jobs)"
)
_AGED = text(
    "UPDATE procrastinate_events SET at = now() - interval '31 days'"
    " WHERE job_id < (SELECT max(id) FROM procrastinate_jobs)"
)


async def test_a_storm_goes_with_the_last_of_its_orders(world: World) -> None:
    async with world.units() as unit:
        await unit.people.give(Grant("U0BEN", Right.VIEWER, world.east.id, "U1", NOON))
        await unit.commit()
    reason = Reason("stock_refused", "East has none.", "Wait.")
    old = NOON - timedelta(days=500)
    for which in range(AT_LEAST):
        order = await world.order(which, updated_at=old, cancelled_at=old)
        last = await world.push(order.id, PushState.FAILED, reason=reason)
    async with world.units() as unit:
        assert world.dest.channel is not None
        cause = Cause(world.dest.channel, world.east.id, reason.code)
        storm = await unit.storms.join(cause, last.id, AT_LEAST, datetime.now(UTC))
        assert storm is not None
        await unit.commit()
    async with world.units() as unit:
        assert await unit.retention.forget_orders(NOON, 3) == 3
        assert len(await unit.storms.members(storm.id)) == AT_LEAST - 3
        assert await unit.retention.forget_orders(NOON, 100) == AT_LEAST - 3
        assert await unit.storms.get(storm.id) is None
        await unit.retention.forget_store(world.east.id, NOON)
        assert await unit.people.grants() == []
        await unit.commit()
