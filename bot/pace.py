"""Not faster than Slack allows: about one message a second and channel, short bursts apart.

Source: Slack's rate limits (docs.slack.dev, "Posting messages").
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass(slots=True)
class Pace:
    """One lane a channel: `burst` at once, then one each `interval` seconds. Callers are let
    through in the order in which they came."""

    interval: float = 1.0
    burst: int = 2
    now: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _free_at: dict[str, float] = field(default_factory=dict)

    async def wait(self, lane: str) -> None:
        """Return when this lane's turn has come."""
        now = self.now()
        free_at = max(self._free_at.get(lane, now), now)
        self._free_at[lane] = free_at + self.interval
        pause = free_at - now - (self.burst - 1) * self.interval
        if pause > 0:
            await self.sleep(pause)
