"""Not faster than Slack allows, all processes together.

Source: Slack's rate limits (docs.slack.dev, "Rate limits"): about one message a second and channel
with short bursts; every other method by its tier, counted over the whole workspace.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog

from core.domain.errors import NotYet, SyncError, Throttled
from core.domain.reasons import Reason
from core.domain.words import later
from core.ports.pacing import Lanes, Rate

MESSAGES = Rate(interval=1.0, burst=2)
"""Into one channel."""

TIER_2 = Rate(interval=3.5, burst=3)
"""At most 20 calls of one method in any minute."""

TIER_3 = Rate(interval=1.5, burst=10)
"""Calls of one method, `chat.update` for one: at most 50 in any minute."""

PATIENCE = 2.0
"""Seconds that a job sleeps for its turn. What has to wait longer goes back into the queue: a storm
in one lane must not keep the workers from what people wait for."""

_TURN = Reason(
    "slack_paced",
    later("SyncTec writes to Slack no faster than Slack allows."),
    later("Nothing to do: it goes out in its turn."),
)
_log = structlog.get_logger(__name__)


def posts(channel: str) -> str:
    """The lane of messages into one channel."""
    return f"post:{channel}"


@dataclass(frozen=True, slots=True)
class Pace:
    """Turns in the lanes. `speed` multiplies Slack's published rates."""

    lanes: Lanes
    speed: float = 1.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def turn(self, lane: str, rate: Rate) -> None:
        """Return when something may go out through this lane; a pause that Slack asks for
        meanwhile is kept.

        Raises:
            NotYet: its turn comes later than a job should sleep.
            Temporary: the lane could not be asked.
        """
        scaled = Rate(rate.interval / self.speed, rate.burst)
        while True:
            slot = await self.lanes.take(lane, scaled, PATIENCE)
            if not slot.granted:
                raise NotYet(_TURN, timedelta(seconds=slot.wait))
            if slot.wait <= 0:
                return
            await self.sleep(slot.wait)
            if await self.lanes.paused(lane) <= 0:
                return

    @asynccontextmanager
    async def heeding(self, lane: str) -> AsyncIterator[None]:
        """Inside, a Retry-After of Slack's holds the lane for every process."""
        try:
            yield
        except Throttled as error:
            wait = error.retry_after.total_seconds() if error.retry_after else 1.0
            try:
                await self.lanes.pause(lane, wait)
            except SyncError as unkept:
                _log.warning("slack_pause_not_kept", lane=lane, code=unkept.reason.code)
            raise
