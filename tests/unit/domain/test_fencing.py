"""Whose answer still counts: the newest attempt's, for as long as nothing newer was begun."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.pushes import MOVES, PushState, may_settle, move
from tests.unit.domain.makers import PROPERTY, push

_S = PushState
ENDS = [_S.PUSHED, _S.FAILED, _S.QUEUED, _S.UNKNOWN]
"""What an attempt may end as: done, refused, not sent, in doubt."""

COUNTS = {
    **{(_S.SENDING, end): True for end in ENDS},
    # The lease ended; then the answer came after all.
    (_S.UNKNOWN, _S.PUSHED): True,
    (_S.UNKNOWN, _S.FAILED): True,
    (_S.UNKNOWN, _S.QUEUED): True,
    (_S.UNKNOWN, _S.UNKNOWN): False,
    # A person said "send again", or the look-up proved it absent; then the success came.
    (_S.QUEUED, _S.PUSHED): True,
}


@pytest.mark.parametrize(("state", "end"), list(product(PushState, ENDS)))
def test_what_an_answer_still_decides(state: PushState, end: PushState) -> None:
    assert may_settle(push(state, attempt=2), 2, end) is COUNTS.get((state, end), False)


@PROPERTY
@given(
    st.sampled_from(list(PushState)),
    st.sampled_from(list(PushState)),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_an_older_attempt_never_settles_and_no_answer_breaks_the_table(
    state: PushState, to: PushState, newest: int, attempt: int
) -> None:
    found = push(state, attempt=newest)
    if may_settle(found, attempt, to):
        assert attempt == newest
        assert to in MOVES[state]
        assert move(found, to).state is to


@pytest.mark.parametrize("to", list(PushState))
@pytest.mark.parametrize("state", [_S.PUSHED, _S.CANCELLED, _S.FAILED])
def test_what_was_settled_is_not_settled_again(state: PushState, to: PushState) -> None:
    assert not may_settle(push(state, attempt=1), 1, to)
