"""More of an item was paid for than there is."""

from __future__ import annotations

from collections.abc import Sequence

from bot import text as words
from bot.blocks.parts import Message, header, message, section
from core.domain.stock.cards import OversoldCard, WaitingOrder

_NAMES = 2000


def build(card: OversoldCard) -> Message:
    """What is missing, who waits for it, and what can be done."""
    item = card.sku or "An item"
    source = words.escape(card.source.name, 80)
    numbers = f"{_title(card)}*{card.promised} promised · {card.there} at {source}*"
    if not card.missing:
        text = f"✅ {words.escape(item, 80)} is not oversold any more"
        return message(text, (header(f"✅ Not oversold any more: {item}"), section(numbers)))
    text = f"🚨 {words.escape(item, 80)} is oversold by {card.missing}"
    return message(
        text,
        (
            header(f"🚨 Oversold by {card.missing}: {item}"),
            section(numbers),
            section(
                "*Orders that wait for it, the newest first*\n"
                f"{listed_orders(card.orders, card.waiting) or 'None that is known.'}"
            ),
            section(
                "It is not for sale anywhere meanwhile. Get more of it, push it from elsewhere, or"
                " refund the orders that cannot be shipped."
            ),
        ),
    )


def _title(card: OversoldCard) -> str:
    return f"{words.escape(card.title, 150)}\n" if card.title else ""


def listed_orders(orders: Sequence[WaitingOrder], waiting: int) -> str:
    """A line each, and how many are older; "" without any."""
    listed = words.fit(map(_order, orders), _NAMES, len(orders))
    more = waiting - len(orders)
    return f"{listed}\nand {words.count(more, 'older one', 'older ones')}" if more > 0 else listed


def _order(order: WaitingOrder) -> str:
    name = words.link(order.url, order.name)
    return f"• {order.units} \u00d7 {name} · {words.escape(order.store.name, 80)}"
