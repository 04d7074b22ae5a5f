"""“New order received”, in the channel of the source store that ships it."""

from __future__ import annotations

from bot import text as words
from bot.blocks import lines, standing
from bot.blocks.parts import Message, context, header, message, section
from bot.blocks.states import made, title_of
from core.domain.cards import ReceivedCard
from core.domain.pushes import PushState
from core.domain.words import say


def build(card: ReceivedCard) -> Message:
    """The message: which order it is here, where it comes from, what is to be shipped."""
    order = card.push.push.source_order
    name = order.name if order else ""
    title, stands = _title(card), standing.still_stands(card.push, card.order.facts)
    origin = say(
        "{store}, order {name}",
        store=words.escape(card.order.store.name, 80),
        name=words.escape(_name(card)),
    )
    return message(
        say(
            "{title}: {name} from {origin}",
            title=words.escape(title),
            name=words.escape(name),
            origin=origin,
        ),
        (
            header(f"{title}: {name} · {title_of(card.push)}"),
            section(
                say("*{source_order}* · from {origin}", source_order=made(card.push), origin=origin)
            ),
            section(_over(card)) if stands else None,
            lines.of_push(card.push.push.lines),
            context(_small_print(card)),
        ),
    )


def _title(card: ReceivedCard) -> str:
    if card.push.push.state is PushState.CANCELLED:
        return say("🚫 Order cancelled")
    if standing.still_stands(card.push, card.order.facts):
        store = card.order.store.name
        if _cancelled(card):
            return say("⚠️ Cancelled on {store}", store=store)
        return say("⚠️ Refunded on {store}", store=store)
    return say("📦 New order received")


def _cancelled(card: ReceivedCard) -> bool:
    return card.order.facts.cancelled_at is not None


def _over(card: ReceivedCard) -> str:
    whose = words.escape(card.order.store.name, 80)
    if _cancelled(card):
        said = say("{store}'s order was cancelled.", store=whose)
    else:
        said = say("{store}'s order was refunded.", store=whose)
    return f"{said}\n{standing.ending(card.push)}"


def _name(card: ReceivedCard) -> str:
    return card.order.facts.name


def _small_print(card: ReceivedCard) -> str:
    facts = card.order.facts
    place = ", ".join(part for part in (facts.city, facts.country_code) if part)
    parts = [say("📍 Ships to {place}", place=words.escape(place, 80))] if place else []
    order = card.push.push.source_order
    if order is not None:
        parts.append(words.date(order.created_at))
    if card.push.source_order_url and order is not None:
        parts.append(
            words.link(card.push.source_order_url, say("Open {order} in Shopify", order=order.name))
        )
    return "  ·  ".join(parts) or say("The order is in the store's admin")
