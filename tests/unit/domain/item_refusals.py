"""One item for every rule of the item, broken by nothing else, with the sources it is judged by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.domain.items import Item, ItemState
from core.domain.money import Money
from core.domain.orders import OrderLine, Place
from core.domain.qualification import Source
from core.domain.stores import ConnectionId
from tests.unit.domain.makers import NORTH, SOUTH, line, source, usd, variant

EURO = Money(usd(1).amount, "EUR")
ELSEWHERE = "gid://shopify/Location/2"


def paused(number: int = 1) -> dict[str, Item]:
    """The item of a line's variant, paused."""
    gid = f"gid://shopify/ProductVariant/{number}"
    return {gid: Item(ConnectionId(2), gid, "A", "Item", ItemState.PAUSED)}


def north(*skus: str, **changes: Any) -> list[Source]:
    """One source, with these SKUs."""
    return [source(NORTH, *skus, **changes)]


UNTRACKED = replace(variant("A"), tracked=False)

# In the sequence in which they are told.
ITEM_REFUSALS: dict[str, tuple[OrderLine, list[Source]]] = {
    "line_needs_no_shipping": (line(requires_shipping=False), north("A")),
    "line_nothing_left": (line(to_ship=0), north("A")),
    "sku_missing": (line(sku=None), north("A")),
    "product_gone": (line(variant_gid=None, tracked=None), north("A")),
    "sku_unknown": (line(), north("B")),
    "alias_unknown": (line(), north("A", aliases={"A": "Z"})),
    "sku_on_several_sources": (line(), [*north("A"), source(SOUTH, "A")]),
    "sku_ambiguous": (line(), north("A", "A")),
    "item_paused": (line(), north("A", items=paused())),
    "stock_untracked_at_destination": (line(tracked=False), north("A")),
    "stock_untracked_at_source": (line(), [replace(*north("A"), variants={"A": [UNTRACKED]})]),
    "location_unknown": (line(places=()), north("A")),
    "location_unmapped": (line(places=(Place(ELSEWHERE, "Annex", 2),)), north("A")),
    "currency_differs": (line(), north("A", currency="EUR")),
}
