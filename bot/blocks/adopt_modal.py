""" "It is there": type the number that the order has on the source store."""

from __future__ import annotations

from bot import ids
from bot.blocks.parts import View, context, modal, text_input


def build(memo: str) -> View:
    """The small form behind the question's second button."""
    return modal(
        "It is there",
        (
            text_input(
                ids.INPUT_NUMBER,
                "Order number on the source store",
                hint="As the source store's admin shows it.",
                placeholder="#2045",
            ),
            context("SyncTec reads that order and ties it to this push. Nothing new is created."),
        ),
        callback=ids.SUBMIT_ADOPT,
        memo=memo,
        submit="Use this order",
        close="Cancel",
    )
