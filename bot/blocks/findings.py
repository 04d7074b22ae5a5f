"""What SyncTec found by itself, and what it did about it."""

from __future__ import annotations

from bot import text as words
from bot.blocks.parts import Message, header, message, section
from core.domain.findings import Kind
from core.domain.operation_cards import FindingsCard, Found
from core.domain.words import later, later_many, say, say_many

_NAMES = 2600
_TOLD = {
    Kind.ORDER: (
        later_many(
            "{count} paid order that no webhook told of",
            "{count} paid orders that no webhook told of",
        ),
        later("Read from the store, and judged."),
    ),
    Kind.SOURCE_ORDER: (
        later_many(
            "{count} source order that changed without a webhook",
            "{count} source orders that changed without a webhook",
        ),
        later("Read from the store again."),
    ),
    Kind.NO_OUTCOME: (
        later_many(
            "{count} push without an outcome: its process ended while it was sent",
            "{count} pushes without an outcome: their process ended while they were sent",
        ),
        later("Looked up on the source store before anything is sent again."),
    ),
    Kind.JOB_LOST: (
        later_many(
            "{count} push that nothing worked on any more",
            "{count} pushes that nothing worked on any more",
        ),
        later("Taken up again."),
    ),
    Kind.WEBHOOK: (
        later_many(
            "{count} webhook subscription that was missing",
            "{count} webhook subscriptions that were missing",
        ),
        later("Subscribed again."),
    ),
    Kind.MADE_TWICE: (
        later_many(
            "{count} order that its source may have twice: an attempt that was given up "
            "succeeded late",
            "{count} orders that their source may have twice: attempts that were given up "
            "succeeded late",
        ),
        later("*Look into the source store and cancel one of the two*; SyncTec cannot know which."),
    ),
}


def build(card: FindingsCard) -> Message:
    """One message: the kinds, each with what was done; the first ten finds by name."""
    name = words.escape(card.store.name, 80)
    many = say_many("{count} thing", "{count} things", len(card.found))
    told = [section(_group(kind, card)) for kind in Kind if card.of(kind)]
    if card.of(Kind.MADE_TWICE):
        text = say("⚠️ {name}: an order may be on its source store twice", name=name)
        return message(text, (header(say("⚠️ Needs you at {store}", store=card.store.name)), *told))
    text = say("🧭 SyncTec found and mended {many} at {name}", many=many, name=name)
    return message(
        text, (header(say("🧭 Found and mended at {store}", store=card.store.name)), *told)
    )


def _group(kind: Kind, card: FindingsCard) -> str:
    found, named = card.of(kind), card.named(kind)
    (one, several), done = _TOLD[kind]
    # What does not fit is counted with what is not named.
    listed = words.fit(map(_name, found), _NAMES, len(named)) if named else ""
    lines = (f"*{say_many(one, several, len(found))}*", listed, say(done))
    return "\n".join(line for line in lines if line)


def _name(found: Found) -> str:
    return words.link(found.url, found.name) if found.url else words.escape(found.name, 150)
