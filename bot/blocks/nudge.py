"""A source is asked when it ships."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Message, actions, button, context, message, section
from bot.blocks.states import made
from core.domain.push_list import NudgeCard


def build(card: NudgeCard) -> Message:
    """In the source's channel, with a way back to the order's alert."""
    row, name = card.row, card.row.facts.name
    store, age = words.escape(row.store.name, 80), words.age(row.facts.processed_at, card.now)
    ours = row.card.push.source_order
    shown = ours.name if ours else name
    said = (
        f"👋 *{store} asks: when does {made(row.card)} ship?*\n"
        f"It stands for {words.link(row.url, name)}, which waits for *{age}*."
    )
    return message(
        f"{store} asks when {words.escape(shown)} ships",
        (
            section(said),
            actions([button("View order", ids.VIEW_ORDER, row.order_id)]),
            context(f"Asked by {words.mention(card.actor)}{_back(card)}"),
        ),
    )


def _back(card: NudgeCard) -> str:
    if card.alert is None:
        return ""
    channel, ts = card.alert
    place = f"https://slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"  ·  {words.link(place, 'the order in its channel')}"
