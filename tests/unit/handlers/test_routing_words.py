"""Which channel hears what, typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.routes import Topic
from handlers.grammar import Command, Misunderstood, Mute, Subscribe, Unsubscribe, parse

FAILURES = frozenset({Topic.FAILURES})
EVERY = frozenset(Topic)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("subscribe", Subscribe()),
        ("subscribe dest failures", Subscribe("dest", FAILURES)),
        ("subscribe to failures of DEST", Subscribe("dest", FAILURES)),
        ("subscribe dest", Subscribe("dest", EVERY)),
        ("subscribe dest failures, orders", Subscribe("dest", FAILURES | {Topic.ORDERS})),
        ("unsubscribe dest failures", Unsubscribe("dest", FAILURES)),
        ("mute dest failures 2h", Mute("dest", FAILURES, timedelta(hours=2))),
        ("mute dest for 30min", Mute("dest", EVERY, timedelta(minutes=30))),
        ("mute dest for 2 days", Mute("dest", EVERY, timedelta(days=2))),
        ("mute dest failures", Mute("dest", FAILURES, timedelta(hours=1))),
        ("unmute dest", Mute("dest", EVERY, None)),
    ],
)
def test_it_is_understood(typed: str, meant: Command) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("subscribe failures", "After `subscribe` comes a store"),
        ("subscribe dest north failures", "`north` was not expected"),
        ("mute dest 90d", "is no time up to 30 days"),
        ("mute dest 0h", "is no time"),
        ("mute dest 2 years", "`2years` is no time"),
        ("mute dest 7", "`7` is no time"),
        ("mute dest 1h 2h", "`2h` was not expected"),
        ("silence dest", "Did you mean `mute`?"),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str) -> None:
    answer = parse(typed)
    assert isinstance(answer, Misunderstood)
    assert said in answer.problem
