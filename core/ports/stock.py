"""How stock is counted and written, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.orders import OrderId
from core.domain.stock.aims import Batch, Pool
from core.domain.stock.claims import Claims
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stock.takings import Taking
from core.domain.stores import Connection, StoreId


@dataclass(frozen=True, slots=True)
class Level:
    """One inventory item at one location: units for sale. `stocked`: whether it is kept there at
    all; `tracked`: whether the store counts it anywhere."""

    available: int
    stocked: bool = True
    tracked: bool = True


class StockGateway(Protocol):
    """One way to every store's stock. Every method may raise `AccessRefused`, `Temporary` and
    `Broken`."""

    async def levels(
        self, store_id: StoreId, item_gids: Collection[str], location_gid: str
    ) -> Mapping[str, Level]:
        """What each of these inventory items has at a location; one that does not exist is left
        out."""
        ...

    async def set_levels(self, store_id: StoreId, batch: Batch) -> Sequence[int]:
        """Write all rows of a batch over the numbers that they expect, or none of them; asked again
        with the same key the store answers as it did. Returns the places of the rows that expected
        another number than was there: nothing was written where there is one.

        Raises:
            Rejected: the store refuses, in its own words; nothing was written.
            OutcomeUnknown: nobody knows whether it was written.
        """
        ...

    async def stock_item(
        self, store_id: StoreId, item_gid: str, location_gid: str, available: int, *, key: str
    ) -> None:
        """Begin to keep an item at a location, with so many units.

        Raises:
            Rejected, OutcomeUnknown: as `set_levels`.
        """
        ...

    async def adjust(
        self, store_id: StoreId, changes: Mapping[tuple[str, str], int], *, key: str
    ) -> None:
        """Change what is there, by (item, location), by so many units each: all, or none.

        Raises:
            Rejected, OutcomeUnknown: as `set_levels`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Changes:
    """What of a source's stock changed and is not carried yet: by its variant, how often it changed
    so far; and when the oldest and the newest of these changes came. `more`: there are others."""

    numbers: Mapping[str, int]
    oldest: datetime
    newest: datetime
    more: bool = False


@dataclass(frozen=True, slots=True)
class KeptShelf:
    """A shelf as it is kept. `edition` changes whenever it does; `since` is when it was first
    looked at; `why` what moved it last, at `moved_at`."""

    shelf: Shelf
    edition: int = 0
    since: datetime | None = None
    moved_at: datetime | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """Units of a source's variant that orders of a destination wait for; `place`: the destination's
    location they were sold at, None where nobody knows."""

    source_id: StoreId
    variant_gid: str
    store_id: StoreId
    place: str | None
    units: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What a pool was seen to have; `moved_at`: when it was last seen to change."""

    pool: Pool
    available: int
    moved_at: datetime | None = None


class Stocks(Protocol):
    """The books about stock."""

    async def changed(self, source_id: StoreId, variant_gids: Collection[str], why: str) -> None:
        """Something said that these variants' stock changed at the source."""
        ...

    async def touched(self, order_id: OrderId) -> Collection[StoreId]:
        """An order, or a push of it, changed: so did what is promised of its pushes' variants.
        Answers the sources concerned, those alone whose stock somebody follows."""
        ...

    async def all_changed(self, link: Connection, *, new_only: bool) -> None:
        """The same of all that a destination sells of a source, or of what was never looked at."""
        ...

    async def waiting(self, source_id: StoreId) -> Changes | None:
        """What is not carried yet, as much as one go takes, the oldest first; None where nothing
        is."""
        ...

    async def carried(self, source_id: StoreId, numbers: Mapping[str, int]) -> None:
        """Forget these, except what changed since."""
        ...

    async def put_back(self, source_id: StoreId, variant_gids: Collection[str]) -> None:
        """Of these a number is still to be written: they wait behind the others."""
        ...

    async def left(self, source_id: StoreId, variant_gids: Collection[str]) -> None:
        """These are carried as far as they can be now, and wait behind the others."""
        ...

    async def shelves(
        self, variants: Collection[tuple[StoreId, str]], *, lock: bool = False
    ) -> Mapping[Spot, KeptShelf]:
        """What is kept of these stores' variants; with `lock`, until the unit ends."""
        ...

    async def unexplained(self) -> Collection[tuple[StoreId, str]]:
        """The stores' variants of which a change is not explained."""
        ...

    async def aligned_before(self, store_id: StoreId, before: datetime) -> bool:
        """Whether anything of this destination was looked at before this time."""
        ...

    async def keep(self, shelves: Collection[tuple[Shelf, str | None]]) -> None:
        """Insert or update by their spots. With each what moved its number, None where nothing
        did."""
        ...

    async def begin(self, source_id: StoreId, store_id: StoreId, batch: Batch) -> None:
        """Keep a batch before it is sent, and its numbers, by which they are known as ours."""
        ...

    async def begun(self, source_id: StoreId) -> Sequence[tuple[StoreId, Batch]]:
        """The batches of a source whose answer is not known, oldest first, with their stores."""
        ...

    async def end(self, key: str) -> None:
        """Its answer is known, or will never be."""
        ...

    async def is_ours(self, spot: Spot, number: int) -> bool:
        """Whether we wrote this number there within the last hour."""
        ...

    async def forget_echoes(self, before: datetime) -> int:
        """Forget which numbers we wrote before this time; how many there were."""
        ...

    async def promised(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str]
    ) -> Sequence[Promise]:
        """What orders wait for, less what was taken for them."""
        ...

    async def claims(self, order_id: OrderId) -> Claims:
        """What an order is known to keep from shelves."""
        ...

    async def put_claims(self, order_id: OrderId, claims: Claims) -> None:
        """In place of those before."""
        ...

    async def waiting_orders(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str], limit: int
    ) -> tuple[Sequence[tuple[StoreId, str, str, int]], int]:
        """Orders with units of these variants that their source has not taken yet: their store,
        global id, name and units, the newest first; and how many there are."""
        ...

    async def pools(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str]
    ) -> Sequence[Counted]:
        """What these variants' pools were last seen to have."""
        ...

    async def short(
        self, source_id: StoreId, variant_gids: Collection[str], missing: Mapping[Pool, int]
    ) -> Collection[str]:
        """Keep which pools of these variants have fewer units than are promised; the variants of
        which some have, or had."""
        ...

    async def takings(self, order_id: OrderId) -> Sequence[Taking]:
        """What was taken for an order, locked until the unit ends."""
        ...

    async def put_takings(self, order_id: OrderId, takings: Iterable[Taking]) -> None:
        """Insert or update; one of nothing is forgotten."""
        ...

    async def counted(self, pools: Iterable[Counted]) -> None:
        """Keep what pools were seen to have, and when and why they moved."""
        ...
