"""How an order stands as a whole: over or not, each push in a line, and what stays behind."""

from __future__ import annotations

from bot import text as words
from bot.blocks.states import made, push_line, source_of
from core.domain.cards import OrderCard, PushCard
from core.domain.leftovers import LeftBehind
from core.domain.mirrors.records import Kind, State
from core.domain.orders import OrderFacts
from core.domain.pushes import PushState
from core.domain.words import grouped, say, say_many

_SHIPPED = "FULFILLED"


def ended(facts: OrderFacts) -> str | None:
    """`🚫 Cancelled` or `↩️ Refunded`, None while the order is to be shipped."""
    if facts.cancelled_at is not None:
        return say("🚫 Cancelled")
    if not facts.is_over:
        return None
    return say("↩️ Payment voided") if facts.financial_status == "VOIDED" else say("↩️ Refunded")


def told(card: OrderCard) -> list[str]:
    """The order's standing, a line of mrkdwn each: never none."""
    if card.facts.is_over:
        return [_end(card.facts), *_left_standing(card)]
    shown = [push for push in card.pushes if push.push.state is not PushState.SKIPPED]
    left = card.left_behind if shown else None
    lines = [
        *([stays(left)] if left else []),
        *(line for push in shown for line in (push_line(push), *_placed(push))),
        *_held_by(card, shown),
    ]
    return lines or [_nothing(card)]


def stays(left: LeftBehind) -> str:
    """What stays behind, and the first reason, in one line of mrkdwn."""
    said = _stays(left, left.total - left.units)
    more = len(left.reasons) - 1
    others = (
        (" " + say_many("(and {count} more reason)", "(and {count} more reasons)", more))
        if more
        else ""
    )
    return f"⚠️ {said}: {words.sentence(left.reasons[0].sentence)}{others}"


def _stays(left: LeftBehind, pushed: int) -> str:
    if not pushed:
        return say_many("{count} item stays behind", "{count} items stay behind", left.units)
    total = grouped(left.total)
    if left.rest_pushed:
        return say_many(
            "{pushed} of {total} items to ship pushed, {count} stays behind",
            "{pushed} of {total} items to ship pushed, {count} stay behind",
            left.units,
            pushed=grouped(pushed),
            total=total,
        )
    return say_many(
        "{count} of {total} items to ship stays behind",
        "{count} of {total} items to ship stay behind",
        left.units,
        total=total,
    )


def still_stands(card: PushCard, facts: OrderFacts) -> bool:
    """Whether a source order waits to be shipped for an order that is over."""
    push = card.push
    shipped = push.source_order is None or push.source_order.fulfillment_status == _SHIPPED
    return facts.is_over and push.state is PushState.PUSHED and not shipped


def _end(facts: OrderFacts) -> str:
    if facts.cancelled_at is None:
        return ended(facts) or ""
    money_back = say(", refunded") if facts.financial_status == "REFUNDED" else ""
    return f"🚫 {words.date(facts.cancelled_at, say('Cancelled'))}{money_back}"


def _left_standing(card: OrderCard) -> list[str]:
    """Of an order that is over only what was pushed, or may have been, is worth a line."""
    lines = []
    for push in card.pushes:
        if push.push.state in {PushState.PUSHED, PushState.UNKNOWN, PushState.SENDING}:
            lines.append(push_line(push))
        if still_stands(push, card.facts):
            lines.append(ending(push))
    return lines


def ending(card: PushCard) -> str:
    """What becomes of a source order that still stands for an order that is over."""
    asked = [one for one in card.questions if one.kind is Kind.CANCELLATION]
    where = say("{source_order} on {source}", source_order=made(card), source=source_of(card))
    if not asked:
        return say("⚠️ Cancel {where} too if it must not be shipped", where=where)
    match asked[-1].state:
        case State.ASKED:
            until = asked[-1].lease_until
            accepted = (
                f"; {words.date(until, say('without an answer it is accepted'))}" if until else ""
            )
            return say(
                "❓ {source} is asked to cancel {source_order}{accepted}",
                source=source_of(card),
                source_order=made(card),
                accepted=accepted,
            )
        case State.AGREED | State.SENDING | State.DONE:
            return say("⏳ Cancelling {where} …", where=where)
        case _:
            why = asked[-1].reason
            said = (
                words.sentence(why.sentence)
                if why
                else say("{where} was not cancelled", where=where)
            )
            return f"⚠️ {said}"


def _placed(card: PushCard) -> list[str]:
    """A source order that stands at a location outside the group, until it was shipped from it."""
    made_, why = card.push.source_order, card.push.placement
    shipped = made_ is None or made_.fulfillment_status == _SHIPPED
    if why is None or shipped or card.push.state is not PushState.PUSHED:
        return []
    return [f"⚠️ {words.sentence(why.sentence)} {words.sentence(why.remedy)}"]


def _held_by(card: OrderCard, shown: list[PushCard]) -> list[str]:
    """The rules that hold the order, but for those that a push has told already."""
    if shown and all(push.push.state is not PushState.HELD for push in shown):
        return []
    said = {push.push.reason for push in shown}
    reasons = [reason for reason in card.held_by if reason not in said]
    return [f"⏸️ {words.sentence(reason.sentence)}" for reason in reasons]


def _nothing(card: OrderCard) -> str:
    why = next((push.push.reason for push in card.pushes if push.push.reason), None)
    because = f": {words.sentence(why.sentence)}" if why else ""
    return say("▫️ Nothing of this order is pushed{because}", because=because)
