"""When a digest is due, held against a clock on the wall that is read minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.digests import due_slot
from tests.unit.domain.makers import PROPERTY

MINUTE = timedelta(minutes=1)
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Cairo",
    "UTC",
]
TIMES = st.times().map(lambda each: f"{each:%H:%M}")
INSTANTS = st.integers(0, 32 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def changes_of_clocks(zone: str) -> list[datetime]:
    """The minutes at which the zone's offset changed, found by halving each week."""
    tz, found = ZoneInfo(zone), []
    start = utc("2007-01-01")
    while start < utc("2013-01-01"):
        end = start + timedelta(days=7)
        if start.astimezone(tz).utcoffset() != end.astimezone(tz).utcoffset():
            low, high = start, end
            while high - low > MINUTE:
                middle = low + MINUTE * ((high - low) // MINUTE // 2)
                same = middle.astimezone(tz).utcoffset() == low.astimezone(tz).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        start = end
    return found


CHANGES = [(zone, at) for zone in ZONES for at in changes_of_clocks(zone)]


def shown_last(at: str, zone: str, now: datetime) -> datetime:
    """Reads the clock backwards, minute by minute, until it shows `at` for the first time."""
    tz = ZoneInfo(zone)
    moment = now.replace(second=0, microsecond=0)
    while True:
        local = moment.astimezone(tz)
        if f"{local:%H:%M}" == at and local.fold == 0:
            return moment
        moment -= MINUTE


def in_a_gap(at: str, zone: str, day: datetime) -> bool:
    tz = ZoneInfo(zone)
    hour, minute = map(int, at.split(":"))
    local = day.replace(hour=hour, minute=minute, tzinfo=tz)
    return local.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != local.replace(tzinfo=None)


def check(at: str, zone: str, now: datetime) -> None:
    tz = ZoneInfo(zone)
    slot = due_slot(at, zone, now)
    assert slot.tzinfo is UTC
    assert slot <= now < slot + timedelta(hours=50)
    assert due_slot(at, zone, slot) == slot, "it is its own slot"
    assert due_slot(at, zone, slot - timedelta(microseconds=1)) < slot
    local = slot.astimezone(tz)
    if f"{local:%H:%M}" == at:
        assert local.fold == 0, "of a time that comes twice, the first"
        assert slot == max(slot, shown_last(at, zone, now))
    else:
        days = [local.replace(tzinfo=None) - timedelta(days=back) for back in (0, 1)]
        assert any(in_a_gap(at, zone, day) for day in days), "only a gap may move it"


@PROPERTY
@given(TIMES, st.sampled_from(ZONES), INSTANTS)
def test_at_any_instant_the_slot_is_the_last_time_the_clock_showed_it(
    at: str, zone: str, now: datetime
) -> None:
    check(at, zone, now)


@PROPERTY
@given(TIMES, st.sampled_from(CHANGES), st.integers(-4000, 4000))
def test_the_same_around_every_change_of_clocks(
    at: str, change: tuple[str, datetime], minutes: int
) -> None:
    zone, moment = change
    check(at, zone, moment + MINUTE * minutes)


@PROPERTY
@given(TIMES, st.sampled_from(CHANGES))
def test_each_day_has_one_slot_whatever_the_clocks_do(
    at: str, change: tuple[str, datetime]
) -> None:
    zone, moment = change
    ticks = [moment + MINUTE * 20 * step for step in range(-3 * 72, 3 * 72)]
    slots = [due_slot(at, zone, tick) for tick in ticks]
    assert slots == sorted(slots), "a slot never goes back"
    gaps = [later - earlier for earlier, later in pairwise(slots)]
    assert all(gap == timedelta(0) or gap >= timedelta(hours=22) for gap in gaps)
    assert 5 <= len(set(slots)) <= 8


@pytest.mark.parametrize(
    ("at", "zone", "now", "slot"),
    [
        # An ordinary day: before, at and after the time.
        ("09:00", "Europe/Berlin", "2026-11-22T07:59:59", "2026-11-21T08:00:00"),
        ("09:00", "Europe/Berlin", "2026-11-22T08:00:00", "2026-11-22T08:00:00"),
        ("09:00", "Europe/Berlin", "2026-11-22T23:59:00", "2026-11-22T08:00:00"),
        ("09:00", "Asia/Kolkata", "2026-11-22T03:30:00", "2026-11-22T03:30:00"),
        ("00:00", "America/New_York", "2026-11-22T05:00:00", "2026-11-22T05:00:00"),
        # 02:30 is skipped on 2026-03-29 in Berlin and on 2026-03-08 in New York.
        ("02:30", "Europe/Berlin", "2026-03-29T12:00:00", "2026-03-29T01:30:00"),
        ("02:30", "Europe/Berlin", "2026-03-29T01:00:00", "2026-03-28T01:30:00"),
        ("02:30", "America/New_York", "2026-03-08T12:00:00", "2026-03-08T07:30:00"),
        # It comes twice on 2026-10-25 in Berlin: the first time counts.
        ("02:30", "Europe/Berlin", "2026-10-25T00:30:00", "2026-10-25T00:30:00"),
        ("02:30", "Europe/Berlin", "2026-10-25T01:30:00", "2026-10-25T00:30:00"),
        # Samoa left out the whole of 2011-12-30: its slot is that of the day after.
        ("09:00", "Pacific/Apia", "2011-12-30T09:59:00", "2011-12-29T19:00:00"),
        ("09:00", "Pacific/Apia", "2011-12-30T18:59:00", "2011-12-29T19:00:00"),
        ("09:00", "Pacific/Apia", "2011-12-30T19:00:00", "2011-12-30T19:00:00"),
        ("09:00", "Pacific/Apia", "2011-12-31T18:59:00", "2011-12-30T19:00:00"),
        # In Newfoundland clocks went back at 00:01, so that the day before began to end again.
        ("00:00", "America/St_Johns", "2010-11-07T02:30:30", "2010-11-07T02:30:00"),
        ("00:00", "America/St_Johns", "2010-11-07T03:00:00", "2010-11-07T02:30:00"),
        ("00:00", "America/St_Johns", "2010-11-07T04:00:00", "2010-11-07T02:30:00"),
    ],
)
def test_known_days(at: str, zone: str, now: str, slot: str) -> None:
    assert due_slot(at, zone, utc(now)) == utc(slot)


def test_the_zone_in_which_now_is_given_does_not_matter() -> None:
    now = utc("2026-11-22T08:30:00")
    abroad = now.astimezone(ZoneInfo("Pacific/Apia"))
    assert due_slot("09:00", "Europe/Berlin", abroad) == due_slot("09:00", "Europe/Berlin", now)


def test_the_clocks_did_change_where_we_looked() -> None:
    zones = {zone for zone, _ in CHANGES}
    assert {"Europe/Berlin", "America/New_York", "Pacific/Apia", "America/St_Johns"} <= zones
    assert ("Europe/Berlin", utc("2007-03-25T01:00:00")) in CHANGES


@pytest.mark.parametrize("weekday", range(1, 8))
def test_a_slot_is_on_a_day_that_was_chosen(weekday: int) -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    slot = due_slot("09:00", "Europe/Berlin", now, {weekday})
    local = slot.astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.isoweekday(), local.hour) == (weekday, 9)
    assert now - timedelta(days=7) < slot <= now


def test_no_day_has_no_slot() -> None:
    with pytest.raises(ValueError, match="no slot"):
        due_slot("09:00", "UTC", datetime(2026, 11, 25, 12, tzinfo=UTC), set())
