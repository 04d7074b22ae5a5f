"""What a person who asked for pushes is told of them, from where they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.cards import AnswerCard
from core.domain.pushes import Push, PushState
from core.domain.stores import Store

_MOVING = frozenset({PushState.QUEUED, PushState.SENDING})
_TAKES_LONGER = "It takes longer than usual: the order's alert shows what becomes of it."


@dataclass(frozen=True, slots=True)
class Asked:
    """A push that somebody asked for; `before`: it had been pushed already by then; `fee_late`: it
    had been sent already when the fee was typed."""

    push: Push
    source: Store
    before: bool = False
    fee_late: bool = False

    @property
    def moving(self) -> bool:
        """Whether its result is a matter of seconds."""
        return self.push.state in _MOVING

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it before a person acts."""
        in_doubt = self.push.state is PushState.UNKNOWN and not self.push.asked
        return not (self.moving or in_doubt)


def next_wait(rounds: int) -> timedelta | None:
    """How long until a person's pushes are looked at again, after so many times; None after about
    half an hour, as long as Slack lets an answer be replaced."""
    for most, seconds in ((10, 0.5), (40, 2), (145, 15)):
        if rounds < most:
            return timedelta(seconds=seconds)
    return None


def result(order: str, asked: Iterable[Asked], *, last: bool = False) -> AnswerCard:
    """One answer about all of them; `last`: nothing more will be told."""
    return joined([card for each in asked for card in _told(order, each, last=last)])


def joined(answers: Sequence[AnswerCard]) -> AnswerCard:
    """Several answers as one."""
    return replace(answers[0], more=tuple(answers[1:]))


def already(push: Push, source: Store) -> AnswerCard:
    """Why a push cannot be queued now, and who was first."""
    who = f" by <@{push.actor}>" if push.actor else ""
    match push.state:
        case PushState.PUSHED if push.source_order is not None:
            made = push.source_order
            return AnswerCard(
                f"Already pushed to {source.name} as {made.name}{who}", at=made.created_at
            )
        case PushState.PUSHED:
            return AnswerCard(f"Already pushed to {source.name}{who}.")
        case PushState.QUEUED | PushState.SENDING:
            return AnswerCard(f"Already being pushed to {source.name}{who}.")
        case PushState.UNKNOWN:
            text = f"{source.name} was asked{who} and gave no clear answer."
            return AnswerCard(text, push.reason.remedy if push.reason else None)
        case _:
            if push.reason is None:
                return AnswerCard(f"This push to {source.name} is {push.state}.")
            return AnswerCard(push.reason.sentence, push.reason.remedy)


def _told(order: str, asked: Asked, *, last: bool) -> Iterator[AnswerCard]:
    yield _one(order, asked, last=last)
    if asked.fee_late:
        source = asked.source.name
        yield AnswerCard(f"Too late for the fee: {source} had been asked to make the order.")


def _one(order: str, asked: Asked, *, last: bool) -> AnswerCard:
    push, source = asked.push, asked.source.name
    remedy = push.reason.remedy if push.reason else None
    if asked.before:
        return already(push, asked.source)
    if last and not asked.over:
        return AnswerCard(f"Order {order} has no result on {source} yet.", _TAKES_LONGER)
    if asked.moving:
        return AnswerCard(f"Pushing {_items(push)} of order {order} to {source} …", good=True)
    match push.state:
        case PushState.UNKNOWN if not push.asked:
            text = f"{source} gave no clear answer for order {order}: looking it up there …"
            return AnswerCard(text, remedy, good=True)
        case PushState.PUSHED:
            made = f" as {push.source_order.name}" if push.source_order else ""
            text = f"Order {order} was pushed to {source}{made}.{_fee(push)}"
            return AnswerCard(text, good=True)
        case _:
            why = push.reason.sentence if push.reason else f"the push is {push.state}."
            text = f"Order {order} was not pushed to {source}: {why}"
            if push.state is PushState.UNKNOWN:
                text = f"Whether order {order} is on {source} is open: {why}"
            return AnswerCard(text, remedy, reference=push.reference)


def _fee(push: Push) -> str:
    """An order's shipping is charged once: where the typed fee did not go."""
    if push.shipping_fee is None or push.carries_shipping:
        return ""
    return " The shipping fee is not on it: the order's shipping was left to another push."


def _items(push: Push) -> str:
    number = push.units
    return f"{number} item" if number == 1 else f"{number} items"
