"""The question about a push in doubt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.cards import QuestionCard
from core.domain.pushes import PushState
from core.domain.reasons import NOT_LOOKED_UP
from tests.unit.bot import cards
from tests.unit.bot.test_cards import labels, said


@pytest.mark.parametrize(
    ("looks", "words"),
    [
        (0, "SyncTec could not look: North Supply cannot be asked now."),
        (2, "SyncTec could not look after 2 look-ups that found nothing:"),
    ],
)
def test_what_was_not_looked_for_was_not_not_found(looks: int, words: str) -> None:
    push = cards.push_card(
        PushState.UNKNOWN, asked=True, lookups=looks, reason=NOT_LOOKED_UP, unknown_since=cards.NOW
    )
    question = said(QuestionCard(cards.order(push), push)).replace("*", "")
    assert words in question
    assert "ot found" not in question


def test_the_question_is_asked_in_numbers_and_closed_by_any_answer() -> None:
    push = cards.push_card(
        PushState.UNKNOWN,
        asked=True,
        lookups=4,
        unknown_since=cards.NOW - timedelta(minutes=15),
    )
    question = QuestionCard(cards.order(push), push)
    assert "We asked North Supply to create this order and heard nothing." in said(question)
    assert "Not found after 4 look-ups over 15 minutes." in said(question)
    assert labels(question) == ["It is not there, send again", "It is there: #…"]
    answered = cards.push_card(PushState.PUSHED)
    closed = QuestionCard(cards.order(answered), answered)
    assert labels(closed) == []
    assert "Pushed to North Supply as" in said(closed)
