"""How the stock of whole stores is listed and compared, and what is kept of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.stock.comparisons import Comparison, StockListing
from core.domain.stock.differences import Difference, Seen
from core.domain.stores import ConnectionId, StoreId
from core.ports.matching import Listing


@dataclass(frozen=True, slots=True)
class ListedLevel:
    """An inventory item that is kept at a location, with its units for sale there."""

    item_gid: str
    location_gid: str
    available: int


class LevelReader(Protocol):
    """Reads all the stock of a store. Every method may raise `AccessRefused`, `Temporary` and
    `Broken`."""

    async def begin(self, store_id: StoreId) -> str:
        """Ask Shopify to list every level; returns the operation's global id.

        Raises:
            Temporary: as many operations run on this store as Shopify allows.
        """
        ...

    async def look(self, store_id: StoreId, operation: str) -> Listing:
        """How far it is."""
        ...

    def levels(self, store_id: StoreId, listing: Listing) -> AsyncIterator[ListedLevel]:
        """What a complete listing holds, one after the other, never all at once.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        ...


class StockListings(Protocol):
    """The newest listing of each store's stock."""

    async def get(self, store_id: StoreId, *, lock: bool = False) -> StockListing | None:
        """None when it was never listed."""
        ...

    async def begin(self, listing: StockListing) -> bool:
        """Insert it, or put it in the place of the one before; False when another is there."""
        ...

    async def save(self, listing: StockListing) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        ...

    async def clear(self, store_id: StoreId) -> None:
        """Forget all that was listed."""
        ...

    async def put(self, store_id: StoreId, levels: Collection[ListedLevel]) -> None:
        """Insert or update by item and location."""
        ...

    async def seen(
        self, items: Collection[tuple[StoreId, str]], whole: Collection[StoreId]
    ) -> Seen:
        """What was listed of these stores' inventory items; these stores were listed whole."""
        ...


class Comparisons(Protocol):
    """The newest comparison of each connection, with its differences."""

    async def get(self, connection_id: ConnectionId, *, lock: bool = False) -> Comparison | None:
        """None when it was never compared."""
        ...

    async def begin(self, run: Comparison) -> bool:
        """Insert it, or put it in the place of the one before, whose differences are forgotten;
        False when another is there."""
        ...

    async def save(self, run: Comparison) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        ...

    async def moved(self, run: Comparison, channel: str) -> None:
        """From now on it is told there; how far it is may be another matter by now."""
        ...

    async def attached(self, run: Comparison) -> None:
        """The list of its differences is in its thread, or the reason why it is not."""
        ...

    async def put(self, run: Comparison, found: Collection[Difference]) -> None:
        """Keep these in place of what was found before."""
        ...

    async def found(self, connection_id: ConnectionId, limit: int) -> Sequence[Difference]:
        """The first differences by SKU, with the items' SKUs and titles."""
        ...

    async def redo(self, run: Comparison) -> None:
        """The source's numbers are to be counted again, and the shelves looked at that show
        something else than is believed. The caller adds the job."""
        ...

    async def waiting(self, run: Comparison) -> int:
        """Of how many of the differing items nothing was done yet."""
        ...

    async def written(self, run: Comparison) -> int:
        """How many numbers were written to the differences' shelves since they are put right."""
        ...
