"""Where destinations show another number than they are to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.domain.stock.aims import Ledger, Offer, Row, aim, rows
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Difference:
    """A destination's variant at one location: units it shows (None: it is not kept there), and
    those it is to show."""

    spot: Spot
    source_variant_gid: str
    shows: int | None
    wanted: int
    sku: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison: how many items were compared, how many were left alone since
    nothing can be said of them, and what differs."""

    items: int
    left_alone: int
    found: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Seen:
    """Numbers that were read, by store, inventory item and location; None: it is not kept there. So
    is whatever was not found in the `whole` stores."""

    numbers: Mapping[tuple[StoreId, str, str], int | None]
    whole: frozenset[StoreId] = field(default_factory=frozenset)

    def knows(self, store_id: StoreId, item_gid: str, location_gid: str) -> bool:
        """Whether anything can be said of it."""
        return store_id in self.whole or (store_id, item_gid, location_gid) in self.numbers

    def at(self, store_id: StoreId, item_gid: str, location_gid: str) -> int | None:
        """What it was seen to have."""
        return self.numbers.get((store_id, item_gid, location_gid))


def differing(offer: Offer, ledger: Ledger, seen: Seen) -> Sequence[Row] | None:
    """What would have to be written so that an offer shows what it is to. None where nothing can be
    said: somebody is writing, one of its numbers was not read, or a source was not counted."""
    if any(
        shelf.writing is not None or not _is_seen(offer, shelf, seen) for shelf in offer.shelves
    ):
        return None
    shelves = tuple(_as_seen(offer, shelf, seen) for shelf in offer.shelves)
    total = aim(offer, ledger)
    if total is None or not (offer.stocked or any(shelf.stocked for shelf in shelves)):
        return None
    found = rows(replace(offer, shelves=shelves), total)
    return [row for row in found if row.before is not None or row.after]


def items_of(found: Iterable[Difference]) -> int:
    """How many items they concern."""
    return len({(each.spot.store_id, each.spot.variant_gid) for each in found})


def _is_seen(offer: Offer, shelf: Shelf, seen: Seen) -> bool:
    return seen.knows(shelf.spot.store_id, offer.item_gid, shelf.spot.location_gid)


def _as_seen(offer: Offer, shelf: Shelf, seen: Seen) -> Shelf:
    number = seen.at(shelf.spot.store_id, offer.item_gid, shelf.spot.location_gid)
    return replace(shelf, shown=number or 0, stocked=number is not None)
