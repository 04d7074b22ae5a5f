"""What is kept of what was carried between stores: once, moved only as it was seen, and looked at
again when its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.mirrors.records import UNSAVED, Kind, Mirror, State
from core.domain.orders import OrderId
from core.domain.progress import Tracking, Units
from core.domain.pushes import PushId, PushState
from core.domain.reasons import Reason
from tests.integration.db.conftest import NOON, World, source_order

MINUTE = timedelta(minutes=1)
REASON = Reason("some_code", "It is so.", "Do that.")


def parcel(push_id: PushId, state: State = State.SENDING, until: datetime | None = NOON) -> Mirror:
    return Mirror(
        id=UNSAVED,
        push_id=push_id,
        kind=Kind.PARCEL,
        original="gid://shopify/Fulfillment/1",
        place="gid://shopify/Location/1",
        state=state,
        units=(Units("gid://shopify/LineItem/1", 2), Units("gid://shopify/LineItem/2", 1)),
        attempt=1,
        lease_until=until,
        key="key",
        tracking=Tracking("UPS", ("1Z",), ("https://ups.example/1Z",)),
        details={"amount": "1.00"},
    )


async def pushed(world: World) -> tuple[OrderId, PushId]:
    order = await world.order()
    push = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    return order.id, push.id


async def added(world: World, mirror: Mirror) -> Mirror | None:
    async with world.units() as unit:
        kept = await unit.mirrors.add(mirror)
        await unit.commit()
    return kept


async def saved(world: World, mirror: Mirror, seen: Mirror) -> bool:
    async with world.units() as unit:
        done = await unit.mirrors.save(mirror, seen=seen)
        await unit.commit()
    return done


async def due(world: World, now: datetime) -> list[OrderId]:
    async with world.units() as unit:
        return list(await unit.mirrors.due(now))


async def test_a_mirror_is_kept_whole_and_once(world: World) -> None:
    _, push_id = await pushed(world)
    mirror = replace(parcel(push_id), actor="U0ANNA", reason=REASON, copy="gid://shopify/F/9")
    kept = await added(world, mirror)
    assert kept is not None
    assert kept == replace(mirror, id=kept.id)
    assert await added(world, mirror) is None
    another = replace(mirror, number=2, copy=None)
    assert await added(world, another) is not None
    async with world.units() as unit:
        found = await unit.mirrors.of_pushes([push_id])
    assert [one.number for one in found] == [1, 2]


async def test_a_mirror_moves_only_from_the_state_in_which_it_was_seen(world: World) -> None:
    _, push_id = await pushed(world)
    seen = await added(world, parcel(push_id))
    assert seen is not None
    done = replace(seen, state=State.DONE, copy="gid://shopify/F/9", lease_until=None)
    assert await saved(world, done, seen)
    # Who still sees it being sent comes too late, and so does another attempt.
    assert not await saved(world, replace(seen, state=State.LEFT), seen)
    assert not await saved(world, replace(done, attempt=2), replace(done, attempt=2))
    async with world.units() as unit:
        assert await unit.mirrors.get(seen.id) == done


@pytest.mark.parametrize(
    ("state", "until", "is_due"),
    [
        (State.SENDING, NOON, True),
        (State.ASKED, NOON, True),
        (State.WAITING, NOON, True),
        (State.SENDING, NOON + MINUTE, False),
        (State.ASKED, None, False),
        (State.DONE, NOON, False),
        (State.LEFT, NOON, False),
    ],
)
async def test_what_is_due_is_what_moves_and_whose_time_is_over(
    world: World, state: State, until: datetime | None, is_due: bool
) -> None:
    order_id, push_id = await pushed(world)
    await added(world, parcel(push_id, state, until))
    await added(world, replace(parcel(push_id, state, until), number=2))
    assert await due(world, NOON) == ([order_id] if is_due else [])


async def test_only_the_attempt_that_never_came_to_be_is_forgotten(world: World) -> None:
    _, push_id = await pushed(world)
    seen = await added(world, parcel(push_id))
    assert seen is not None
    await saved(world, replace(seen, attempt=2), seen)
    async with world.units() as unit:
        await unit.mirrors.forget(seen)
        await unit.commit()
    async with world.units() as unit:
        assert await unit.mirrors.get(seen.id) is not None
        await unit.mirrors.forget(replace(seen, attempt=2))
        assert await unit.mirrors.get(seen.id) is None


async def test_a_link_between_lines_stays_as_it_was_made(world: World) -> None:
    _, push_id = await pushed(world)
    async with world.units() as unit:
        await unit.mirrors.keep_links(push_id, {"s1": ("d1", "place")})
        await unit.mirrors.keep_links(push_id, {"s1": ("d2", None), "s2": ("d2", None)})
        await unit.commit()
    async with world.units() as unit:
        found = await unit.mirrors.links([push_id])
    assert found == {push_id: {"s1": ("d1", "place"), "s2": ("d2", None)}}
