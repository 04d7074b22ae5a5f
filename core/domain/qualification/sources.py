"""What an order's lines are matched with: portions of the lines, and the connected sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.items import Item, ItemState
from core.domain.matching import key_of
from core.domain.orders import OrderLine, Place, Variant
from core.domain.reasons import Reason
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Source:
    """A connected source store, as one order meets it.

    `variants` are by their own trimmed SKU: those that the order's SKUs, or their aliases, name,
    and those that differ from one in case or blanks only. `closed` is why it could not be asked.
    `aliases` map SKUs of the destination, `items` are what is known of its variants by their gid,
    `places` the destination's locations that are in a group with one of this source. `converts`:
    amounts of another currency are carried at a rate.
    """

    id: StoreId
    name: str
    currency: str
    variants: Mapping[str, Sequence[Variant]] = field(default_factory=dict)
    closed: Reason | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    converts: bool = False

    def sought(self, sku: str) -> str:
        """The SKU that a destination's SKU stands for here."""
        return self.aliases.get(sku, sku)

    def carried(self, sku: str) -> Sequence[Variant]:
        """The variants that a destination's SKU stands for here."""
        return self.variants.get(self.sought(sku), ())

    def near(self, sku: str) -> list[str]:
        """SKUs of variants here that differ from what is sought in case or blanks only."""
        sought = self.sought(sku)
        key = key_of(sought)
        found = (each for each, variants in self.variants.items() if variants and each != sought)
        return sorted(each for each in found if key and key_of(each) == key)

    def paused(self, variant_gid: str | None) -> bool:
        """Whether somebody paused the item of this variant of the destination."""
        item = self.items.get(variant_gid or "")
        return item is not None and item.state is ItemState.PAUSED


@dataclass(frozen=True, slots=True)
class Portion:
    """The units of a line that ship from one place: what is judged. `place` is None where Shopify
    names none, and where nothing of the line is to be shipped."""

    line: OrderLine
    place: Place | None
    quantity: int

    @property
    def place_gid(self) -> str | None:
        """The location, where there is one."""
        return self.place.location_gid if self.place else None


def portions_of(line: OrderLine) -> tuple[Portion, ...]:
    """The portions of a line: they add up to what of it is to be shipped. A line of which nothing
    is to be shipped is one portion, of all its units."""
    if line.to_ship <= 0 or not line.requires_shipping:
        return (Portion(line, None, line.to_ship if line.to_ship > 0 else line.quantity),)
    found: list[Portion] = []
    left = line.to_ship
    # Shopify may still count at a place what was refunded: never more than is to be shipped.
    for place in sorted(line.places, key=lambda one: (one.location, one.location_gid or "")):
        units = min(place.quantity, left)
        if units > 0:
            found.append(Portion(line, place, units))
            left -= units
    return (*found, Portion(line, None, left)) if left else tuple(found)
