"""`explain`: what a push of one order would do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.help import code
from handlers.grammar.words import (
    Command,
    Problem,
    number_alone,
    refuse_more,
    refuse_several,
    store_and_number,
    without_fillers,
)


@dataclass(frozen=True, slots=True)
class Explain(Command):
    """Say what of an order would go where, and why the rest stays."""

    handle: str
    number: str


def explain(words: list[str]) -> Command:
    """Store and number in either order. Raises Problem."""
    words = without_fillers(words)
    refuse_several(words)
    refuse_more(words, 2, "after `explain` come one store and one order number")
    if not words:
        raise Problem("After `explain` comes a store and an order number.")
    if len(words) == 1:
        missing = "store" if number_alone(words[0]) else "order number"
        raise Problem(f"The {missing} is missing beside {code(words[0])}.")
    return Explain(*store_and_number(words))
