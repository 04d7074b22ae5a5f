"""`match`, `items`: which item of a destination is which at a source."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.help import code
from core.domain.items import ItemState
from core.domain.words import say
from handlers.grammar.words import Command, Problem, handle_of, refuse_more

_FILLERS = frozenset({"with", "and", "to", "at"})
_STATES = {
    **{state.value: state for state in ItemState},
    "synced": ItemState.ACTIVE,
    "matched": ItemState.ACTIVE,
    "unmatched": ItemState.MISSING,
}
_ACTIONS = {"pause": True, "resume": False}


@dataclass(frozen=True, slots=True)
class Match(Command):
    """Match the catalogues of two stores by SKU; without a source, of the only one."""

    destination: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Items(Command):
    """Show the items of a connection, all or those in one state."""

    destination: str
    source: str | None = None
    state: ItemState | None = None


@dataclass(frozen=True, slots=True)
class ItemsPause(Command):
    """Pause or resume one SKU."""

    destination: str
    source: str | None
    sku: str
    paused: bool


def match(words: list[str]) -> Command:
    """One or two stores. Raises Problem."""
    words = [word for word in words if word.lower() not in _FILLERS]
    refuse_more(words, 2, say("after `match` come a destination and a source"))
    if not words:
        raise Problem(say("After `match` come a destination and a source, as `dest north`."))
    return Match(handle_of(words[0]), handle_of(words[1]) if len(words) > 1 else None)


def items(words: list[str]) -> Command:
    """One or two stores, then a state, or `pause` and `resume` with a SKU. Raises Problem."""
    if not words:
        raise Problem(say("After `items` come a destination and a source, as `dest north`."))
    destination, rest = handle_of(words[0]), words[1:]
    source = None
    if rest and rest[0].lower() not in {*_STATES, *_ACTIONS}:
        source, rest = handle_of(rest[0]), rest[1:]
    if not rest:
        return Items(destination, source)
    verb, behind = rest[0].lower(), rest[1:]
    if verb in _ACTIONS:
        return _pause(destination, source, verb, behind)
    if verb not in _STATES:
        raise Problem(
            say(
                "{typed} was not expected: behind the stores comes a state (`active`, "
                "`paused`, `missing`, `ambiguous`), or `pause` or `resume` and a SKU.",
                typed=code(rest[0]),
            )
        )
    refuse_more(behind, 0, say("behind the state comes nothing"))
    return Items(destination, source, _STATES[verb])


def _pause(destination: str, source: str | None, verb: str, words: list[str]) -> Command:
    if not words:
        raise Problem(say("After `{verb}` comes a SKU.", verb=verb))
    # A SKU with blanks in it needs no quotes: it is the last thing.
    return ItemsPause(destination, source, " ".join(words), _ACTIONS[verb])
