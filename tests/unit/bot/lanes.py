"""Slack's lanes as plain arithmetic: what `core.db.lanes` does in SQL has to be this."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports.pacing import Rate, Slot


@dataclass
class Lane:
    """One lane; every method is told the time in seconds, which never goes back."""

    free_at: float = 0.0
    told_at: float = 0.0
    paused_until: float = 0.0

    def take(self, rate: Rate, most: float, now: float) -> Slot:
        """As `Lanes.take`."""
        slack = rate.interval * (rate.burst - 1)
        free = max(self.free_at, now, self.paused_until + slack)
        if free - slack <= now + most:
            self.free_at = free + rate.interval
            return Slot(max(0.0, free - slack - now))
        self.told_at = max(self.told_at + rate.interval, free - slack)
        return Slot(self.told_at - now, granted=False)

    def pause(self, seconds: float, now: float) -> None:
        """As `Lanes.pause`."""
        self.paused_until = max(self.paused_until, now + seconds)
