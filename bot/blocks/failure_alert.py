"""The failed-push alert: which order, which source, one sentence why. Closed when it went well."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Block, Message, actions, button, context, header, message, section
from bot.blocks.states import SIGNS, push_line, source_of, title_of
from core.domain.cards import FailureCard
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.words import say


def build(card: FailureCard) -> Message:
    """The message for this push: open while it is failed, closed in any other state."""
    is_open = card.push.push.state is PushState.FAILED
    order, source = card.order.facts.name, title_of(card.push)
    sign = _sign(card.push.push.state)
    return message(
        f"{sign} {_text(card)}",
        (
            header(
                f"{sign} {say('Push failed: {order} → {source}', order=order, source=source)}"
                if is_open
                else _closed_title(card)
            ),
            section(_what(card) if is_open else f"{_what(card)}\n{push_line(card.push)}"),
            actions(_buttons(card)) if is_open else None,
            _small_print(card),
        ),
    )


def _text(card: FailureCard) -> str:
    order, source = words.escape(card.order.facts.name), source_of(card.push)
    if card.push.push.state is not PushState.FAILED:
        return say(
            "Push of order {order} to {source} failed before; it has moved on.",
            order=order,
            source=source,
        )
    return say(
        "Push of order {order} to {source} failed: {why}",
        order=order,
        source=source,
        why=_why(card),
    )


def reason_of(card: FailureCard) -> Reason | None:
    """Why it stands where it stands, or why it failed the last time."""
    return card.push.push.reason or _told_by_attempts(card)


def _told_by_attempts(card: FailureCard) -> Reason | None:
    told = [attempt.reason for attempt in card.attempts if attempt.reason is not None]
    return told[-1] if told else None


def _sign(state: PushState) -> str:
    under_way = {PushState.QUEUED, PushState.SENDING, PushState.UNKNOWN}
    return "⏳" if state in under_way else SIGNS[state]


def _closed_title(card: FailureCard) -> str:
    order, source = card.order.facts.name, title_of(card.push)
    push = card.push.push
    if push.state is PushState.CANCELLED and push.source_order is not None:
        return say(
            "✅ Solved: {order} was pushed to {source}, and cancelled later",
            order=order,
            source=source,
        )
    titles = {
        PushState.PUSHED: say(
            "✅ Solved: {order} was pushed to {source}", order=order, source=source
        ),
        PushState.CANCELLED: say(
            "🚫 Over: {order} → {source} was cancelled", order=order, source=source
        ),
        PushState.SKIPPED: say(
            "▫️ Over: nothing of {order} is left for {source}", order=order, source=source
        ),
        PushState.HELD: say("⏸️ On hold: {order} → {source}", order=order, source=source),
        PushState.WAITING: say(
            "🟡 Waiting for a push: {order} → {source}", order=order, source=source
        ),
    }
    return titles.get(
        card.push.push.state,
        say("⏳ Under way again: {order} → {source}", order=order, source=source),
    )


def _why(card: FailureCard) -> str:
    reason = reason_of(card)
    return words.sentence(reason.sentence) if reason else say("The cause was not recorded.")


def _what(card: FailureCard) -> str:
    order = words.link(card.order.url, card.order.facts.name)
    line = f"{order} · {words.escape(card.order.store.name, 80)} → *{source_of(card.push)}*"
    if card.push.push.state is PushState.FAILED:
        return f"{line}\n{_why(card)}"
    reason = _told_by_attempts(card)
    return (
        f"{line}\n{say('It had failed: {why}', why=words.sentence(reason.sentence))}"
        if reason
        else line
    )


def _buttons(card: FailureCard) -> list[Block]:
    push = card.push.push
    return [
        button(say("View error"), ids.VIEW_ERROR, push.id),
        button(say("Retry"), ids.RETRY, push.id, style="primary"),
    ]


def _small_print(card: FailureCard) -> Block | None:
    push, parts = card.push.push, []
    if card.attempts:
        newest = card.attempts[-1]
        when = words.date(newest.finished_at or newest.started_at)
        who = (" " + say("by {actor}", actor=words.mention(newest.actor))) if newest.actor else ""
        parts.append(
            say("Attempt {number} · {when}{who}", number=newest.number, when=when, who=who)
        )
    if push.reference:
        parts.append(say("Reference `{reference}`", reference=words.escape(push.reference, 40)))
    return context("  ·  ".join(parts)) if parts else None
