"""“New order received”, in the channel of the source store that ships it."""

from __future__ import annotations

from bot import text as words
from bot.blocks import lines, standing
from bot.blocks.parts import Message, context, header, message, section
from bot.blocks.states import made, title_of
from core.domain.cards import ReceivedCard
from core.domain.pushes import PushState


def build(card: ReceivedCard) -> Message:
    """The message: which order it is here, where it comes from, what is to be shipped."""
    order = card.push.push.source_order
    name = order.name if order else ""
    title, stands = _title(card), standing.still_stands(card.push, card.order.facts)
    origin = f"{words.escape(card.order.store.name, 80)}, order {words.escape(_name(card))}"
    return message(
        f"{words.escape(title)}: {words.escape(name)} from {origin}",
        (
            header(f"{title}: {name} · {title_of(card.push)}"),
            section(f"*{made(card.push)}* · from {origin}"),
            section(_over(card)) if stands else None,
            lines.of_push(card.push.push.lines),
            context(_small_print(card)),
        ),
    )


def _title(card: ReceivedCard) -> str:
    if card.push.push.state is PushState.CANCELLED:
        return "🚫 Order cancelled"
    if standing.still_stands(card.push, card.order.facts):
        return f"⚠️ {_end(card).capitalize()} on {card.order.store.name}"
    return "📦 New order received"


def _end(card: ReceivedCard) -> str:
    return "refunded" if card.order.facts.cancelled_at is None else "cancelled"


def _over(card: ReceivedCard) -> str:
    whose = words.escape(card.order.store.name, 80)
    return f"{whose}'s order was {_end(card)}.\n{standing.ending(card.push)}"


def _name(card: ReceivedCard) -> str:
    return card.order.facts.name


def _small_print(card: ReceivedCard) -> str:
    facts = card.order.facts
    place = ", ".join(part for part in (facts.city, facts.country_code) if part)
    parts = [f"📍 Ships to {words.escape(place, 80)}"] if place else []
    order = card.push.push.source_order
    if order is not None:
        parts.append(words.date(order.created_at))
    if card.push.source_order_url and order is not None:
        parts.append(words.link(card.push.source_order_url, f"Open {order.name} in Shopify"))
    return "  ·  ".join(parts) or "The order is in the store's admin"
