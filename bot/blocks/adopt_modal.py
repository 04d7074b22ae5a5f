""" "It is there": type the number that the order has on the source store."""

from __future__ import annotations

from bot import ids
from bot.blocks.parts import View, context, modal, text_input
from core.domain.words import say


def build(memo: str) -> View:
    """The small form behind the question's second button."""
    return modal(
        say("It is there"),
        (
            text_input(
                ids.INPUT_NUMBER,
                say("Order number on the source store"),
                hint=say("As the source store's admin shows it."),
                placeholder="#2045",
            ),
            context(
                say("SyncTec reads that order and ties it to this push. Nothing new is created.")
            ),
        ),
        callback=ids.SUBMIT_ADOPT,
        memo=memo,
        submit=say("Use this order"),
        close=say("Cancel"),
    )
