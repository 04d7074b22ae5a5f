"""A loop ends when it is told to, whatever its step makes of that."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from core.jobs.looping import forever


async def test_a_cancellation_that_a_step_keeps_to_itself_ends_the_loop() -> None:
    begun = asyncio.Event()
    rounds = 0

    async def step() -> None:
        nonlocal rounds
        rounds += 1
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    async with asyncio.timeout(10):
        task = asyncio.create_task(forever(step, 0))
        await begun.wait()
        task.cancel()
        await task
    assert rounds == 1


async def test_it_goes_on_until_then() -> None:
    enough = asyncio.Event()
    rounds = 0

    async def step() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            enough.set()

    async with asyncio.timeout(10):
        task = asyncio.create_task(forever(step, 0))
        await enough.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert rounds >= 3
    assert task.done()
