"""Which number each destination is to show: what its sources have, less what is promised.

Promised are the units that somebody paid for and that no source order has taken yet, and those that
are missing on a shelf for a reason nobody knows yet. Both are promised at every destination.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.locations import GroupId
from core.domain.stock.buffers import Buffer
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import ConnectionId, StoreId


@dataclass(frozen=True, slots=True)
class Pool:
    """What stands at a source's locations of one group, of one of its variants."""

    source_id: StoreId
    variant_gid: str
    group_id: GroupId


@dataclass(frozen=True, slots=True)
class Supply:
    """One pool that a destination's item is sold from."""

    connection_id: ConnectionId
    pool: Pool
    buffer: Buffer = field(default_factory=Buffer)


@dataclass(frozen=True, slots=True)
class Offer:
    """One item of a destination in one location group: its shelves there, and where its stock comes
    from. The first shelf is the one that changes when the sum has to; where items are not `stocked`
    by SyncTec, the first at which the item is kept."""

    item_gid: str
    shelves: tuple[Shelf, ...]
    supplies: tuple[Supply, ...]
    stocked: bool = True

    @property
    def store_id(self) -> StoreId:
        """The destination."""
        return self.shelves[0].spot.store_id


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of pools: units for sale there (None: not counted), and units promised."""

    available: Mapping[Pool, int]
    promised: Mapping[Pool, int]

    @property
    def short(self) -> Mapping[Pool, int]:
        """By how many units more is promised than there is."""
        left = {pool: self.promised.get(pool, 0) - there for pool, there in self.available.items()}
        return {pool: units for pool, units in left.items() if units > 0}

    def left(self, pool: Pool) -> int | None:
        """What nobody was promised; below zero where more was paid for than there is."""
        there = self.available.get(pool)
        return None if there is None else there - self.promised.get(pool, 0)


def promised_with(offers: Iterable[Offer], promised: Mapping[Pool, int]) -> dict[Pool, int]:
    """What is promised, with what is missing on shelves. Where several sources could have to ship
    such units each of them holds them back."""
    every = dict(promised)
    for offer in offers:
        units = sum(shelf.held_back for shelf in offer.shelves)
        for supply in offer.supplies:
            every[supply.pool] = every.get(supply.pool, 0) + units
    return every


def aim(offer: Offer, ledger: Ledger) -> int | None:
    """The sum its shelves are to show, never below zero; None where a source was not counted."""
    total = 0
    for supply in offer.supplies:
        left = ledger.left(supply.pool)
        if left is None:
            return None
        total += max(0, left - supply.buffer.of(left))
    return total


@dataclass(frozen=True, slots=True)
class Row:
    """One number to write: the destination's inventory item at a spot, from what it is believed to
    show (None where it is not stocked) to what it is to show."""

    item_gid: str
    spot: Spot
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers that are written together, or not at all; `key` is what the store knows them by."""

    key: str
    rows: tuple[Row, ...]


def is_harmless(batch: Batch, offers: Iterable[Offer], ledger: Ledger) -> bool:
    """Whether these numbers may still be written: none of them raises what is shown above what it
    is to show by now, nor over another number than was expected when it was begun; and all of them
    are still ours to write."""
    begun = {row.spot: row for row in batch.rows}
    ours = [o for o in offers if any(shelf.spot in begun for shelf in o.shelves)]
    known = {shelf.spot for offer in ours for shelf in offer.shelves}
    return begun.keys() <= known and not any(_is_harmful(o, begun, ledger) for o in ours)


def _is_harmful(offer: Offer, begun: Mapping[Spot, Row], ledger: Ledger) -> bool:
    shown = {shelf.spot: shelf.shown or 0 for shelf in offer.shelves}
    rows = [begun[spot] for spot in shown if spot in begun]
    # It is written only over the number that was expected, whatever is believed by now.
    before = shown | {row.spot: row.before or 0 for row in rows}
    then = shown | {row.spot: row.after for row in rows}
    if sum(then.values()) <= sum(before.values()):
        return False
    total = aim(offer, ledger)
    return before != shown or total is None or sum(then.values()) > total


def rows(offer: Offer, total: int) -> Sequence[Row]:
    """What to write so that the shelves, all of them looked at, show `total` together."""
    taking = [shelf for shelf in offer.shelves if shelf.stocked or offer.stocked]
    if not taking:
        return []
    shown = [shelf.shown if shelf.stocked else None for shelf in taking]
    wanted = _spread([each or 0 for each in shown], total)
    return [
        Row(offer.item_gid, shelf.spot, before, after)
        for shelf, before, after in zip(taking, shown, wanted, strict=True)
        if before != after
    ]


def _spread(shown: Sequence[int], total: int) -> list[int]:
    """The others keep what they show as far as the sum allows; the first one has the rest."""
    left, kept = total, []
    for each in shown[1:]:
        kept.append(min(max(0, each), left))
        left -= kept[-1]
    return [left, *kept]
