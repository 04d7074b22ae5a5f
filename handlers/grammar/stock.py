"""`stock`: one item in every store."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.grammar.words import Command, Problem


@dataclass(frozen=True, slots=True)
class Stock(Command):
    """Show an item's numbers."""

    sku: str


def stock(words: list[str]) -> Command:
    """A SKU may have blanks. Raises Problem."""
    if not words:
        raise Problem("The SKU is missing: `stock TEE-BLK-M`, say.")
    return Stock(" ".join(words))
