"""A source is asked when it ships."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Message, actions, button, context, message, section
from bot.blocks.states import made
from core.domain.push_list import NudgeCard
from core.domain.words import say


def build(card: NudgeCard) -> Message:
    """In the source's channel, with a way back to the order's alert."""
    row, name = card.row, card.row.facts.name
    store, age = words.escape(row.store.name, 80), words.age(row.facts.processed_at, card.now)
    ours = row.card.push.source_order
    shown = ours.name if ours else name
    said = say(
        "👋 *{store} asks: when does {source_order} ship?*\nIt stands for {name}, "
        "which waits for *{age}*.",
        store=store,
        source_order=made(row.card),
        name=words.link(row.url, name),
        age=age,
    )
    return message(
        say("{store} asks when {shown} ships", store=store, shown=words.escape(shown)),
        (
            section(said),
            actions([button(say("View order"), ids.VIEW_ORDER, row.order_id)]),
            context(
                say("Asked by {actor}{back}", actor=words.mention(card.actor), back=_back(card))
            ),
        ),
    )


def _back(card: NudgeCard) -> str:
    if card.alert is None:
        return ""
    channel, ts = card.alert
    place = f"https://slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"  ·  {words.link(place, say('the order in its channel'))}"
