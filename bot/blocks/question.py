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
from core.domain.words import say, say_many


def build(card: QuestionCard) -> Message:
    """Open while the push is unknown; in any other state it tells what became of it."""
    order = words.link(card.order.url, card.order.facts.name)
    what = f"{order} · {words.escape(card.order.store.name, 80)} → *{source_of(card.push)}*"
    name = card.order.facts.name
    if card.push.push.state is not PushState.UNKNOWN:
        line = push_line(card.push)
        title = say("☑️ Decided: order {name}", name=name)
        return message(
            say("☑️ Decided: order {name}", name=words.escape(name)),
            (header(title), section(f"{what}\n{line}")),
        )
    asked = say(
        "We asked {source} to create this order and heard nothing.", source=source_of(card.push)
    )
    text = f"{asked} {_searched(card.push)}"
    return message(
        say(
            "🔎 Is order {name} on {source}? {text}",
            name=words.escape(name),
            source=source_of(card.push),
            text=text,
        ),
        (
            header(say("🔎 Is {name} on {title}?", name=name, title=title_of(card.push))),
            section(f"{what}\n{text}"),
            actions(_buttons(card.push)),
            context(
                say("Nothing is sent again before somebody has looked into the store's orders.")
            ),
        ),
    )


def _searched(card: PushCard) -> str:
    push = card.push
    looks = say_many("{count} look-up", "{count} look-ups", push.lookups)
    if push.reason is not None and push.reason.code == NOT_LOOKED_UP.code:
        # Nobody looked: that must not read like an empty answer.
        before = (
            (" " + say("after {looks} that found nothing", looks=looks)) if push.lookups else ""
        )
        return say(
            "*SyncTec could not look{before}:* {source} cannot be asked now.",
            before=before,
            source=source_of(card),
        )
    if push.unknown_since is None or push.changed_at is None:
        return say("Not found after {looks}.", looks=looks)
    minutes = max(1, round((push.changed_at - push.unknown_since).total_seconds() / 60))
    return say_many(
        "Not found after {looks} over {count} minute.",
        "Not found after {looks} over {count} minutes.",
        minutes,
        looks=looks,
    )


def _buttons(card: PushCard) -> list[dict[str, object]]:
    value = f"{card.push.id}:{card.push.attempt}"
    sure = confirm(
        say("Send it again?"),
        say(
            "If the order is on {source} after all, there will be two of it.",
            source=words.cut(card.source.name, 80),
        ),
        say("It is not there"),
        say("Let me look"),
    )
    return [
        button(
            say("It is not there, send again"), ids.SEND_AGAIN, value, style="danger", confirm=sure
        ),
        button(say("It is there: #…"), ids.IT_IS_THERE, value),
    ]
