"""Loops that end when they are told to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


def told_to_end() -> bool:
    """Whether this task was cancelled, also where what it waited for kept that to itself: a
    database driver may answer a cancellation with the error of the statement it broke off."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def forever(step: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Again and again, so many seconds after the last one ended, until cancelled."""
    while not told_to_end():
        await step()
        if not told_to_end():
            await asyncio.sleep(seconds)
