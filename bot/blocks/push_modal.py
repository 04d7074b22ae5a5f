"""Push Order by hand: pick the destination store, type the order number, optionally a fee."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import View, choice, context, modal, option, section, text_input
from core.domain.cards import PushFormCard
from core.domain.stores import Store
from core.domain.words import later, say

TITLE = later("Manual Order Push")


def build(card: PushFormCard, memo: str) -> View:
    """The form, or how to get a store where none is connected yet."""
    if not card.stores:
        empty = say("No destination store is set up yet.\n`python app.py stores add` does it.")
        return modal(say(TITLE), (section(empty),), callback=ids.READ_ONLY)
    options = [option(_label(store), store.handle) for store in card.stores[:100]]
    chosen = next((o for o in options if o["value"] == card.chosen), None)
    only = options[0] if len(options) == 1 else None
    return modal(
        say(TITLE),
        (
            choice(ids.INPUT_STORE, say("Destination store"), options, chosen or only),
            text_input(
                ids.INPUT_NUMBER,
                say("Order number"),
                hint=say("As in Shopify: 1001, #1001, or with your prefix, EN-1001."),
                placeholder="1001",
                value=card.number,
            ),
            text_input(
                ids.INPUT_FEE,
                say("Shipping fee"),
                hint=say(
                    "In the order's currency. Without one the connection's shipping rule holds."
                ),
                placeholder="4.90",
                value="" if card.shipping_fee is None else str(card.shipping_fee),
                optional=True,
            ),
            context(
                say("Only items that qualify are pushed. You are told privately what happened.")
            ),
        ),
        callback=ids.SUBMIT_PUSH_FORM,
        memo=memo,
        submit=say("Push Order"),
        close=say("Cancel"),
    )


def _label(store: Store) -> str:
    return words.cut(f"{words.clean(store.name, 40)} ({store.handle})", 75)
