"""What digests count, and what they leave out."""

from __future__ import annotations

from datetime import timedelta

from core.domain.digests import BUCKETS
from core.domain.pushes import PushState
from tests.integration.db.conftest import NOON, World, source_order


async def test_open_orders_are_counted_by_age_each_once(world: World) -> None:
    ages = (0, 0, 2, 5, 10, 40)
    for which, days in enumerate(ages):
        at = NOON - timedelta(days=days, hours=1)
        order = await world.order(which, processed_at=at)
        await world.push(order.id, PushState.PUSHED, source_order=source_order(which))
    shipped = await world.order(90, fulfillment_status="FULFILLED")
    await world.push(shipped.id, PushState.PUSHED, source_order=source_order(90, "FULFILLED"))
    skipped = await world.order(91)
    await world.push(skipped.id, PushState.SKIPPED)
    async with world.units() as unit:
        ages_of = unit.order_lists.ages
        sold = await ages_of([world.dest.id], [], NOON)
        assert list(sold) == [2, 1, 1, 1, 1]
        assert len(sold) == len(BUCKETS)
        # What a channel's stores sold and ship is one order.
        assert list(await ages_of([world.dest.id], [world.east.id], NOON)) == list(sold)
        assert list(await ages_of([], [world.east.id], NOON)) == list(sold)
        assert sum(await ages_of([], [world.west.id], NOON)) == 0


async def test_what_was_shipped_since_is_counted(world: World) -> None:
    await world.order(1, fulfillment_status="FULFILLED", updated_at=NOON)
    await world.order(2, fulfillment_status="FULFILLED", updated_at=NOON - timedelta(days=2))
    await world.order(3, updated_at=NOON)
    async with world.units() as unit:
        assert await unit.digests.shipped([world.dest.id], NOON - timedelta(days=1)) == 1
        assert await unit.digests.shipped([world.east.id], NOON - timedelta(days=1)) == 0
        assert await unit.digests.untracked([world.dest.id], NOON - timedelta(days=7)) == 0


async def test_a_snoozed_order_sleeps_until_its_time(world: World) -> None:
    one, two = await world.order(1), await world.order(2)
    async with world.units() as unit:
        await unit.digests.snooze(one.id, NOON + timedelta(days=1), "U0ANNA")
        await unit.digests.snooze(one.id, NOON + timedelta(days=3), "U0BEN")
        await unit.commit()
    async with world.units() as unit:
        both = [one.id, two.id]
        assert await unit.digests.snoozed(both, NOON + timedelta(days=2)) == {one.id}
        assert await unit.digests.snoozed(both, NOON + timedelta(days=3)) == set()
