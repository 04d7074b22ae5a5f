"""More of an item was paid for than there is."""

from __future__ import annotations

from collections.abc import Sequence

from bot import text as words
from bot.blocks.parts import Message, header, message, section
from core.domain.stock.cards import OversoldCard, WaitingOrder
from core.domain.words import say, say_many

_NAMES = 2000


def build(card: OversoldCard) -> Message:
    """What is missing, who waits for it, and what can be done."""
    item = card.sku or say("An item")
    source = words.escape(card.source.name, 80)
    numbers = _title(card) + say(
        "*{promised} promised · {there} at {source}*",
        promised=card.promised,
        there=card.there,
        source=source,
    )
    if not card.missing:
        text = say("✅ {item} is not oversold any more", item=words.escape(item, 80))
        return message(
            text, (header(say("✅ Not oversold any more: {item}", item=item)), section(numbers))
        )
    text = say(
        "🚨 {item} is oversold by {missing}", item=words.escape(item, 80), missing=card.missing
    )
    return message(
        text,
        (
            header(say("🚨 Oversold by {missing}: {item}", missing=card.missing, item=item)),
            section(numbers),
            section(
                say(
                    "*Orders that wait for it, the newest first*\n{listed_orders}",
                    listed_orders=listed_orders(card.orders, card.waiting)
                    or say("None that is known."),
                )
            ),
            section(
                say(
                    "It is not for sale anywhere meanwhile. Get more of it, push it from "
                    "elsewhere, or refund the orders that cannot be shipped."
                )
            ),
        ),
    )


def _title(card: OversoldCard) -> str:
    return f"{words.escape(card.title, 150)}\n" if card.title else ""


def listed_orders(orders: Sequence[WaitingOrder], waiting: int) -> str:
    """A line each, and how many are older; "" without any."""
    listed = words.fit(map(_order, orders), _NAMES, len(orders))
    more = waiting - len(orders)
    return (
        f"{listed}\n{say_many('and {count} older one', 'and {count} older ones', more)}"
        if more > 0
        else listed
    )


def _order(order: WaitingOrder) -> str:
    name = words.link(order.url, order.name)
    return f"• {order.units} \u00d7 {name} · {words.escape(order.store.name, 80)}"
