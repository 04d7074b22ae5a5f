"""`stock`, `resync`: one item in every store, and all items of two."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import say
from handlers.grammar.words import Command, Problem, handle_of, refuse_more

_FILLERS = frozenset({"with", "and", "to", "from", "stock"})


@dataclass(frozen=True, slots=True)
class Stock(Command):
    """Show an item's numbers."""

    sku: str


def stock(words: list[str]) -> Command:
    """A SKU may have blanks. Raises Problem."""
    if not words:
        raise Problem(say("The SKU is missing: `stock TEE-BLK-M`, say."))
    return Stock(" ".join(words))


@dataclass(frozen=True, slots=True)
class Resync(Command):
    """Compare the stock of a destination with that of a source; without one, of the only one."""

    destination: str
    source: str | None = None


def resync(words: list[str]) -> Command:
    """One or two stores. Raises Problem."""
    words = [word for word in words if word.lower() not in _FILLERS]
    refuse_more(words, 2, say("after `resync` come a destination and a source"))
    if not words:
        raise Problem(say("After `resync` come a destination and a source, as `dest north`."))
    return Resync(handle_of(words[0]), handle_of(words[1]) if len(words) > 1 else None)
