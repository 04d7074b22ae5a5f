"""When a digest is due, a local time in a zone whatever the clocks do there; what it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain.stores import Store, StoreId
from core.domain.words import later

EVERY_DAY = frozenset(range(1, 8))
"""Of the week, 1 is Monday (ISO 8601)."""
BUCKETS = (
    (later("under 1 d"), 1),
    (later("1 to 2 d"), 3),
    (later("3 to 6 d"), 7),
    (later("1 to 2 w"), 14),
    (later("over 2 w"), 0),
)
"""Ages of open orders: the name, and the days at which the next one begins."""
SNOOZED_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """When a channel gets its digest: local time `HH:MM` in an IANA zone, on these days of the
    week; and of which stores, None: of those that post into the channel."""

    channel: str
    at: str
    timezone: str
    enabled: bool = True
    weekdays: frozenset[int] = EVERY_DAY
    store_ids: tuple[StoreId, ...] | None = None

    def stores(self, every: Collection[Store]) -> list[Store]:
        """Those that it is about."""
        if self.store_ids is None:
            return [store for store in every if store.channel == self.channel]
        return [store for store in every if store.id in self.store_ids]


@dataclass(frozen=True, slots=True)
class Cause:
    """So many pushes to one source failed for one reason."""

    source: str
    sentence: str
    many: int


@dataclass(frozen=True, slots=True)
class DigestFigures:
    """What a digest counts besides its rows: open orders by age (in the sequence of BUCKETS),
    failures by cause, parcels of the last week without tracking, what was pushed and shipped since
    the day before, and orders that somebody snoozed."""

    ages: tuple[int, ...] = (0,) * len(BUCKETS)
    causes: tuple[Cause, ...] = ()
    untracked: int = 0
    pushed: int = 0
    shipped: int = 0
    snoozed: int = 0


@dataclass(frozen=True, slots=True)
class DigestForm:
    """The window of a channel's digest: how it is set, and the stores it can be about."""

    settings: DigestSettings
    stores: tuple[Store, ...]


def due_slot(
    at: str, timezone: str, now: datetime, weekdays: Collection[int] = EVERY_DAY
) -> datetime:
    """The latest time, at or before `now`, at which the local clock showed `at` (`HH:MM`) on one of
    these days. UTC.

    A local time that a change of clocks skips comes as much later as the clocks went forward; one
    that comes twice counts once, the first time.

    Raises:
        ValueError: there is no such day.
    """
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    clock = time.fromisoformat(at)
    # Tomorrow's may be over where clocks went back across midnight; two days back where a zone
    # left out a day; a week back for the days.
    for ahead in range(1, -10, -1):
        day = today + timedelta(days=ahead)
        slot = datetime.combine(day, clock, zone).astimezone(UTC)
        if slot <= now and day.isoweekday() in weekdays:
            return slot
    msg = f"no slot for {at} in {timezone} before {now} on {sorted(weekdays)}"
    raise ValueError(msg)
