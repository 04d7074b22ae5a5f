"""What the buttons of matches and items carry, written and read in one place."""

from __future__ import annotations

import json
from dataclasses import dataclass

from core.domain.items import Item, ItemState
from core.domain.match_cards import Place
from core.domain.stores import ConnectionId

LONGEST = 2000
"""Characters of a button's value (docs.slack.dev, Block Kit reference)."""
_LONGEST_PLACE = 1000
"""A window's memory is 3000, in which it is quoted once more."""


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One SKU of a connection; `source_sku` is the one suggested for it, else empty."""

    connection_id: ConnectionId
    sku: str
    source_sku: str = ""

    @classmethod
    def of(cls, value: str) -> ItemValue:
        """From a button's value."""
        connection_id, sku, source_sku = json.loads(value)
        return cls(ConnectionId(connection_id), sku, source_sku)


def item_value(item: Item) -> str | None:
    """For a button about this item; None where it would be longer than Slack takes."""
    value = json.dumps([item.connection_id, item.sku, item.suggestion or ""])
    return value if len(value) <= LONGEST else None


def place_value(place: Place) -> str:
    """For a button that leads to this page, and what a window of items remembers. A place behind a
    SKU too long for that is the first page."""
    state = place.state.value if place.state else ""
    value = json.dumps([place.connection_id, state, *place.after])
    return (
        value if len(value) <= _LONGEST_PLACE else json.dumps([place.connection_id, state, "", ""])
    )


def read_place(value: str) -> Place:
    """The inverse of `place_value`."""
    connection_id, state, sku, gid = json.loads(value)
    return Place(ConnectionId(connection_id), ItemState(state) if state else None, (sku, gid))
