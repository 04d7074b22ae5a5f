"""When a digest is due: a local time in a zone, whatever the clocks do there."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def due_slot(at: str, timezone: str, now: datetime) -> datetime:
    """The latest time, at or before `now`, at which the local clock showed `at` (`HH:MM`). UTC.

    A local time that a change of clocks skips comes as much later as the clocks went forward; one
    that comes twice counts once, the first time.
    """
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    clock = time.fromisoformat(at)
    # Tomorrow's may be over where clocks went back across midnight; two days back where a zone
    # left out a day.
    for ahead in (1, 0, -1, -2):
        slot = datetime.combine(today + timedelta(days=ahead), clock, zone).astimezone(UTC)
        if slot <= now:
            return slot
    msg = f"no slot for {at} in {timezone} before {now}"
    raise AssertionError(msg)
