"""`unfulfilled`, `digest`: what is to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.help import code
from handlers.grammar.words import Command, Problem, handle_of, refuse_more


@dataclass(frozen=True, slots=True)
class Unfulfilled(Command):
    """List what is late."""

    handle: str | None = None


@dataclass(frozen=True, slots=True)
class DigestNow(Command):
    """Post this channel's digest now."""


def unfulfilled(words: list[str]) -> Command:
    """What is late, of one store or of all. Raises Problem."""
    refuse_more(words, 1, "after `unfulfilled` comes one store, or nothing")
    if not words or words[0].lower() == "all":
        return Unfulfilled()
    return Unfulfilled(handle_of(words[0]))


def digest(words: list[str]) -> Command:
    """`now` is the only word so far. Raises Problem."""
    refuse_more(words, 1, "after `digest` comes `now` and nothing else")
    if not words:
        raise Problem("After `digest` comes `now`.")
    if words[0].lower() != "now":
        raise Problem(f"{code(words[0])} was not expected: after `digest` comes `now`.")
    return DigestNow()
