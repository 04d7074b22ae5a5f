"""When a push goes by itself: since when it waits, and what is left to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.planning import Plan, plan
from core.domain.push_settings import Mode
from core.domain.pushes import PushState
from core.domain.qualification import judge
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    ORDER,
    WAIT,
    connection,
    line,
    order,
    push,
    push_line,
    source,
    terms,
)
from tests.unit.domain.test_planning import AUTOMATIC, LATER, only, planned

_S = PushState
A1 = push_line(1, "A")


@pytest.mark.parametrize("minutes", [0, 1, 30])
def test_a_changed_waiting_time_counts_from_when_the_waiting_began(minutes: int) -> None:
    first = only(planned(order(), connections=[AUTOMATIC]).added)
    assert (first.waiting_since, first.due_at) == (NOW, NOW + WAIT)
    other = connection(mode=Mode.AUTOMATIC, waiting_time=timedelta(minutes=minutes))
    verdict = judge(order(), [source(NORTH, "A")], terms())
    changed = only(plan(ORDER, verdict, [other], [first], LATER).changed)
    assert (changed.waiting_since, changed.due_at) == (NOW, NOW + timedelta(minutes=minutes))
    assert plan(ORDER, verdict, [other], [changed], LATER) == Plan((), ())


def test_manual_mode_stops_what_waits_for_its_time() -> None:
    timed = push(_S.WAITING, [A1], due_at=LATER)
    left = only(planned(order(), timed).changed)
    assert (left.due_at, left.left_to_person) == (None, True)


def test_what_came_in_while_manual_is_left_to_a_person_in_automatic_mode_too() -> None:
    waiting = only(planned(order()).added)
    assert planned(order(), waiting, connections=[AUTOMATIC]) == Plan((), ())
    held = only(planned(order(financial_status="PENDING"), waiting).changed)
    freed = only(planned(order(), held, connections=[AUTOMATIC]).changed)
    assert (freed.state, freed.due_at) == (_S.WAITING, None)
    more = order(line(1, "A"), line(2, "B"))
    rest = only(planned(more, replace(waiting, state=_S.PUSHED), connections=[AUTOMATIC]).added)
    assert (rest.part, rest.due_at) == (2, None)


def test_what_nothing_matched_while_manual_is_left_to_a_person_when_it_does() -> None:
    skipped = only(planned(order(), sources=[source(NORTH)]).added)
    assert (skipped.state, skipped.left_to_person) == (_S.SKIPPED, True)
    back = only(planned(order(), skipped, connections=[AUTOMATIC]).changed)
    assert (back.state, back.due_at) == (_S.WAITING, None)


@pytest.mark.parametrize(
    ("settings", "goes"),
    [({"order_push": False}, False), ({"plan": "Starter"}, False), ({"paused": True}, True)],
)
def test_what_came_in_while_order_push_was_off_is_left_to_a_person(
    settings: dict[str, object], goes: bool
) -> None:
    off = judge(order(), [source(NORTH, "A")], terms(**settings))
    held = only(plan(ORDER, off, [AUTOMATIC], [], NOW).added)
    assert held.state is _S.HELD
    freed = only(planned(order(), held, connections=[AUTOMATIC]).changed)
    assert (freed.state, freed.due_at) == (_S.WAITING, NOW + WAIT if goes else None)
