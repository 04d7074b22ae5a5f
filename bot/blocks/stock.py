"""One item everywhere: what its sources have, what is promised, what each store shows."""

from __future__ import annotations

from collections.abc import Sequence

from bot import text as words
from bot.blocks.oversold import listed_orders
from bot.blocks.parts import Message, context, header, message, section
from core.domain.stock.cards import StockCard, StockLine
from core.domain.words import grouped, later, say

_LINES, _TEXT = 40, 2600
_WHY = {
    "source": later("set by SyncTec"),
    "order": later("an order"),
    "store": later("as the store says"),
}


def build(card: StockCard) -> Message:
    """From what there is to what is shown."""
    there = _there(card)
    promised = say("{promised} promised", promised=grouped(card.promised))
    return message(
        say(
            "Stock of {sku}: {there}, {promised}",
            sku=words.escape(card.sku, 80),
            there=there,
            promised=promised,
        ),
        (
            header(say("Stock of {sku}", sku=card.sku)),
            section(f"*{there} · {promised}*"),
            section(say("*What there is*\n{lines}", lines=_lines(card.sources)))
            if card.sources
            else None,
            section(say("*What is shown*\n{lines}", lines=_lines(card.destinations)))
            if card.destinations
            else None,
            section(
                say(
                    "*Orders that wait for it*\n{listed_orders}",
                    listed_orders=listed_orders(card.orders, card.waiting),
                )
            )
            if card.orders
            else None,
            context(_small_print(card)),
        ),
    )


def _there(card: StockCard) -> str:
    units = [line.units for line in card.sources if line.units is not None]
    if units:
        return say("{units} at the sources", units=grouped(sum(units)))
    if card.followed:
        return say("nothing counted at a source yet")
    return say("no store follows a source's stock")


def _small_print(card: StockCard) -> str:
    if card.followed:
        return say("As SyncTec keeps it. A number that somebody changed is read again by itself.")
    return say(
        "What nobody follows is not counted. Switch on “{setting}” for a destination and its "
        "source: `/synctec settings dest north`.",
        setting=say("stock follows the source"),
    )


def _lines(lines: Sequence[StockLine]) -> str:
    return words.fit(map(_line, lines), _TEXT, _LINES)


def _line(line: StockLine) -> str:
    name = words.escape(line.store.name, 80)
    place = f" · {words.escape(line.location, 80)}" if line.location else ""
    number = f"*{grouped(line.units)}* " if line.units is not None else ""
    since = f" · {words.date(line.moved_at)}" if line.moved_at and line.units is not None else ""
    why = f", {say(_WHY[line.why])}" if since and line.why in _WHY else ""
    note = f" · _{words.escape(line.note, 150)}_" if line.note else ""
    return f"• {number}{name}{place}{since}{why}{note}"
