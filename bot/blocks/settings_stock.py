"""The part of the window of settings about the stock that a destination shows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks.inputs import checkboxes, line
from bot.blocks.parts import Block, option
from bot.blocks.settings_fields import Fields
from bot.settings_form import STOCK
from core.domain.words import later, say

_KEPT_BACK = later("Units, a percentage of what there is, or both: 3, 10%, 3 + 10%. Or none.")


def inputs(fields: Fields) -> Iterator[Block]:
    """In the order in which they are thought of."""
    chosen = [key for key in ("stock", "stock_items") if fields.on(key)]
    yield checkboxes(
        fields.of_connection(STOCK, say("Stock"), optional=True),
        [
            option(say("Show what the source has, less what is promised"), "stock"),
            option(say("Stock items that this store's location does not keep yet"), "stock_items"),
        ],
        chosen,
    )
    field = fields.of_connection("stock_buffer", say("Never offered"), say(_KEPT_BACK))
    yield line(field, fields.texts["stock_buffer"], "none")
