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
from core.usecases.push_by_number import asked_again, too_late
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


@pytest.mark.parametrize(
    ("state", "typed", "late"),
    [
        (PushState.QUEUED, 4, False),
        (PushState.SENDING, 4, True),
        (PushState.UNKNOWN, 4, True),
        (PushState.PUSHED, 4, True),
        # The same command again.
        (PushState.SENDING, 3, False),
        (PushState.PUSHED, None, False),
        (PushState.WAITING, 4, False),
    ],
)
def test_a_fee_comes_too_late_once_the_source_was_asked(
    state: PushState, typed: int | None, late: bool
) -> None:
    fee = None if typed is None else Decimal(typed)
    one = cards.push(state, shipping_fee=Decimal(3), source_order=None)
    assert too_late(one, fee) is late
    card = result("#1005", [Asked(one, NORTH, fee_late=late), asked(PushState.QUEUED)])
    said = [each.text for each in card.more if "Too late for the fee" in each.text]
    assert len(said) == int(late)
    assert len(card.more) == 1 + int(late)


def test_a_queued_push_takes_the_fee_that_is_typed_and_who_typed_it() -> None:
    by_itself, bens = (cards.push(PushState.QUEUED, actor=who) for who in (None, "U0BEN"))
    typed = asked_again(bens, "U0ANNA", Decimal(4))
    assert (typed.actor, typed.shipping_fee) == ("U0ANNA", Decimal(4))
    assert asked_again(by_itself, "U0ANNA", None).actor == "U0ANNA"
    assert asked_again(bens, "U0ANNA", None) == bens
