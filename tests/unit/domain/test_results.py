"""What a person who asked for pushes is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.domain.pushes import Push, PushState, SourceOrder
from core.domain.reasons import NEEDS_DECISION, OUTCOME_UNKNOWN, stock_refused
from core.domain.results import Asked, already, joined, next_wait, result
from tests.unit.bot import cards

NORTH = cards.store(2, name="North Supply")
MADE: SourceOrder = cards.made("#2045")


def asked(state: PushState, *, before: bool = False, **changes: Any) -> Asked:
    push: Push = cards.push(state, **changes)
    return Asked(push, NORTH, before)


@pytest.mark.parametrize(
    ("push", "text", "good", "over"),
    [
        (asked(PushState.QUEUED), "of order #1005 to North Supply …", True, False),
        (asked(PushState.SENDING), "of order #1005 to North Supply …", True, False),
        (
            asked(PushState.UNKNOWN, reason=OUTCOME_UNKNOWN),
            "North Supply gave no clear answer for order #1005: looking it up there …",
            True,
            False,
        ),
        (
            asked(PushState.UNKNOWN, asked=True, reason=NEEDS_DECISION),
            "Whether order #1005 is on North Supply is open: The order was not found",
            False,
            True,
        ),
        (
            asked(PushState.PUSHED, source_order=MADE),
            "Order #1005 was pushed to North Supply as #2045.",
            True,
            True,
        ),
        (
            asked(PushState.PUSHED, source_order=MADE, shipping_fee=Decimal(4)),
            "Order #1005 was pushed to North Supply as #2045. The shipping fee is not on it:",
            True,
            True,
        ),
        (
            asked(
                PushState.PUSHED,
                source_order=MADE,
                shipping_fee=Decimal(4),
                carries_shipping=True,
            ),
            "Order #1005 was pushed to North Supply as #2045.",
            True,
            True,
        ),
        (
            asked(PushState.FAILED, reason=stock_refused("North Supply")),
            "Order #1005 was not pushed to North Supply: North Supply does not have enough stock",
            False,
            True,
        ),
        (
            asked(PushState.SKIPPED, reason=None),
            "Order #1005 was not pushed to North Supply: the push is skipped.",
            False,
            True,
        ),
    ],
)
def test_each_state_has_its_sentence(push: Asked, text: str, good: bool, over: bool) -> None:
    card = result("#1005", [push])
    assert text in card.text
    assert card.good is good
    assert push.over is over
    assert card.remedy == (push.push.reason.remedy if push.push.reason else None)


def test_a_failure_carries_its_remedy_and_the_reference_of_its_attempt() -> None:
    card = result(
        "#1005", [asked(PushState.FAILED, reason=stock_refused("North"), reference="P1-1")]
    )
    assert card.remedy is not None
    assert "press Retry" in card.remedy
    assert card.reference == "P1-1"


def test_several_pushes_are_one_answer_and_what_was_pushed_before_says_when() -> None:
    card = result(
        "#1005",
        [asked(PushState.PUSHED, before=True, source_order=MADE), asked(PushState.QUEUED)],
    )
    assert card.text.startswith("Already pushed to North Supply as #2045")
    assert card.at == MADE.created_at
    assert [each.good for each in card.more] == [True]


def test_at_the_last_look_nobody_is_left_with_an_hourglass() -> None:
    for state in PushState:
        card = result("#1005", [asked(state)], last=True)
        assert not card.text.endswith("…")
    assert "the order's alert" in str(result("#1005", [asked(PushState.QUEUED)], last=True).remedy)


def test_a_push_is_looked_at_often_at_first_and_for_half_an_hour_in_all() -> None:
    waits: list[timedelta] = []
    while (wait := next_wait(len(waits))) is not None:
        waits.append(wait)
    assert waits[0] < timedelta(seconds=1)
    assert waits == sorted(waits)
    assert timedelta(minutes=25) < sum(waits, timedelta()) < timedelta(minutes=30)


def test_who_was_first_is_named() -> None:
    pushed = already(cards.push(PushState.PUSHED, source_order=MADE, actor="U0BEN"), NORTH)
    assert pushed.text == "Already pushed to North Supply as #2045 by <@U0BEN>"
    assert pushed.at == MADE.created_at
    queued = already(cards.push(PushState.QUEUED, actor="U0BEN"), NORTH)
    assert queued.text == "Already being pushed to North Supply by <@U0BEN>."
    assert joined([pushed, queued]) == replace(pushed, more=(queued,))
