"""View order: lines, money, the state per source, and Push with an optional shipping fee."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks import lines, standing
from bot.blocks.order_alert import item_count
from bot.blocks.parts import (
    SECTION,
    Block,
    View,
    button,
    choice,
    divider,
    fields,
    modal,
    option,
    section,
    text_input,
)
from bot.blocks.states import push_label, shopify_status
from core.domain.cards import OrderCard, PushCard
from core.domain.pushes import PushState
from core.domain.words import say

LINES_SHOWN = 40
# A person may also try a push that a rule holds back: the order is read afresh, and may be free.
_OFFERED = frozenset({PushState.WAITING, PushState.FAILED, PushState.HELD})


def offered(card: OrderCard) -> tuple[PushCard, ...]:
    """The pushes that can be asked for from here."""
    if card.facts.is_over:
        return ()
    return tuple(push for push in card.pushes if push.push.state in _OFFERED)


def build(card: OrderCard, memo: str) -> View:
    """The view; with something to push it has a fee to type and Push as its submit button."""
    able = offered(card)
    return modal(
        say("Order {order}", order=card.facts.name),
        (
            section(_title(card)),
            fields(*_money(card)),
            divider(),
            lines.of_order(card, LINES_SHOWN),
            section(_states(card), button(say("History"), ids.VIEW_HISTORY, card.order_id)),
            *(_form(card, able) if able else ()),
        ),
        callback=ids.SUBMIT_ORDER if able else ids.READ_ONLY,
        memo=memo,
        submit=say("Push") if able else None,
    )


def _title(card: OrderCard) -> str:
    test = ("  ·  " + say("🧪 Test order")) if card.facts.test else ""
    link = words.link(card.url, say("Open {order} in Shopify", order=card.facts.name))
    return f"*{words.escape(card.store.name, 80)}*  ·  {link}{test}"


def _money(card: OrderCard) -> tuple[str, ...]:
    facts = card.facts
    place = ", ".join(part for part in (facts.city, facts.country_code) if part) or say("unknown")
    paid = shopify_status(facts.financial_status) if facts.financial_status else say("Unknown")
    shipped = shopify_status(facts.fulfillment_status)
    return (
        say(
            "*Total*\n{total}, {items}",
            total=words.money(facts.total),
            items=item_count(card),
        ),
        say("*Shipping paid*\n{shipping}", shipping=words.money(facts.shipping)),
        say("*Ships to*\n{place}", place=words.escape(place, 80)),
        say("*Placed*\n{when}", when=words.date(facts.processed_at)),
        say("*Payment*\n{paid}", paid=words.escape(paid, 60)),
        say("*Fulfilment*\n{shipped}", shipped=words.escape(shipped, 60)),
    )


def _states(card: OrderCard) -> str:
    return say("*Push status*\n{told}", told=words.fit(standing.told(card), SECTION - 20, 20))


def _form(card: OrderCard, able: tuple[PushCard, ...]) -> tuple[Block, ...]:
    currency = card.facts.total.currency
    options = [
        option(push_label(push, rest=card.is_rest(push.push)), push.push.id) for push in able
    ]
    return (
        divider(),
        choice(ids.INPUT_PUSH, say("Push Order"), options, options[0]),
        text_input(
            ids.INPUT_FEE,
            say("Shipping fee"),
            hint=say(
                "In {currency}. Without one the connection's shipping rule holds.",
                currency=currency,
            ),
            placeholder="4.90",
            optional=True,
        ),
    )
