"""What to do with a failed job: the table, and what holds for every entry of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    NotYet,
    OutcomeUnknown,
    Rejected,
    SyncError,
    Temporary,
    Throttled,
)
from core.domain.reasons import Reason
from core.jobs.retry import GiveUp, TryAgain, decide
from tests.unit.domain.makers import PROPERTY

WHY = Reason("why", "Why.", "So.")
HOUR = timedelta(hours=1)
LONGEST = timedelta(minutes=5)
NONE = timedelta(0)
SECOND = timedelta(seconds=1)

FINAL: list[SyncError] = [
    Rejected(WHY),
    AccessRefused(WHY),
    NotFound(WHY),
    OutcomeUnknown(WHY),
    Broken(WHY, "detail"),
    SyncError(WHY),
]
FAILURES = st.integers(0, 10_000)
SPANS = st.timedeltas(NONE, 2 * HOUR)
JITTER = st.floats(0, 1)


def again(
    failures: int = 0,
    elapsed: timedelta = NONE,
    limit: timedelta = HOUR,
    jitter: float = 1,
    retry_after: timedelta | None = None,
) -> timedelta | None:
    """The wait, None for giving up."""
    decision = decide(Temporary(WHY, retry_after), failures, elapsed, limit, jitter)
    return decision.after if isinstance(decision, TryAgain) else None


@pytest.mark.parametrize("error", FINAL, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("failures", [0, 1, 100])
def test_only_temporary_faults_are_tried_again(error: SyncError, failures: int) -> None:
    assert decide(error, failures, NONE, HOUR, 0.5) == GiveUp()


@pytest.mark.parametrize("kind", [Temporary, Throttled])
def test_every_temporary_fault_is(kind: type[Temporary]) -> None:
    assert decide(kind(WHY), 0, NONE, HOUR, 1) == TryAgain(2 * SECOND)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 2), (1, 4), (2, 8), (3, 16), (6, 128), (7, 256), (8, 300), (9, 300), (10_000, 300)],
)
def test_the_wait_doubles_up_to_five_minutes(failures: int, seconds: int) -> None:
    assert again(failures) == timedelta(seconds=seconds)
    assert again(failures, jitter=0) == timedelta(seconds=seconds) / 2


@pytest.mark.parametrize(
    ("elapsed", "limit", "tried"),
    [
        (NONE, HOUR, True),
        (HOUR - timedelta(microseconds=1), HOUR, True),
        (HOUR, HOUR, False),
        (2 * HOUR, HOUR, False),
        (NONE, NONE, False),
        # The clock of another machine runs behind.
        (-SECOND, HOUR, True),
    ],
)
def test_faults_are_borne_until_the_limit(
    elapsed: timedelta, limit: timedelta, tried: bool
) -> None:
    assert (again(elapsed=elapsed, limit=limit) is not None) is tried


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [
        (None, 2 * SECOND),
        (NONE, 2 * SECOND),
        (SECOND, 2 * SECOND),
        (30 * SECOND, 30 * SECOND),
        (2 * HOUR, 2 * HOUR),
    ],
)
def test_what_the_store_asks_for_is_waited_for(
    retry_after: timedelta | None, expected: timedelta
) -> None:
    assert again(retry_after=retry_after) == expected


@PROPERTY
@given(FAILURES, SPANS, SPANS, JITTER)
def test_the_wait_is_never_beyond_the_longest(
    failures: int, elapsed: timedelta, limit: timedelta, jitter: float
) -> None:
    wait = again(failures, elapsed, limit, jitter)
    assert (wait is None) == (elapsed >= limit)
    assert wait is None or SECOND <= wait <= LONGEST


@PROPERTY
@given(FAILURES, JITTER, SPANS)
def test_it_is_never_sooner_than_the_store_asks_and_later_only_for_back_off(
    failures: int, jitter: float, asked: timedelta
) -> None:
    wait, plain = again(failures, jitter=jitter, retry_after=asked), again(failures, jitter=jitter)
    assert plain is not None
    assert wait == max(plain, asked)


@PROPERTY
@given(JITTER)
def test_waits_never_shrink(jitter: float) -> None:
    waits = [again(failures, jitter=jitter) for failures in range(20)]
    assert all(a and b and a <= b for a, b in pairwise(waits))


@PROPERTY
@given(FAILURES, JITTER, JITTER)
def test_jitter_spreads_over_half_of_the_wait(failures: int, one: float, other: float) -> None:
    low, high = again(failures, jitter=min(one, other)), again(failures, jitter=max(one, other))
    whole = again(failures, jitter=1)
    assert low is not None
    assert high is not None
    assert whole is not None
    assert whole / 2 <= low <= high <= whole


@pytest.mark.parametrize("failures", [0, 9])
def test_what_waits_for_its_turn_comes_back_in_that_time(failures: int) -> None:
    turn = NotYet(WHY, 7 * SECOND)
    assert decide(turn, failures, NONE, HOUR, 1) == TryAgain(7 * SECOND)
    assert decide(turn, failures, HOUR, HOUR, 1) == GiveUp()


def test_patient_work_outlasts_what_broke() -> None:
    broken = Broken(WHY)
    assert decide(broken, 0, NONE, HOUR, 1, patient=True) == TryAgain(LONGEST)
    assert decide(broken, 9, HOUR, HOUR, 1, patient=True) == GiveUp()


def test_patient_work_outlasts_a_lost_access() -> None:
    refused = AccessRefused(WHY)
    assert decide(refused, 0, NONE, HOUR, 1, patient=True) == TryAgain(2 * SECOND)
    assert decide(refused, 0, HOUR, HOUR, 1, patient=True) == GiveUp()
    assert decide(Rejected(WHY), 0, NONE, HOUR, 1, patient=True) == GiveUp()
