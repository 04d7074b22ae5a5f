"""What a workflow is told of a step's end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.cards import AnswerCard
from core.domain.pushes import Push, PushState
from core.domain.reasons import Reason
from core.domain.results import Asked
from core.domain.workflow_steps import (
    StepDone,
    StepFailed,
    listed,
    not_pushed,
    plain,
    pushed,
    refused,
)
from tests.unit.bot import cards, order_list_cards

NORTH = cards.store(2, name="North Supply")
REASON = Reason("code", "There is no such order.", "Check the number.")


def asked(state: PushState, *, before: bool = False) -> Asked:
    push: Push = cards.push(state, source_order=cards.made("#2045"))
    if state is PushState.FAILED:
        push = replace(push, reason=REASON)
    return Asked(push, NORTH, before)


def outputs(end: StepDone | StepFailed) -> dict[str, str | int]:
    assert isinstance(end, StepDone)
    return dict(end.outputs)


def test_what_could_not_be_carried_out_says_why_and_what_to_do() -> None:
    assert refused(REASON) == StepFailed("There is no such order. Check the number.")
    assert refused(Reason("code", "There is no such order.", "")) == StepFailed(
        "There is no such order."
    )


@pytest.mark.parametrize(
    ("states", "one"),
    [
        ([PushState.PUSHED], "pushed"),
        ([PushState.PUSHED, PushState.PUSHED], "pushed"),
        ([PushState.PUSHED, PushState.FAILED], "failed"),
        ([PushState.UNKNOWN, PushState.FAILED], "unknown"),
        ([PushState.CANCELLED], "cancelled"),
    ],
)
def test_several_pushes_are_one_state(states: list[PushState], one: str) -> None:
    told = outputs(pushed("#1001", [asked(state) for state in states], last=False))
    assert told["state"] == one
    assert str(told["result"]).count("\n") == len(states) - 1


def test_the_result_is_that_of_the_command_in_bare_text() -> None:
    told = outputs(pushed("#1001", [asked(PushState.PUSHED)], last=False))
    assert told["result"] == "Order #1001 was pushed to North Supply as #2045."
    late = outputs(pushed("#1001", [asked(PushState.QUEUED)], last=True))
    assert late["state"] == "queued"
    assert "has no result on North Supply yet" in str(late["result"])
    answer = AnswerCard("Order #1001: not paid.", "Wait.", more=(AnswerCard("So.", reference="r"),))
    assert outputs(not_pushed(answer)) == {
        "result": "Order #1001: not paid. Wait.\nSo. Reference: r",
        "state": "not_pushed",
    }
    assert plain(AnswerCard("Done.")) == "Done."


def test_a_list_has_a_line_an_order_and_counts_what_did_not_fit() -> None:
    failed = cards.row(1, pushes=(cards.push_card(PushState.FAILED),))
    card = order_list_cards.page(failed, cards.row(2), cards.row(3))
    told = outputs(listed(replace(card, total=1203)))
    lines = str(told["orders"]).splitlines()
    assert told["number"] == 1203
    assert len(lines) == 4
    assert lines[0].startswith("Failed · #1001 ")
    assert "Dest Boutique" in lines[1]
    assert lines[-1] == "and 1,200 more"
    nothing = outputs(listed(order_list_cards.page()))
    assert nothing["number"] == 0
    assert "Nothing is late" in str(nothing["orders"])
