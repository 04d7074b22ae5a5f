"""A source order that does not take a change: who is asked, and what is done then; and what a
source's people take off their order by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.domain.mirrors import edits, remakes, source_side
from core.domain.mirrors.questions import (
    CHOICE,
    REFUSED,
    Choice,
    answered,
    choices_of,
)
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Line, Progress, Units
from tests.unit.domain.makers import push_line
from tests.unit.domain.progress_makers import NOW, mirror, pair, progress, refund

ANNA = "U0ANNA"


def asked(state: State = State.ASKED, units: int = 2, **changes: Any) -> Mirror:
    return mirror(Kind.EDIT, state, place=REFUSED, units=(Units("L1", units),), **changes)


def with_line(name: str, gid: str, current: int, **changes: Any) -> Progress:
    """Three were ordered."""
    line = Line(gid, None, gid, None, 3, current)
    return replace(progress(name, {gid: (current, 0)}), lines=(line,), **changes)


def edit_steps(current: int, *mirrors: Mirror) -> list[object]:
    order = with_line("order", "L1", current)
    return list(edits.steps(order, [pair(progress("source", {"SL1": (3, 0)}), order, *mirrors)]))


def test_what_people_are_asked_about_is_not_tried_again_until_it_changes() -> None:
    assert len(edit_steps(1)) == 1
    for state in (State.ASKED, State.AGREED, State.SENDING, State.DONE):
        assert edit_steps(1, asked(state)) == []
    kept = answered(asked(), Choice.KEEP, ANNA)
    assert edit_steps(1, kept) == []
    assert len(edit_steps(0, kept)) == 1
    # What settled by itself may come again.
    assert len(edit_steps(1, asked(State.LEFT))) == 1


def test_a_question_of_which_nothing_is_left_is_closed() -> None:
    (step,) = edit_steps(3, asked())
    assert step == edits.Settled(step.pair, asked())  # type: ignore[attr-defined]  # shown by ==
    assert edit_steps(3, answered(asked(), Choice.KEEP, ANNA)) == []


def test_it_may_be_made_again_or_kept() -> None:
    assert choices_of(asked()) == (Choice.REMAKE, Choice.KEEP)
    agreed = answered(asked(), Choice.REMAKE, ANNA)
    assert (agreed.state, agreed.details[CHOICE]) == (State.AGREED, "remake")
    elsewhere = replace(asked(), place="shipped")
    with pytest.raises(ValueError, match="no open question"):
        answered(elsewhere, Choice.REMAKE, ANNA)


@pytest.mark.parametrize(
    ("found", "over", "shipped", "expected"),
    [
        (asked(), False, 0, None),
        (asked(), True, 0, remakes.Settled),
        (asked(State.AGREED), False, 0, remakes.Cancel),
        (asked(State.AGREED), False, 1, remakes.TooLate),
        (asked(State.AGREED), True, 0, remakes.PushAgain),
        (asked(State.SENDING, lease_until=NOW + timedelta(seconds=1)), False, 0, None),
        (asked(State.SENDING, lease_until=NOW), False, 0, remakes.Cancel),
        (asked(State.SENDING, lease_until=NOW + timedelta(seconds=1)), True, 0, remakes.PushAgain),
        (asked(State.DONE), True, 0, None),
        (asked(State.LEFT), False, 0, None),
    ],
)
def test_it_is_cancelled_first_and_pushed_when_it_is_over(
    found: Mirror, over: bool, shipped: int, expected: type | None
) -> None:
    ended = {"cancelled_at": NOW} if over else {}
    source = progress("source", {"SL1": (3, shipped)}, **ended)
    order = with_line("order", "L1", 1)
    step = remakes.step(pair(source, order, found), NOW)
    assert type(step) is (expected or type(None))
    gone = with_line("order", "L1", 1, cancelled_at=NOW)
    settled = remakes.step(pair(source, gone, found), NOW)
    is_open = found.state in {State.ASKED, State.AGREED, State.SENDING}
    assert type(settled) is (remakes.Settled if is_open else type(None))


def test_a_source_order_that_we_had_cancelled_is_no_question() -> None:
    order = progress("order", {"L1": (3, 0)})
    source = progress("source", {"SL1": (3, 0)}, cancelled_at=NOW)
    assert len(list(source_side.steps(order, [pair(source, order)]))) == 1
    ours = asked(State.SENDING, lease_until=NOW)
    assert list(source_side.steps(order, [pair(source, order, ours)])) == []


# ------------------------------------------------------------- taken off by the source


def taken_off(
    current: int, *mirrors: Mirror, carried: int = 3, wanted: int = 3, **changes: Any
) -> list[object]:
    """Of three units the source order has `current` left; its push carries `carried`, the customer
    wants `wanted`."""
    order, source = with_line("order", "L1", wanted), with_line("source", "SL1", current, **changes)
    both = pair(source, order, *mirrors)
    lines = (replace(push_line(quantity=carried), line_gid="L1"),)
    both = replace(both, push=replace(both.push, lines=lines))
    return list(source_side.steps(order, [both]))


def test_what_the_source_takes_off_is_asked_about_once() -> None:
    (step,) = taken_off(1)
    assert isinstance(step, source_side.Edited)
    assert step.units == (Units("L1", 2),)
    known = mirror(Kind.SOURCE_EDITED, State.LEFT, units=(Units("L1", 1),))
    (more,) = taken_off(1, known)
    assert isinstance(more, source_side.Edited)
    assert more.units == (Units("L1", 1),)
    assert taken_off(2, known) == []


def test_what_was_taken_off_for_the_customer_or_by_a_refund_is_not() -> None:
    assert taken_off(1, wanted=1) == []
    # We took it off, and the customer has it back on the order: the push carries less.
    assert taken_off(1, carried=1) == []
    found = taken_off(1, refunds=(refund(1, ("SL1", 2, "CANCEL")),))
    assert not any(isinstance(one, source_side.Edited) for one in found)
