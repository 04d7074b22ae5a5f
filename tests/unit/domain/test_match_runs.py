"""A match of a whole catalogue: one at a time, gone on with after a crash, told now and then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.domain.match_runs import (
    MatchRun,
    Reading,
    Stage,
    begun,
    done,
    failed,
    held,
    is_to_be_told,
)
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINK = ConnectionId(3)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def first() -> MatchRun:
    run = begun(None, LINK, "U0ANNA", "C0DEST", NOW)
    assert run is not None
    return run


def test_one_run_at_a_time() -> None:
    assert begun(first(), LINK, "U0BEN", None, NOW + MINUTE) is None


def test_after_the_end_another_begins_from_nothing() -> None:
    read = replace(first(), destination=Reading("gid", 5, kept=True))
    over = done(read, NOW + SECOND)
    again = begun(over, LINK, "U0BEN", "C1", NOW + 2 * SECOND)
    assert again is not None
    assert (again.number, again.actor, again.destination) == (2, "U0BEN", Reading())
    assert again.matched_at == NOW + SECOND


def test_an_abandoned_one_is_gone_on_with() -> None:
    read = replace(first(), destination=Reading("gid", 5, kept=True))
    again = begun(read, LINK, "U0BEN", "C1", NOW + 3 * MINUTE)
    assert again is not None
    assert (again.number, again.destination, again.started_at) == (2, read.destination, NOW)


def test_what_was_read_long_ago_is_read_anew() -> None:
    read = replace(first(), destination=Reading("gid", 5, kept=True))
    again = begun(read, LINK, "U0BEN", "C1", NOW + timedelta(hours=2))
    assert again is not None
    assert again.destination == Reading()


def test_who_goes_on_keeps_others_away() -> None:
    run = held(first(), NOW + MINUTE)
    assert begun(run, LINK, None, None, NOW + 2.5 * MINUTE) is None
    patient = held(first(), NOW, longer=5 * MINUTE)
    assert begun(patient, LINK, None, None, NOW + 6 * MINUTE) is None


def test_a_failure_keeps_when_it_was_matched_before() -> None:
    run = replace(first(), matched_at=NOW)
    over = failed(run, Reason("c", "s", "r"), NOW + SECOND)
    assert (over.stage, over.over, over.matched_at) == (Stage.FAILED, True, NOW)


def test_it_is_told_at_the_ends_and_every_few_seconds() -> None:
    run = first()
    assert is_to_be_told(run, NOW)
    told = replace(run, told_at=NOW)
    assert not is_to_be_told(told, NOW + SECOND)
    assert is_to_be_told(told, NOW + 4 * SECOND)
    assert is_to_be_told(done(told, NOW + SECOND), NOW + SECOND)
