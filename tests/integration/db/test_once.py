"""What happens once, however many ask at once: deliveries, messages, ticks."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.domain.digests import DigestSettings
from core.ports.records import MessageRecord
from tests.integration.db.conftest import NOON, Units, World


async def test_a_delivery_is_taken_once(world: World) -> None:
    async def take() -> bool:
        async with world.units() as unit:
            taken = await unit.inbox.take(
                "wh-1", world.dest.id, "orders/paid", "gid://shopify/Order/1", "ev-1", NOON
            )
            await unit.commit()
        return taken

    assert sum(await asyncio.gather(*(take() for _ in range(8)))) == 1
    assert await take() is False


async def test_a_delivery_whose_taker_failed_is_taken_by_the_next(world: World) -> None:
    """The second one waits for the first one's end; it must not answer "duplicate" too early."""
    holding, waiting = asyncio.Event(), asyncio.Event()

    async def fail() -> None:
        async with world.units() as unit:
            assert await unit.inbox.take("wh-1", world.dest.id, "t", "r", None, None)
            holding.set()
            await waiting.wait()

    async def succeed() -> bool:
        await holding.wait()
        async with world.units() as unit:
            waiting.set()
            taken = await unit.inbox.take("wh-1", world.dest.id, "t", "r", None, None)
            await unit.commit()
        return taken

    _, taken = await asyncio.gather(fail(), succeed())
    assert taken


async def test_a_tick_is_won_by_one(units: Units) -> None:
    async def win(minutes: int) -> bool:
        async with units() as unit:
            won = await unit.schedule.win("digest:C1", NOON + timedelta(minutes=minutes))
            await unit.commit()
        return won

    assert sum(await asyncio.gather(*(win(0) for _ in range(9)))) == 1
    assert await win(1)


async def test_a_message_is_begun_once(units: Units) -> None:
    async def begin(channel: str) -> MessageRecord:
        async with units() as unit:
            record = await unit.messages.begin("order:1", channel)
            await unit.commit()
        return record

    records = await asyncio.gather(*(begin(f"C{n}") for n in range(6)))
    assert len(set(records)) == 1
    assert records[0].ts is None


async def test_a_message_shows_what_was_shown_last(units: Units) -> None:
    async with units() as unit:
        await unit.messages.begin("order:1", "C1")
        await unit.messages.shown("order:1", "C1", "1.2", "abc")
        await unit.messages.shown("order:2", "C2", "3.4", "def")
        await unit.messages.shown("order:1", "C1", "1.2", "ghi")
        await unit.commit()
    async with units() as unit:
        found = await unit.messages.get(["order:1", "order:2", "order:3"])
        assert found == {
            "order:1": MessageRecord("order:1", "C1", "1.2", "ghi"),
            "order:2": MessageRecord("order:2", "C2", "3.4", "def"),
        }
        assert await unit.messages.begin("order:1", "C9") == found["order:1"]
        assert await unit.messages.get([]) == {}


async def test_a_cursor_stands_where_it_was_moved(world: World) -> None:
    async with world.units() as unit:
        assert await unit.schedule.cursor(world.dest.id) is None
        for to in (NOON, NOON + timedelta(seconds=30), NOON - timedelta(days=1)):
            await unit.schedule.move_cursor(world.dest.id, to)
            assert await unit.schedule.cursor(world.dest.id) == to
        assert await unit.schedule.cursor(world.east.id) is None


async def test_digests_are_set_by_channel_and_remember_the_newest(units: Units) -> None:
    early = DigestSettings("C1", "08:30", "Europe/Berlin")
    late = DigestSettings("C1", "17:00", "America/New_York", enabled=False)
    other = DigestSettings("C0", "00:00", "UTC")
    async with units() as unit:
        for settings in (early, other, late):
            await unit.schedule.set_digest(settings)
        assert await unit.schedule.digests() == [other, late]
        assert await unit.schedule.last_digest("C1") is None
        # A digest asked for by hand, in a channel that has no settings.
        await unit.schedule.digest_posted("C7", NOON)
        await unit.schedule.digest_posted("C7", NOON - timedelta(days=1))
        assert await unit.schedule.last_digest("C7") == NOON
