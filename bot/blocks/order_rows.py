"""One order of a list in two or three lines: what it is, how old, where it stands, what stays."""

from __future__ import annotations

from datetime import datetime

from bot import text as words
from bot.blocks.standing import stays
from bot.blocks.states import NAMES, SIGNS, made, sign_of
from core.domain.cards import OrderRow, PushCard
from core.domain.pushes import PushState
from core.domain.words import say

_PUSHES_SHOWN = 4
_PLACES_SHOWN = 3


def brief(entry: OrderRow, now: datetime) -> str:
    """The name with its link, the store, the age; where it stands."""
    facts = entry.facts
    told = [
        words.link(entry.url, facts.name),
        words.escape(entry.store.name, 60),
        *([words.escape(facts.initials)] if facts.initials else []),
        say("*{age}* old", age=words.age(facts.processed_at, now)),
    ]
    return f"{' · '.join(told)}\n{_standing(entry)}{_stays(entry)}{_places(entry)}"


def _standing(entry: OrderRow) -> str:
    sign = sign_of(entry.states)
    if entry.reason is not None and len(entry.pushes) < 2:
        return f"{sign} {words.escape(entry.reason.sentence, 200)}"
    if not entry.pushes:
        return f"{sign} {say('Not pushed')}"
    if [card.push.state for card in entry.pushes] == [PushState.PUSHED]:
        (card,) = entry.pushes
        source = words.escape(card.source.name, 40)
        pushed = say("Pushed to {source} as {source_order}", source=source, source_order=made(card))
        return f"{sign} {pushed}{_shipped(card)}"
    told = [_one(card) for card in entry.pushes[:_PUSHES_SHOWN]]
    more = len(entry.pushes) - len(told)
    listed = "  ·  ".join([*told, *([say(words.AND_MORE, count=more)] if more else [])])
    why = entry.reason and words.escape(entry.reason.sentence, 200)
    return f"{listed}\n{why}" if why else listed


def _one(card: PushCard) -> str:
    """One source by itself."""
    state = card.push.state
    source = words.escape(card.source.name, 40)
    if state is PushState.PUSHED:
        pushed = say("{source}: pushed as {source_order}", source=source, source_order=made(card))
        return f"{SIGNS[state]} {pushed}{_shipped(card)}"
    return f"{SIGNS[state]} {source}: {say(NAMES[state]).lower()}"


def _shipped(card: PushCard) -> str:
    """Nothing of it is waited for any more."""
    made_there = card.push.source_order
    if made_there is None or made_there.fulfillment_status != "FULFILLED":
        return ""
    return f" ({say('shipped')})"


def _places(entry: OrderRow) -> str:
    if not entry.places:
        return ""
    named = [words.escape(name, 40) for name in entry.places[:_PLACES_SHOWN]]
    more = len(entry.places) - len(named)
    told = ", ".join(named)
    where = say("{places} and {count} more", places=told, count=more) if more else told
    return "\n" + say("📍 Ships from {places}", places=where)


def _stays(entry: OrderRow) -> str:
    if entry.facts.is_over:
        # Listed all the same: a source order stands, and would be shipped.
        return "\n" + say(
            "⚠️ Cancelled or refunded: cancel the source order too if it must not be shipped"
        )
    return f"\n{stays(entry.left_behind)}" if entry.left_behind else ""
