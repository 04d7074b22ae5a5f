"""What is written of an order's history: with each move of a push, once, and told once a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain import reasons
from core.domain.history import SYNCTEC, Event, EventKind, milestones
from core.domain.orders import OrderId
from core.domain.pushes import Push, PushState
from core.ports.history import Thread
from tests.integration.db.conftest import NOON, World, facts, source_order

ANNA = "U0ANNA"
ALERT, RECEIVED = "1.000001", "2.000002"


async def history(world: World, order_id: OrderId) -> Sequence[Event]:
    async with world.units() as unit:
        return await unit.events.of_order(order_id)


async def saved(world: World, push: Push, **changes: object) -> Push:
    moved = replace(push, **changes)  # type: ignore[arg-type]  # test data by name
    async with world.units() as unit:
        await unit.pushes.save(moved)
        await unit.commit()
    return moved


async def shipped(world: World, push: Push, parcel: str) -> None:
    event = Event(
        push.order_id,
        push.id,
        f"shipped:{parcel}:",
        EventKind.SHIPPED,
        NOON,
        "store:east",
        {"parcel": parcel, "units": "1"},
    )
    async with world.units() as unit:
        await unit.events.add([event])
        await unit.commit()


async def posted(world: World, key: str, ts: str) -> None:
    async with world.units() as unit:
        await unit.messages.shown(key, "C0DEST", ts, "x")
        await unit.commit()


async def threads(world: World, order_id: OrderId) -> list[Thread]:
    async with world.units() as unit:
        return list(await unit.events.threads(order_id))


async def test_every_move_of_a_push_is_in_its_orders_history(world: World) -> None:
    order = await world.order()
    push = await world.push(order.id, PushState.WAITING)
    push = await saved(world, push, state=PushState.QUEUED, actor=ANNA)
    push = await saved(
        world, push, state=PushState.SENDING, attempt=1, lease_until=NOON + timedelta(minutes=1)
    )
    # What is no move leaves nothing behind.
    push = await saved(world, push, lookups=3)
    made = source_order()
    push = await saved(world, push, state=PushState.PUSHED, source_order=made)
    await saved(world, push, source_order=replace(made, cancelled_at=NOON + timedelta(days=400)))
    found = await history(world, order.id)
    assert [(one.kind, one.actor) for one in found] == [
        (EventKind.WAITING, SYNCTEC),
        (EventKind.QUEUED, ANNA),
        (EventKind.SENDING, SYNCTEC),
        (EventKind.PUSHED, "U0ANNA"),
        (EventKind.SOURCE_CANCELLED, "store:east"),
    ]
    assert found[3].details == {
        "order": made.name,
        "units": "2",
        "items": "2 \u00d7 Teapot · blue",
        "attempt": "1",
    }


async def test_a_move_waits_for_no_judgement_of_its_order(world: World) -> None:
    """Judging holds the order and then wants the push: were it the other way round here, a click
    and a judgement would wait for each other."""
    order = await world.order()
    push = await world.push(order.id, PushState.WAITING)
    async with world.units() as judging:
        await judging.orders.save(world.dest.id, order.facts, (), ())
        async with asyncio.timeout(5):
            await saved(world, push, state=PushState.QUEUED, actor=ANNA)
        (found,) = await judging.pushes.of_order(order.id, lock=True)
        assert found.state is PushState.QUEUED


async def test_a_move_that_is_rolled_back_never_happened(world: World) -> None:
    order = await world.order()
    push = await world.push(order.id, PushState.WAITING)
    async with world.units() as unit:
        await unit.pushes.save(replace(push, state=PushState.SKIPPED))
    assert [one.kind for one in await history(world, order.id)] == [EventKind.WAITING]


async def test_what_an_order_tells_of_itself_is_kept_once(world: World) -> None:
    order = await world.order()
    cancelled = facts(cancelled_at=NOON + timedelta(days=2), financial_status="REFUNDED")
    added = []
    for state in (facts(), facts(), cancelled, cancelled):
        async with world.units() as unit:
            added.append(await unit.events.add(list(milestones(order.id, state, "dest"))))
            await unit.commit()
    assert added == [2, 0, 2, 0]
    assert {one.kind for one in await history(world, order.id)} == {
        EventKind.PLACED,
        EventKind.PAID,
        EventKind.ORDER_REFUNDED,
        EventKind.ORDER_CANCELLED,
    }


async def test_an_order_without_a_message_and_a_plain_push_have_nothing_to_tell(
    world: World,
) -> None:
    order = await world.order()
    push = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    await posted(world, f"order:{order.id}", ALERT)
    assert await threads(world, order.id) == []
    other = await world.order(1002)
    lonely = await world.push(other.id, PushState.WAITING)
    await shipped(world, lonely, "#2-F1")
    assert await threads(world, other.id) == []
    await shipped(world, push, "#1-F1")
    assert await threads(world, order.id) == [Thread(f"order:{order.id}", "C0DEST", ALERT)]


async def test_a_reply_tells_a_thread_all_that_is_new_and_its_source_only_its_own(
    world: World,
) -> None:
    order = await world.order()
    east = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    await world.push(order.id, PushState.FAILED, source_id=world.west.id)
    await shipped(world, east, "#1-F1")
    await posted(world, f"order:{order.id}", ALERT)
    await posted(world, f"received:{east.id}", RECEIVED)
    alert, received = await threads(world, order.id)
    async with world.units() as unit:
        whole = await unit.events.begin_reply(alert, order.id)
        own = await unit.events.begin_reply(received, order.id)
        assert await unit.events.begin_reply(alert, order.id) is None
        await unit.commit()
    assert whole is not None
    assert own is not None
    assert {one.kind for one in whole.events} == {
        EventKind.PUSHED,
        EventKind.PUSH_FAILED,
        EventKind.SHIPPED,
    }
    assert {one.push_id for one in own.events} == {east.id}


async def test_a_reply_that_was_named_keeps_its_name_and_what_it_tells(world: World) -> None:
    order = await world.order()
    push = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    await posted(world, f"order:{order.id}", ALERT)
    await shipped(world, push, "#1-F1")
    (thread,) = await threads(world, order.id)
    async with world.units() as unit:
        begun = await unit.events.begin_reply(thread, order.id)
        await unit.commit()
    assert begun is not None
    await shipped(world, push, "#1-F2")
    async with world.units() as unit:
        assert await unit.events.begun_reply(thread, order.id) == begun
        await unit.events.replied(thread, begun.key, NOON)
        assert await unit.events.begun_reply(thread, order.id) is None
        rest = await unit.events.begin_reply(thread, order.id)
        assert rest is not None
        assert rest.key != begun.key
        assert [one.details["parcel"] for one in rest.events] == ["#1-F2"]
        await unit.events.replied(thread, rest.key, NOON)
        await unit.commit()
    assert await threads(world, order.id) == []


async def test_an_order_is_forgotten_with_its_history(world: World, engine: AsyncEngine) -> None:
    order = await world.order(fulfillment_status="FULFILLED")
    push = await world.push(order.id, PushState.FAILED, reason=reasons.UNPAID)
    await posted(world, f"order:{order.id}", ALERT)
    await shipped(world, push, "#1-F1")
    (thread,) = await threads(world, order.id)
    async with world.units() as unit:
        await unit.mirrors.keep_links(push.id, {"gid://s/1": ("gid://d/1", None)})
        await unit.events.begin_reply(thread, order.id)
        assert await unit.retention.forget_orders(NOON + timedelta(days=999), 10) == 1
        await unit.commit()
    async with engine.connect() as connection:
        for table in ("orders", "events", "tellings", "line_links"):
            left = await connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own tables
            assert left.scalar_one() == 0, table
