"""The decision only a person can take: is the order on the source store or not?

Nothing is ever sent again on an empty search alone (docs/exactly-once.md), so the second order
that a wrong click would make is asked about twice.
"""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Message, actions, button, confirm, context, header, message, section
from bot.blocks.states import push_line, source_of, title_of
from core.domain.cards import PushCard, QuestionCard
from core.domain.pushes import PushState
from core.domain.reasons import NOT_LOOKED_UP


def build(card: QuestionCard) -> Message:
    """Open while the push is unknown; in any other state it tells what became of it."""
    order = words.link(card.order.url, card.order.facts.name)
    what = f"{order} · {words.escape(card.order.store.name, 80)} → *{source_of(card.push)}*"
    name = card.order.facts.name
    if card.push.push.state is not PushState.UNKNOWN:
        line = push_line(card.push)
        title = f"☑️ Decided: order {name}"
        return message(
            f"☑️ Decided: order {words.escape(name)}", (header(title), section(f"{what}\n{line}"))
        )
    asked = f"We asked {source_of(card.push)} to create this order and heard nothing."
    text = f"{asked} {_searched(card.push)}"
    return message(
        f"🔎 Is order {words.escape(name)} on {source_of(card.push)}? {text}",
        (
            header(f"🔎 Is {name} on {title_of(card.push)}?"),
            section(f"{what}\n{text}"),
            actions(_buttons(card.push)),
            context("Nothing is sent again before somebody has looked into the store's orders."),
        ),
    )


def _searched(card: PushCard) -> str:
    push = card.push
    looks = words.count(push.lookups, "look-up")
    if push.reason is not None and push.reason.code == NOT_LOOKED_UP.code:
        # Nobody looked: that must not read like an empty answer.
        before = f" after {looks} that found nothing" if push.lookups else ""
        return f"*SyncTec could not look{before}:* {source_of(card)} cannot be asked now."
    text = f"Not found after {looks}"
    if push.unknown_since is None or push.changed_at is None:
        return f"{text}."
    minutes = max(1, round((push.changed_at - push.unknown_since).total_seconds() / 60))
    return f"{text} over {words.count(minutes, 'minute')}."


def _buttons(card: PushCard) -> list[dict[str, object]]:
    value = f"{card.push.id}:{card.push.attempt}"
    sure = confirm(
        "Send it again?",
        f"If the order is on {words.cut(card.source.name, 80)} after all, there will be two of it.",
        "It is not there",
        "Let me look",
    )
    return [
        button("It is not there, send again", ids.SEND_AGAIN, value, style="danger", confirm=sure),
        button("It is there: #…", ids.IT_IS_THERE, value),
    ]
