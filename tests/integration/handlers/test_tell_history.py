"""What is new of an order is told once in the threads of its messages, whatever dies or is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.notifier import SlackNotifier
from core.bootstrap import SystemClock
from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.errors import Temporary
from core.domain.history import Event, EventKind
from core.domain.pushes import Push, PushState
from core.usecases.tell_history import TellHistory
from tests.contract.slack.world import DEST, People
from tests.integration.db.conftest import KEY, NOON, PlainJobs, World, a_world, source_order
from tests.unit.bot import cards

NORTH = "C0NORTH"


@dataclass(frozen=True, slots=True)
class Desk:
    """An order that was pushed, with its alert and its "New order received"."""

    world: World
    push: Push
    people: People
    tell: TellHistory
    alert: str
    received: str

    async def happens(self, kind: EventKind, parcel: str) -> None:
        event = Event(
            self.push.order_id,
            self.push.id,
            f"{kind}:{parcel}",
            kind,
            NOON,
            "store:east",
            {"parcel": parcel, "units": "1", "company": "UPS", "numbers": "1Z"},
        )
        async with self.world.units() as unit:
            await unit.events.add([event])
            await unit.commit()

    async def told(self) -> None:
        await self.tell(self.push.order_id)

    async def replies(self, ts: str, channel: str = DEST) -> list[str]:
        """What the replies of a thread say."""
        thread = await self.people.get(f"channels/{channel}/threads/{ts}")
        return [str(message["blocks"]) for message in thread if message["ts"] != ts]

    async def waits(self) -> bool:
        async with self.world.units() as unit:
            return bool(await unit.events.threads(self.push.order_id))


@pytest.fixture
async def desk(engine: AsyncEngine, notifier: SlackNotifier, people: People) -> Desk:
    vault = Vault([KEY])

    def units() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine, vault, PlainJobs)

    world = await a_world(units)
    order = await world.order()
    push = await world.push(order.id, PushState.PUSHED, source_order=source_order())
    keys = (f"order:{order.id}", DEST), (f"received:{push.id}", NORTH)
    posted = [await notifier.post(channel, key, cards.order()) for key, channel in keys]
    async with units() as unit:
        for (key, channel), ts in zip(keys, posted, strict=True):
            await unit.messages.shown(key, channel, ts, "x")
        await unit.commit()
    tell = TellHistory(units, notifier, SystemClock())
    return Desk(world, push, people, tell, *posted)


async def test_a_burst_is_one_reply_in_each_thread_and_told_once(desk: Desk) -> None:
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    await desk.happens(EventKind.TRACKING, "#2045-F1")
    await desk.told()
    await desk.told()
    for ts, channel in ((desk.alert, DEST), (desk.received, NORTH)):
        (reply,) = await desk.replies(ts, channel)
        assert "Shipped 1 unit" in reply
        assert "UPS 1Z" in reply
    assert not await desk.waits()
    assert len(await desk.people.sees()) == 1


async def test_a_reply_whose_answer_was_lost_is_not_posted_twice(desk: Desk) -> None:
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    await desk.people.fault("drop_answer", operation="chat.postMessage")
    with pytest.raises(Temporary):
        await desk.told()
    await desk.happens(EventKind.SHIPPED, "#2045-F2")
    await desk.told()
    first, second = await desk.replies(desk.alert)
    assert "#2045-F1" in first
    assert "#2045-F1" not in second
    assert "#2045-F2" in second
    assert not await desk.waits()


async def test_a_reply_that_was_named_and_never_posted_is_posted(desk: Desk) -> None:
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    await desk.people.fault("drop_request", operation="chat.postMessage")
    with pytest.raises(Temporary):
        await desk.told()
    assert await desk.replies(desk.alert) == []
    await desk.told()
    assert len(await desk.replies(desk.alert)) == 1


async def test_a_deleted_alert_is_not_replied_to_and_the_other_thread_is(
    desk: Desk, client: AsyncWebClient
) -> None:
    await client.chat_delete(channel=DEST, ts=desk.alert)
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    await desk.told()
    assert await desk.people.sees() == []
    assert len(await desk.replies(desk.received, NORTH)) == 1
    assert not await desk.waits()


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel"])
async def test_a_channel_that_is_closed_is_not_tried_for_ever(desk: Desk, error: str) -> None:
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    await desk.people.fault("error", operation="chat.postMessage", error=error, times=2)
    await desk.told()
    assert not await desk.waits()
    await desk.happens(EventKind.SHIPPED, "#2045-F2")
    await desk.told()
    (reply,) = await desk.replies(desk.alert)
    assert "#2045-F2" in reply


async def test_of_an_erased_order_nothing_more_is_told(desk: Desk) -> None:
    await desk.happens(EventKind.SHIPPED, "#2045-F1")
    async with desk.world.units() as unit:
        await unit.retention.erase([desk.push.order_id], NOON)
        await unit.commit()
    await desk.told()
    assert await desk.replies(desk.alert) == []


async def test_what_the_alert_says_itself_waits_for_something_worth_a_reply(desk: Desk) -> None:
    await desk.told()
    assert await desk.replies(desk.alert) == []
    gone: Any = replace(source_order(), cancelled_at=NOON)
    async with desk.world.units() as unit:
        await unit.pushes.save(replace(desk.push, source_order=gone))
        await unit.commit()
    await desk.told()
    (reply,) = await desk.replies(desk.alert)
    assert "Pushed 2 \u00d7 Teapot" in reply
    assert "Cancelled order" in reply
