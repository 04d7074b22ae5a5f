"""Pushes: once and only once, whoever else is at work."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.domain import reasons
from core.domain.errors import Broken, Rejected
from core.domain.orders import OrderId
from core.domain.pushes import Attempt, Outcome, Push, PushId, PushState
from tests.integration.db.conftest import NOON, World, a_push, source_order

SOON = NOON + timedelta(minutes=5)


def everything(push: Push) -> Push:
    return replace(
        push,
        state=PushState.PUSHED,
        lines=(),
        reason=reasons.OUTCOME_UNKNOWN,
        reference="ref-1",
        source_order=replace(source_order(), cancelled_at=SOON),
        actor="U0123",
        shipping_fee=Decimal("4.50"),
        attempt=3,
        lease_until=SOON,
        lookups=2,
        unknown_since=NOON,
        asked=True,
        due_at=SOON,
        waiting_since=NOON,
        left_to_person=True,
    )


async def test_every_field_is_kept(world: World) -> None:
    order = await world.order()
    push = await world.push(order.id, PushState.WAITING)
    assert push.changed_at is not None
    assert push == replace(a_push(order.id, world.east), id=push.id, changed_at=push.changed_at)
    full = everything(push)
    async with world.units() as unit:
        await unit.pushes.save(full)
        await unit.commit()
    kept = await world.read(push)
    assert kept.changed_at is not None
    assert kept.changed_at > push.changed_at
    assert kept == replace(full, changed_at=kept.changed_at)
    emptied = replace(full, state=PushState.CANCELLED, source_order=None, reason=None)
    async with world.units() as unit:
        await unit.pushes.save(emptied)
        await unit.commit()
    kept = await world.read(push)
    assert kept == replace(emptied, changed_at=kept.changed_at)


async def test_a_share_is_recorded_once(world: World) -> None:
    order = await world.order()
    await world.push(order.id, PushState.WAITING)
    async with world.units() as unit:
        with pytest.raises(Rejected, match="push_exists"):
            await unit.pushes.add(a_push(order.id, world.east))
        # The refusal costs the transaction nothing.
        second = await unit.pushes.add(a_push(order.id, world.east, part=2))
        elsewhere = await unit.pushes.add(a_push(order.id, world.west))
        assert [push.id for push in await unit.pushes.of_order(order.id)][1:] == [
            second.id,
            elsewhere.id,
        ]
        with pytest.raises(Broken, match="database_refused"):
            await unit.pushes.add(a_push(OrderId(999), world.east))


async def test_many_that_record_one_share_at_once_record_it_once(world: World) -> None:
    order = await world.order()

    async def record() -> bool:
        async with world.units() as unit:
            try:
                await unit.pushes.add(a_push(order.id, world.east))
            except Rejected:
                return False
            await unit.commit()
            return True

    assert sum(await asyncio.gather(*(record() for _ in range(8)))) == 1


async def test_the_identity_names_a_push_on_its_source(world: World) -> None:
    order = await world.order(1)
    push = await world.push(order.id, PushState.WAITING, part=2)
    identity = f"dest-shop.myshopify.com/{order.facts.gid.rsplit('/', 1)[-1]}/2"
    async with world.units() as unit:
        assert await unit.pushes.by_identity(world.east.id, identity) == push
        assert await unit.pushes.by_identity(world.west.id, identity) is None


async def test_a_source_order_belongs_to_one_push(world: World) -> None:
    order = await world.order()
    first = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    second = await world.push(order.id, PushState.WAITING, part=2)
    async with world.units() as unit:
        with pytest.raises(Rejected, match="source_order_taken"):
            await unit.pushes.save(replace(everything(second), source_order=source_order()))
        # The refusal costs the transaction nothing: the use case can say so and go on.
        await unit.pushes.save(replace(second, state=PushState.FAILED))
        await unit.commit()
    gid = source_order().gid
    async with world.units() as unit:
        assert await unit.pushes.by_source_order(world.east.id, gid) == first
        assert await unit.pushes.by_source_order(world.west.id, gid) is None
        known = await unit.pushes.source_updated_at(world.east.id, [gid, "gid://other"])
        assert known == {gid: NOON}
    assert (await world.read(second)).state is PushState.FAILED


async def test_the_database_itself_refuses_half_states(world: World) -> None:
    push = await world.push((await world.order()).id, PushState.WAITING)
    broken = [
        replace(push, state=PushState.SENDING, lease_until=None),
        replace(push, state=PushState.PUSHED, source_order=None),
        replace(push, id=PushId(999)),
    ]
    for wrong in broken:
        async with world.units() as unit:
            with pytest.raises(Broken, match="database_refused"):
                await unit.pushes.save(wrong)


async def test_pushes_of_many_orders_come_in_one_answer(world: World) -> None:
    first, second = await world.order(1), await world.order(2)
    west = await world.push(first.id, PushState.WAITING, source_id=world.west.id)
    part2 = await world.push(first.id, PushState.WAITING, part=2)
    part1 = await world.push(first.id, PushState.WAITING)
    async with world.units() as unit:
        found = await unit.pushes.of_orders([first.id, second.id])
        assert found == {first.id: [part1, part2, west]}
        assert await unit.pushes.of_orders([]) == {}
        assert await unit.pushes.get(PushId(999)) is None
        assert await unit.pushes.of_order(second.id, lock=True) == []


async def test_a_locked_push_waits_for_the_one_who_holds_it(world: World) -> None:
    """Two clicks on one button: the second sees what the first did."""
    push = await world.push((await world.order()).id, PushState.WAITING)

    async def click(actor: str) -> bool:
        async with world.units() as unit:
            found = await unit.pushes.get(push.id, lock=True)
            assert found is not None
            if found.state is not PushState.WAITING:
                return False
            await unit.pushes.save(replace(found, state=PushState.QUEUED, actor=actor))
            await unit.commit()
            return True

    clicks = await asyncio.gather(*(click(f"U{n}") for n in range(6)))
    assert sum(clicks) == 1
    assert (await world.read(push)).actor == f"U{clicks.index(True)}"


async def test_ended_leases_are_handed_out_once(world: World) -> None:
    order = await world.order()
    ended = [
        await world.push(
            order.id, PushState.SENDING, part=part, lease_until=NOON - timedelta(minutes=part)
        )
        for part in (1, 2, 3)
    ]
    await world.push(order.id, PushState.SENDING, part=4, lease_until=SOON)
    async with world.units() as one, world.units() as two:
        assert await one.pushes.lease_ended(NOON, limit=2) == [ended[2], ended[1]]
        assert await two.pushes.lease_ended(NOON) == [ended[0]]


async def test_due_pushes_are_handed_out_once(world: World) -> None:
    order = await world.order()
    due = await world.push(order.id, PushState.WAITING, due_at=NOON)
    await world.push(order.id, PushState.WAITING, part=2, due_at=SOON)
    await world.push(order.id, PushState.WAITING, part=3)
    await world.push(order.id, PushState.QUEUED, part=4, due_at=NOON)
    async with world.units() as one, world.units() as two:
        assert await one.pushes.due(NOON) == [due]
        assert await two.pushes.due(NOON) == []


async def test_held_pushes_come_with_the_oldest_order_first(world: World) -> None:
    second, first = await world.order(2), await world.order(1)
    late = await world.push(second.id, PushState.HELD, reason=reasons.UNPAID)
    early = await world.push(first.id, PushState.HELD, reason=reasons.UNPAID)
    await world.push(first.id, PushState.WAITING, part=2)
    async with world.units() as unit:
        assert await unit.pushes.held([world.dest.id], 9) == [early, late]
        assert await unit.pushes.held([world.dest.id], 1) == [early]


async def test_failed_pushes_come_with_the_oldest_order_first(world: World) -> None:
    second, first = await world.order(2), await world.order(1)
    late = await world.push(second.id, PushState.FAILED)
    early = await world.push(first.id, PushState.FAILED)
    await world.push(first.id, PushState.WAITING, part=2)
    async with world.units() as unit:
        assert await unit.pushes.failed([world.dest.id], 9) == ([early, late], 2)
        assert await unit.pushes.failed([world.dest.id], 1, lock=True) == ([early], 2)
        assert await unit.pushes.failed([world.east.id], 9) == ([], 0)
        counts = await unit.pushes.counts()
    assert counts == {PushState.FAILED: 2, PushState.WAITING: 1}


async def test_an_attempt_begins_once_and_ends_once(world: World) -> None:
    push = await world.push((await world.order()).id, PushState.QUEUED)
    begun = Attempt(push.id, 1, NOON, SOON, "U0123")
    doubt = replace(begun, finished_at=NOON, outcome=Outcome.UNKNOWN, reference="ref-1")
    ended = replace(begun, finished_at=SOON, outcome=Outcome.ADOPTED, reference="ref-1")
    failed = replace(begun, finished_at=SOON, outcome=Outcome.REFUSED, reason=reasons.NO_VALUE)
    async with world.units() as unit:
        await unit.pushes.add_attempt(begun)
        with pytest.raises(Rejected, match="attempt_exists"):
            await unit.pushes.add_attempt(begun)
        assert await unit.pushes.attempts([push.id]) == {push.id: [begun]}
        await unit.pushes.finish_attempt(doubt)
        assert await unit.pushes.attempts([push.id]) == {push.id: [doubt]}
        await unit.pushes.finish_attempt(ended)
        await unit.pushes.finish_attempt(failed)
        again = replace(begun, number=2)
        await unit.pushes.add_attempt(again)
        await unit.pushes.finish_attempt(replace(failed, number=2))
        assert await unit.pushes.attempts([push.id, PushId(999)]) == {
            push.id: [ended, replace(failed, number=2)]
        }
