"""`history`: everything that happened to one order."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.grammar.words import Command, one_order


@dataclass(frozen=True, slots=True)
class History(Command):
    """Show what happened to an order."""

    handle: str
    number: str


def history(words: list[str]) -> Command:
    """Store and number in either order. Raises Problem."""
    return History(*one_order(words, "history"))
