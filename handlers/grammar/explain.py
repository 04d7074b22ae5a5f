"""`explain`: what a push of one order would do."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.grammar.words import Command, one_order


@dataclass(frozen=True, slots=True)
class Explain(Command):
    """Say what of an order would go where, and why the rest stays."""

    handle: str
    number: str


def explain(words: list[str]) -> Command:
    """Store and number in either order. Raises Problem."""
    return Explain(*one_order(words, "explain"))
