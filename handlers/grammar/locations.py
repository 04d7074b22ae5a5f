"""`locations`: which of the stores' locations stand for the same stock."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import say
from handlers.grammar.words import Command, refuse_more


@dataclass(frozen=True, slots=True)
class Locations(Command):
    """Show the location groups, to make and change them."""


def locations(words: list[str]) -> Command:
    """Everything else is chosen in the window. Raises Problem."""
    refuse_more(words, 0, say("after `locations` comes nothing, groups are chosen in the window"))
    return Locations()
