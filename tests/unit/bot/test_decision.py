"""Decisions about an order that changed on one of its stores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.mirrors.questions import CHOICES, OVERDUE
from core.domain.mirrors.records import Kind, State
from core.domain.pushes import PushState
from core.domain.reasons import mirrors as reasons
from tests.unit.bot import cards
from tests.unit.bot.decision_cards import asked, ended, refused
from tests.unit.bot.test_cards import labels, said


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        (Kind.CANCELLATION, ["Accept", "Reject"]),
        (Kind.SOURCE_CANCELLED, ["Push again", "Refund the items", "Keep the order as it is"]),
        (Kind.SOURCE_EDITED, ["Push again", "Refund the items", "Keep the order as it is"]),
        (Kind.SOURCE_REFUND, ["Refund the items", "Keep the order as it is"]),
        (Kind.EDIT, ["Seen"]),
    ],
)
def test_each_kind_has_its_answers_until_one_is_given(kind: Kind, buttons: list[str]) -> None:
    assert labels(asked(kind)) == buttons
    for state in (State.AGREED, State.SENDING, State.DONE, State.LEFT):
        closed = ended(asked(kind), state)
        assert labels(closed) == []
        assert "by <@U0ANNA>" in said(closed)


def test_an_edit_that_is_refused_may_be_made_again() -> None:
    assert labels(refused()) == ["Cancel and push again", "Keep the order as it is"]
    assert "North Supply refused: not yours." in said(refused())
    assert "To be cancelled and pushed again by <@U0ANNA>" in said(ended(refused(), State.DONE))


def test_money_is_named_before_anybody_decides() -> None:
    for kind in (Kind.SOURCE_CANCELLED, Kind.SOURCE_REFUND):
        assert "$24.50* would go back to the customer." in said(asked(kind))


def test_a_cancellation_says_what_happens_without_an_answer() -> None:
    assert "Without an answer it is accepted" in said(asked(Kind.CANCELLATION))
    done = replace(asked(Kind.CANCELLATION).mirror, state=State.DONE)
    told = said(replace(asked(Kind.CANCELLATION), mirror=done))
    assert "It was settled without an answer. Done." in told
    late = replace(done, details={OVERDUE: "yes"})
    told = said(replace(asked(Kind.CANCELLATION), mirror=late))
    assert "Nobody answered in time. Done." in told


def test_what_came_of_it_is_told_with_what_to_do() -> None:
    reason = reasons.cancellation_too_late("North Supply", 1)
    told = said(ended(asked(Kind.CANCELLATION), State.LEFT, reason))
    assert "1 item had been shipped by North Supply" in told
    assert reason.remedy in told


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.ASKED, "is asked to cancel"),
        (State.SENDING, "Cancelling"),
        (State.LEFT, "did not accept the cancellation"),
    ],
)
def test_the_orders_own_messages_say_how_its_cancellation_stands(state: State, words: str) -> None:
    mirror = replace(
        asked(Kind.CANCELLATION).mirror,
        state=state,
        reason=reasons.cancellation_rejected("North Supply"),
    )
    pushed = replace(cards.push_card(PushState.PUSHED), questions=(mirror,))
    order = replace(cards.order(pushed), facts=cards.facts(cancelled_at=cards.NOW))
    assert words in said(order)


def test_every_question_has_answers() -> None:
    assert all(CHOICES.values())
