"""An order's items as a list: how many, what, which SKU, and where from or why not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.parts import BLANK, Block, literal, rich_list
from bot.blocks.states import short_reason
from bot.text import TIMES
from core.domain.cards import OrderCard
from core.domain.leftovers import is_quiet
from core.domain.pushes import PushLine
from core.domain.qualification import LineVerdict
from core.domain.words import grouped, say

SHOWN_IN_ALERTS = 10


def of_order(card: OrderCard, most: int = SHOWN_IN_ALERTS) -> Block | None:
    """The order's lines with their source or the reason why they stay; without either once the
    order is over."""
    if card.facts.is_over:
        items = [_item(line.quantity, line.title, line.sku) for line in card.lines[:most]]
    else:
        items = [_judged(line, source) for line, source in card.with_sources(most)]
    return _listed(items, len(card.lines) - most)


def of_push(lines: Sequence[PushLine], most: int = SHOWN_IN_ALERTS) -> Block | None:
    """The lines one source ships."""
    items = [_item(line.quantity, line.title, line.sku) for line in lines[:most]]
    return _listed(items, len(lines) - most)


def _listed(items: list[list[Block]], hidden: int) -> Block | None:
    if hidden > 0:
        items.append([literal(say("… and {count} more", count=grouped(hidden)), italic=True)])
    return rich_list(items) if items else None


def _judged(line: LineVerdict, source: str | None) -> list[Block]:
    runs = _item(line.quantity, line.title, line.sku)
    if source:
        return [*runs, literal(" → "), literal(source, 60)]
    if line.reason is None:
        return runs
    sign = " · " if is_quiet(line) else " ⚠️ "
    return [*runs, literal(sign), literal(short_reason(line), 120, italic=True)]


def _item(quantity: int, title: str, sku: str | None) -> list[Block]:
    runs = [literal(f"{grouped(quantity)} {TIMES} ", bold=True), literal(title, 100)]
    return [*runs, BLANK, literal(sku, 60, code=True)] if sku else runs
