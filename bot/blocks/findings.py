"""What SyncTec found by itself, and what it did about it."""

from __future__ import annotations

from bot import text as words
from bot.blocks.parts import Message, header, message, section
from core.domain.findings import Kind
from core.domain.operation_cards import FindingsCard, Found

_NAMES = 2600
_TOLD = {
    Kind.ORDER: (
        "paid order that no webhook told of",
        "paid orders that no webhook told of",
        "Read from the store, and judged.",
    ),
    Kind.SOURCE_ORDER: (
        "source order that changed without a webhook",
        "source orders that changed without a webhook",
        "Read from the store again.",
    ),
    Kind.NO_OUTCOME: (
        "push without an outcome: its process ended while it was sent",
        "pushes without an outcome: their process ended while they were sent",
        "Looked up on the source store before anything is sent again.",
    ),
    Kind.JOB_LOST: (
        "push that nothing worked on any more",
        "pushes that nothing worked on any more",
        "Taken up again.",
    ),
    Kind.WEBHOOK: (
        "webhook subscription that was missing",
        "webhook subscriptions that were missing",
        "Subscribed again.",
    ),
    Kind.MADE_TWICE: (
        "order that its source may have twice: an attempt that was given up succeeded late",
        "orders that their source may have twice: attempts that were given up succeeded late",
        "*Look into the source store and cancel one of the two*; SyncTec cannot know which.",
    ),
}


def build(card: FindingsCard) -> Message:
    """One message: the kinds, each with what was done; the first ten finds by name."""
    name = words.escape(card.store.name, 80)
    many = words.count(len(card.found), "thing", "things")
    told = [section(_group(kind, card)) for kind in Kind if card.of(kind)]
    if card.of(Kind.MADE_TWICE):
        text = f"⚠️ {name}: an order may be on its source store twice"
        return message(text, (header(f"⚠️ Needs you at {card.store.name}"), *told))
    text = f"🧭 SyncTec found and mended {many} at {name}"
    return message(text, (header(f"🧭 Found and mended at {card.store.name}"), *told))


def _group(kind: Kind, card: FindingsCard) -> str:
    found, named = card.of(kind), card.named(kind)
    one, several, done = _TOLD[kind]
    # What does not fit is counted with what is not named.
    listed = words.fit(map(_name, found), _NAMES, len(named)) if named else ""
    lines = (f"*{words.count(len(found), one, several)}*", listed, done)
    return "\n".join(line for line in lines if line)


def _name(found: Found) -> str:
    return words.link(found.url, found.name) if found.url else words.escape(found.name, 150)
