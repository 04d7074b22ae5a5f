"""The Orders page in a window: what is not shipped, at every store, the oldest first."""

from __future__ import annotations

from dataclasses import replace

from bot import ids
from bot import text as words
from bot.blocks.order_rows import brief
from bot.blocks.parts import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    section,
)
from bot.blocks.store_select import store_select
from core.domain.cards import OrderRow
from core.domain.order_list import OrderList
from core.domain.pushes import PUSHABLE
from core.domain.words import later, say, say_many

TITLE = later("Unfulfilled orders")


def build(card: OrderList, memo: str, said: str = "") -> View:
    """One page; `memo` comes back with every click in it, `said` is what the last one did."""
    return modal(
        say(TITLE),
        (
            store_select(ids.ORDERS_STORE, card.stores, card.store),
            context(words.sentence(said)) if said else None,
            *_rows(card),
            actions(_below(card)),
            context(words.date(card.now, say("As of"))),
        ),
        callback=ids.READ_ONLY,
        memo=memo,
    )


def _rows(card: OrderList) -> list[Block]:
    if not card.rows:
        return [section(_nothing(card))]
    many = section(
        say_many(
            "🕒 *{count} order, oldest first*", "🕒 *{count} orders, oldest first*", card.total
        )
    )
    return [many, divider(), *(block for row in card.rows for block in _row(row, card))]


def _row(row: OrderRow, card: OrderList) -> list[Block]:
    told = section(brief(row, card.now))
    look = button(say("View order"), ids.VIEW_ORDER, row.order_id)
    todo = _todo(row)
    below = actions([*todo, look]) if todo else None
    return [told, below] if below else [{**told, "accessory": look}]


def _todo(row: OrderRow) -> list[Block]:
    buttons = []
    if any(state in PUSHABLE for state in row.states) and not row.facts.is_over:
        named = ids.unique(ids.ORDERS_PUSH, row.order_id)
        buttons.append(button(say("Push"), named, row.order_id, style="primary"))
    if any(card.push.waits_at_source for card in row.pushes):
        named = ids.unique(ids.ORDERS_NUDGE, row.order_id)
        buttons.append(button(say("Nudge the source"), named, row.order_id))
    return buttons


def _below(card: OrderList) -> list[Block]:
    buttons = []
    if card.place.after is not None:
        first = replace(card.place, after=None).text()
        buttons.append(button(say("Oldest"), ids.unique(ids.ORDERS_PAGE, "first"), first))
    if card.following is not None:
        named = ids.unique(ids.ORDERS_PAGE, "next")
        buttons.append(button(say("Newer"), named, card.following.text()))
    if card.rows:
        buttons.append(button(say("Export as CSV"), ids.EXPORT_ORDERS, card.place.text()))
    return buttons


def _nothing(card: OrderList) -> str:
    store = card.store and words.escape(card.store.name, 60)
    if card.place.after is not None:
        if store:
            return say("No younger order of {store} waits any more.", store=store)
        return say("No younger order waits any more.")
    if store:
        return say("🎉 *Nothing is late*\nNo order of {store} waits to be shipped.", store=store)
    return say("🎉 *Nothing is late*\nNo order waits to be shipped.")
