"""Every process names a tick's time alike: that is what lets one of them win."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jobs.schedule import slot_of
from tests.unit.domain.makers import NOW, PROPERTY

EVERY = st.integers(1, 86_400).map(lambda seconds: timedelta(seconds=seconds))
INSTANTS = st.timedeltas(timedelta(-3650), timedelta(3650)).map(lambda gap: NOW + gap)


@pytest.mark.parametrize(
    ("now", "seconds", "slot"),
    [
        ("2026-11-22T12:00:00", 30, "2026-11-22T12:00:00"),
        ("2026-11-22T12:00:29.999999", 30, "2026-11-22T12:00:00"),
        ("2026-11-22T12:00:30", 30, "2026-11-22T12:00:30"),
        ("2026-11-22T12:34:56", 3600, "2026-11-22T12:00:00"),
        ("2026-11-22T12:34:56", 86_400, "2026-11-22T00:00:00"),
    ],
)
def test_known_slots(now: str, seconds: int, slot: str) -> None:
    found = slot_of(datetime.fromisoformat(now).replace(tzinfo=UTC), timedelta(seconds=seconds))
    assert found == datetime.fromisoformat(slot).replace(tzinfo=UTC)


@PROPERTY
@given(INSTANTS, EVERY)
def test_an_instant_is_in_its_slot(now: datetime, every: timedelta) -> None:
    slot = slot_of(now, every)
    assert slot.tzinfo is UTC
    assert slot <= now < slot + every
    assert slot_of(slot, every) == slot
    assert slot_of(slot + every, every) == slot + every


@PROPERTY
@given(INSTANTS, EVERY, st.floats(0, 1, exclude_max=True))
def test_all_that_fire_in_one_interval_name_the_same_time(
    now: datetime, every: timedelta, share: float
) -> None:
    slot = slot_of(now, every)
    assert slot_of(slot + timedelta(seconds=int(every.total_seconds() * share)), every) == slot


@PROPERTY
@given(INSTANTS, EVERY)
def test_the_zone_of_a_machine_does_not_matter(now: datetime, every: timedelta) -> None:
    assert slot_of(now.astimezone(ZoneInfo("Pacific/Apia")), every) == slot_of(now, every)
