"""Which store's orders or pushes a page shows: one, or every."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.parts import Block, option, section, select
from core.domain.stores import Store, StoreId
from core.domain.words import say

_EVERY = "0"
_STORES = 99
"""Options that Slack shows, less one."""


def store_select(action: str, stores: Sequence[Store], chosen: Store | None) -> Block | None:
    """None where there is nothing to choose."""
    if len(stores) < 2:
        return None
    every = option(say("Every store"), _EVERY)
    options = [every, *(option(each.name, each.id) for each in stores[:_STORES])]
    return section(
        say("*Store*"), select(action, options, option(chosen.name, chosen.id) if chosen else every)
    )


def read_store(value: str) -> StoreId | None:
    """What was chosen; None: every store."""
    return None if value == _EVERY else StoreId(int(value))
