"""Which failures are told in one message."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from core.domain.pushes import Push, PushState
from core.domain.reasons import Reason
from core.domain.storms import AT_LEAST, QUIET, Cause, Storm
from tests.integration.db.conftest import World

STOCK = Reason("stock_refused", "East has none.", "Wait.")
OTHER = Reason("location_unmapped", "No group.", "Make one.")


async def failing(world: World, which: int, reason: Reason = STOCK) -> Push:
    order = await world.order(which)
    return await world.push(order.id, PushState.FAILED, reason=reason)


def cause(world: World, reason: Reason = STOCK) -> Cause:
    assert world.dest.channel is not None
    return Cause(world.dest.channel, world.east.id, reason.code)


async def join(
    world: World, push: Push, reason: Reason = STOCK, now: datetime | None = None
) -> Storm | None:
    async with world.units() as unit:
        storm = await unit.storms.join(
            cause(world, reason), push.id, AT_LEAST, now or datetime.now(UTC)
        )
        await unit.commit()
    return storm


async def held(world: World, storm: Storm) -> list[int]:
    async with world.units() as unit:
        return [push.id for push in await unit.storms.members(storm.id)]


async def test_a_few_failures_are_told_each_by_itself(world: World) -> None:
    for which in range(AT_LEAST - 1):
        assert await join(world, await failing(world, which)) is None
    # What fails of something else, or fails no more, is none of these.
    assert await join(world, await failing(world, 50, OTHER), OTHER) is None
    one = await world.order(60)
    await world.push(one.id, PushState.WAITING)


async def test_many_of_one_cause_are_a_storm_with_those_told_before(world: World) -> None:
    pushes = [await failing(world, which) for which in range(AT_LEAST)]
    storm = await join(world, pushes[-1])
    assert storm is not None
    assert await held(world, storm) == [push.id for push in pushes]
    more = await failing(world, 50)
    again = await join(world, more)
    assert again is not None
    assert again.id == storm.id
    assert await held(world, storm) == [push.id for push in (*pushes, more)]
    async with world.units() as unit:
        assert [each.id for each in await unit.storms.of_pushes([more.id])] == [storm.id]
    assert await join(world, await failing(world, 51, OTHER), OTHER) is None


async def test_those_that_fail_at_once_are_one_storm(world: World) -> None:
    pushes = [await failing(world, which) for which in range(3 * AT_LEAST)]
    storms = await asyncio.gather(*(join(world, push) for push in pushes))
    assert len({storm.id for storm in storms if storm}) == 1
    assert None not in storms


async def test_a_storm_that_is_over_or_was_quiet_takes_no_more(world: World) -> None:
    first = [await failing(world, which) for which in range(AT_LEAST)]
    storm = await join(world, first[0])
    assert storm is not None
    later = datetime.now(UTC) + QUIET + timedelta(minutes=1)
    assert await join(world, await failing(world, 50), now=later) is None
    # What it holds is told by it all the same, and does not wake it up.
    again = await join(world, first[0], now=later)
    assert again is not None
    assert (again.id, again.newest_at) == (storm.id, storm.newest_at)
    async with world.units() as unit:
        await unit.storms.end(storm.id, datetime.now(UTC))
        await unit.commit()
    async with world.units() as unit:
        assert await unit.storms.of_pushes([first[0].id]) == []
    # What fails anew is news again.
    anew = await join(world, await failing(world, 51))
    assert anew is not None
    assert anew.id != storm.id
