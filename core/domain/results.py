"""What a person who asked for pushes is told of them, from where they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.cards import AnswerCard
from core.domain.pushes import Push, PushState
from core.domain.stores import Store
from core.domain.words import later, say, say_many

_MOVING = frozenset({PushState.QUEUED, PushState.SENDING})
_STATES = {
    PushState.HELD: later("held"),
    PushState.WAITING: later("waiting"),
    PushState.QUEUED: later("queued"),
    PushState.SENDING: later("sending"),
    PushState.UNKNOWN: later("unknown"),
    PushState.PUSHED: later("pushed"),
    PushState.FAILED: later("failed"),
    PushState.SKIPPED: later("skipped"),
    PushState.CANCELLED: later("cancelled"),
}
_TAKES_LONGER = later("It takes longer than usual: the order's alert shows what becomes of it.")


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
    who = (" " + say("by {actor}", actor=f"<@{push.actor}>")) if push.actor else ""
    match push.state:
        case PushState.PUSHED if push.source_order is not None:
            made = push.source_order
            return AnswerCard(
                say(
                    "Already pushed to {source} as {source_order}{who}",
                    source=source.name,
                    source_order=made.name,
                    who=who,
                ),
                at=made.created_at,
            )
        case PushState.PUSHED:
            return AnswerCard(say("Already pushed to {source}{who}.", source=source.name, who=who))
        case PushState.QUEUED | PushState.SENDING:
            return AnswerCard(
                say("Already being pushed to {source}{who}.", source=source.name, who=who)
            )
        case PushState.UNKNOWN:
            text = say(
                "{source} was asked{who} and gave no clear answer.", source=source.name, who=who
            )
            return AnswerCard(text, push.reason.remedy if push.reason else None)
        case _:
            if push.reason is None:
                return AnswerCard(
                    say(
                        "This push to {source} is {state}.",
                        source=source.name,
                        state=say(_STATES[push.state]),
                    )
                )
            return AnswerCard(push.reason.sentence, push.reason.remedy)


def _told(order: str, asked: Asked, *, last: bool) -> Iterator[AnswerCard]:
    yield _one(order, asked, last=last)
    if asked.fee_late:
        source = asked.source.name
        yield AnswerCard(
            say("Too late for the fee: {source} had been asked to make the order.", source=source)
        )


def _one(order: str, asked: Asked, *, last: bool) -> AnswerCard:
    push, source = asked.push, asked.source.name
    if asked.before:
        return already(push, asked.source)
    if last and not asked.over:
        return AnswerCard(
            say("Order {order} has no result on {source} yet.", order=order, source=source),
            say(_TAKES_LONGER),
        )
    if asked.moving:
        said = say(
            "Pushing {items} of order {order} to {source} …",
            items=_items(push),
            order=order,
            source=source,
        )
        return AnswerCard(said, good=True)
    if push.state is PushState.UNKNOWN and not push.asked:
        said = say(
            "{source} gave no clear answer for order {order}: looking it up there …",
            source=source,
            order=order,
        )
        return AnswerCard(said, push.reason.remedy if push.reason else None, good=True)
    return _pushed(order, push, source) if push.state is PushState.PUSHED else _not(order, asked)


def _pushed(order: str, push: Push, source: str) -> AnswerCard:
    made = push.source_order
    if made is None:
        said = say("Order {order} was pushed to {source}.", order=order, source=source)
    else:
        said = say(
            "Order {order} was pushed to {source} as {source_order}.",
            order=order,
            source=source,
            source_order=made.name,
        )
    return AnswerCard(f"{said}{_fee(push)}", good=True)


def _not(order: str, asked: Asked) -> AnswerCard:
    push, source = asked.push, asked.source.name
    if push.reason is not None:
        why = push.reason.sentence
    else:
        why = say("the push is {state}.", state=say(_STATES[push.state]))
    told = _OPEN if push.state is PushState.UNKNOWN else _NOT_PUSHED
    said = say(told, order=order, source=source, why=why)
    remedy = push.reason.remedy if push.reason else None
    return AnswerCard(said, remedy, reference=push.reference)


_OPEN = later("Whether order {order} is on {source} is open: {why}")
_NOT_PUSHED = later("Order {order} was not pushed to {source}: {why}")


def _fee(push: Push) -> str:
    """An order's shipping is charged once: where the typed fee did not go."""
    if push.shipping_fee is None or push.carries_shipping:
        return ""
    return " " + say(
        "The shipping fee is not on it: the order's shipping was left to another push."
    )


def _items(push: Push) -> str:
    return say_many("{count} item", "{count} items", push.units, count=push.units)
