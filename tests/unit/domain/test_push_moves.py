"""The moves of a push: the table as it is meant, and a push that lives by it."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.domain.pushes import MOVES, OPEN, PUSHABLE, SETTLED, IllegalMove, PushState, move
from core.domain.reasons import UNPAID
from tests.unit.domain.makers import PROPERTY, push, push_line, source_order

# Written apart from the table: `x` where a push may go.
_MEANT = """
.             held waiting queued sending unknown pushed failed skipped cancelled
held             .       x      x       .       .      .      .       x         x
waiting          x       .      x       .       .      .      .       x         x
queued           x       x      .       x       .      x      x       x         x
sending          .       .      x       .       x      x      x       .         .
unknown          .       .      x       .       .      x      x       .         x
failed           x       .      x       .       .      .      .       x         x
skipped          x       x      x       .       .      .      .       .         .
pushed           .       .      .       .       .      .      .       .         x
cancelled        .       .      .       .       .      .      .       .         .
"""


def meant() -> dict[str, set[str]]:
    (_, *columns), *rows = (row.split() for row in _MEANT.strip().splitlines())
    return {
        name: {to for to, mark in zip(columns, marks, strict=True) if mark == "x"}
        for name, *marks in rows
    }


def reachable(start: PushState) -> set[PushState]:
    seen, ahead = {start}, deque([start])
    while ahead:
        new = MOVES[ahead.popleft()] - seen
        seen |= new
        ahead.extend(new)
    return seen


def test_the_table_has_a_row_for_every_state_and_knows_no_other() -> None:
    assert set(MOVES) == set(PushState)
    assert set().union(*MOVES.values()) <= set(PushState)


def test_the_table_is_as_it_is_meant() -> None:
    assert {state.value: {to.value for to in ways} for state, ways in MOVES.items()} == meant()


@pytest.mark.parametrize("to", list(PushState))
@pytest.mark.parametrize("state", list(PushState))
def test_only_moves_of_the_table_are_made(state: PushState, to: PushState) -> None:
    before = push(state, [push_line()], reason=UNPAID, attempt=3)
    if to in MOVES[state]:
        assert move(before, to) == replace(before, state=to)
        assert before.state is state
    else:
        with pytest.raises(IllegalMove, match=f"from {state} to {to}"):
            move(before, to)


def test_a_move_changes_what_it_is_told_and_nothing_else() -> None:
    before = push(PushState.SENDING, [push_line()], actor="U1", attempt=2)
    made = source_order()
    after = move(before, PushState.PUSHED, reason=None, source_order=made)
    assert after == replace(before, state=PushState.PUSHED, source_order=made)


def test_an_illegal_move_is_refused_before_anything_changes() -> None:
    done = push(PushState.CANCELLED)
    with pytest.raises(IllegalMove):
        move(done, PushState.QUEUED, actor="U1")
    assert done == push(PushState.CANCELLED)


def test_cancelled_is_the_only_end_and_everything_can_come_to_it() -> None:
    assert [state for state, ways in MOVES.items() if not ways] == [PushState.CANCELLED]
    for state in PushState:
        assert PushState.CANCELLED in reachable(state)


def test_every_state_can_be_reached_from_a_beginning() -> None:
    begun = set().union(*(reachable(s) for s in (PushState.HELD, PushState.WAITING)))
    assert begun == set(PushState)


def test_nothing_leads_from_pushed_back_to_sending() -> None:
    assert reachable(PushState.PUSHED) == {PushState.PUSHED, PushState.CANCELLED}


def test_only_a_queued_push_is_sent_and_only_a_sent_one_is_in_doubt() -> None:
    assert [s for s, ways in MOVES.items() if PushState.SENDING in ways] == [PushState.QUEUED]
    assert [s for s, ways in MOVES.items() if PushState.UNKNOWN in ways] == [PushState.SENDING]


def test_a_source_order_comes_of_something_that_was_sent_at_least_once() -> None:
    before = {s for s, ways in MOVES.items() if PushState.PUSHED in ways}
    # Queued again after a doubt, when the answer came all the same.
    assert before == {PushState.SENDING, PushState.UNKNOWN, PushState.QUEUED}


def test_the_sets_of_states_agree_with_the_table() -> None:
    assert all(PushState.QUEUED in MOVES[state] for state in PUSHABLE)
    assert (
        frozenset(PushState)
        - {
            PushState.PUSHED,
            PushState.SKIPPED,
            PushState.CANCELLED,
        }
        == OPEN
    )
    assert SETTLED.isdisjoint(PUSHABLE)
    assert SETTLED - {PushState.PUSHED} <= OPEN


class Life(RuleBasedStateMachine):
    """A push that is asked for every move at any time, beside a model that knows the table only
    as it is meant."""

    def __init__(self) -> None:
        super().__init__()
        self.push = push(PushState.WAITING, [push_line()])
        self.model = "waiting"
        self.ended = False
        self.allowed = meant()

    @rule(to=st.sampled_from(list(PushState)), attempt=st.integers(0, 9))
    def ask(self, to: PushState, attempt: int) -> None:
        before = self.push
        try:
            self.push = move(before, to, attempt=attempt)
        except IllegalMove:
            assert to.value not in self.allowed[self.model]
            assert self.push is before
        else:
            assert to.value in self.allowed[self.model]
            assert self.push.attempt == attempt
            self.model = to.value
        self.ended = self.ended or self.model == "cancelled"

    @invariant()
    def it_is_where_the_model_is(self) -> None:
        assert self.push.state.value == self.model

    @invariant()
    def what_ended_stays_ended(self) -> None:
        assert not self.ended or self.push.state is PushState.CANCELLED

    @invariant()
    def what_it_is_never_changes(self) -> None:
        first = push(PushState.WAITING, [push_line()])
        same = replace(self.push, state=first.state, attempt=first.attempt)
        assert same == first


TestLife = Life.TestCase
TestLife.settings = settings(PROPERTY, max_examples=100, stateful_step_count=30)
