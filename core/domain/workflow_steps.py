"""Steps of ours in people's workflows (Slack's Workflow Builder): how they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.cards import AnswerCard, OrderRow
from core.domain.order_list import OrderList
from core.domain.people import Actor
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.results import Asked, result
from core.domain.words import calendar_day, grouped, say

NOT_PUSHED: Final = "not_pushed"
"""The state of an order of which nothing may be pushed; else it is that of its pushes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a workflow waits for: `execution` names it, `actor` is whom it acts for, `at`
    when Slack told of it: the same however often it tells."""

    execution: str
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class StepDone:
    """It was carried out; the workflow goes on with these outputs, those of `manifest.yml`."""

    outputs: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class StepFailed:
    """It could not be carried out, and why; the workflow ends."""

    why: str


StepEnd = StepDone | StepFailed


def refused(reason: Reason) -> StepFailed:
    """It was asked for in vain."""
    return StepFailed(f"{reason.sentence} {reason.remedy}".strip())


def not_pushed(answer: AnswerCard) -> StepDone:
    """The order was looked at, and nothing of it may go."""
    return StepDone({"result": plain(answer), "state": NOT_PUSHED})


def pushed(order: str, asked: Sequence[Asked], *, last: bool) -> StepDone:
    """What became of an order's pushes, in words and in one word: `pushed` where all of them are,
    else the state of the first that is not. `last`: nobody looks any longer."""
    states = [each.push.state for each in asked]
    open_ = [state for state in states if state is not PushState.PUSHED]
    state = open_[0] if open_ else PushState.PUSHED
    return StepDone({"result": plain(result(order, asked, last=last)), "state": state.value})


def listed(card: OrderList) -> StepDone:
    """How many orders are open, and the oldest of them, each in a line of its own."""
    lines = [_line(row) for row in card.rows]
    if card.total > len(lines):
        lines.append(say("and {count} more", count=grouped(card.total - len(lines))))
    orders = "\n".join(lines) or say("Nothing is late: no unfulfilled and no failed orders.")
    return StepDone({"number": card.total, "orders": orders})


def plain(answer: AnswerCard) -> str:
    """An answer as bare text: a workflow puts it wherever its author wants it."""
    lines = []
    for each in (answer, *answer.more):
        lines.append(" ".join(part for part in (each.text, each.remedy) if part))
        if each.reference:
            lines[-1] += " " + say("Reference: {reference}", reference=each.reference)
    return "\n".join(lines)


def _line(row: OrderRow) -> str:
    placed = say("placed {day}", day=calendar_day(row.facts.processed_at))
    parts = [row.facts.name, row.store.name, placed]
    if PushState.FAILED in row.states:
        parts.insert(0, say("Failed"))
    if row.reason is not None:
        parts.append(row.reason.sentence)
    return " · ".join(parts)
