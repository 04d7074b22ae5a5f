"""Why not?: each line that stays, why, and what would let it go."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import View, context, divider, modal, section
from bot.blocks.standing import ended
from bot.blocks.states import unqualified
from core.domain.cards import OrderCard
from core.domain.leftovers import is_quiet
from core.domain.qualification import LineVerdict
from core.domain.words import grouped, later, say

_SHOWN = 40
_EVERY_ITEM = later("✅ Every item of this order can be pushed.")


def build(card: OrderCard) -> View:
    """The view: rules of the order first, then its lines, grouped by cause."""
    groups = _by_cause(unqualified(card))
    order = words.link(card.url, card.facts.name)
    held = [f"⏸️ {words.explained(reason)}" for reason in card.held_by]
    told = [] if card.facts.is_over else [*held, *(_group(lines) for lines in groups)]
    hidden = len(told) - _SHOWN
    return modal(
        say("Why not?"),
        (
            section(
                say(
                    "*Order {order}* · {store}",
                    order=order,
                    store=words.escape(card.store.name, 80),
                )
            ),
            divider(),
            *(section(text) for text in told[:_SHOWN]),
            None if told else section(_nothing_stays(card)),
            context(say("… and {count} more causes", count=grouped(hidden)))
            if hidden > 0
            else None,
            context(_once_mended(card)) if card.left_behind else None,
        ),
        callback=ids.READ_ONLY,
    )


def _nothing_stays(card: OrderCard) -> str:
    end = ended(card.facts)
    return (
        say("{end}: nothing of this order is to be shipped.", end=end) if end else say(_EVERY_ITEM)
    )


def _once_mended(card: OrderCard) -> str:
    number = words.escape(card.facts.number, 60)
    typed = f"{ids.COMMAND} push {card.store.handle} {number}"
    return say(
        "Once mended, `{typed}` pushes what stayed behind. Nothing is sent twice.", typed=typed
    )


def _by_cause(lines: tuple[LineVerdict, ...]) -> list[list[LineVerdict]]:
    # One cause may stop hundreds of lines; what to do about it is said once. A cause that names
    # its SKU or title is its own group.
    groups: dict[tuple[str, str], list[LineVerdict]] = {}
    for line in lines:
        if line.reason is not None:
            groups.setdefault((line.reason.code, line.reason.sentence), []).append(line)
    return list(groups.values())


def _group(lines: list[LineVerdict]) -> str:
    first = lines[0]
    items = [_item(line) for line in lines]
    explained = words.explained(first.reason) if first.reason else ""
    sign = "▫️" if is_quiet(first) else "⚠️"
    listed = words.fit(items, 1500, 5, later("… and {count} items more"))
    return f"{listed}\n{sign} {explained}"


def _item(line: LineVerdict) -> str:
    sku = f"  `{words.escape(line.sku, 60)}`" if line.sku else ""
    return f"*{grouped(line.quantity)} {words.TIMES}* {words.escape(line.title, 100)}{sku}"
