"""How long a doubt lasts, and when an empty answer is a proof."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.lookups import (
    DELAYS,
    TRUSTED_AFTER,
    Looks,
    absence_is_proof,
    keyed_hits_after,
    looks_to_come,
    next_delay,
)
from tests.unit.domain.makers import NOW, PROPERTY


def test_four_look_ups_over_fifteen_minutes() -> None:
    waits = [next_delay(done) for done in range(5)]
    assert waits == [timedelta(seconds=s) for s in (5, 55, 240, 600)] + [None]
    assert sum(DELAYS, timedelta()) == timedelta(minutes=15)


@PROPERTY
@given(st.lists(st.timedeltas(timedelta(0), timedelta(hours=1)), max_size=6), st.integers(0, 12))
def test_after_the_last_wait_there_is_none(delays: list[timedelta], done: int) -> None:
    expected = delays[done] if done < len(delays) else None
    assert next_delay(done, delays) == expected


def test_who_waits_knows_when_is_looked_next_and_when_for_the_last_time() -> None:
    seconds = [5, 60, 300, 900]
    for done, after in enumerate(seconds):
        expected = Looks(NOW + timedelta(seconds=after), NOW + timedelta(minutes=15))
        assert looks_to_come(NOW, done) == expected
    assert looks_to_come(NOW, len(seconds)) is None


@PROPERTY
@given(st.lists(st.booleans(), max_size=60))
def test_only_twenty_hits_in_a_row_are_trusted(answers: list[bool]) -> None:
    hits = 0
    for found in answers:
        hits = keyed_hits_after(hits, found=found)
    row = 0
    for found in reversed(answers):
        if not found:
            break
        row += 1
    assert hits == min(row, TRUSTED_AFTER)
    assert absence_is_proof(hits) == (row >= TRUSTED_AFTER)


def test_one_miss_starts_again_even_from_the_top() -> None:
    assert not absence_is_proof(TRUSTED_AFTER - 1)
    assert absence_is_proof(TRUSTED_AFTER)
    assert keyed_hits_after(TRUSTED_AFTER, found=False) == 0
    assert keyed_hits_after(TRUSTED_AFTER, found=True) == TRUSTED_AFTER
