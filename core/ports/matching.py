"""How whole catalogues are read, and what is kept of them and of the matches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.match_runs import MatchRun
from core.domain.matching import CatalogueVariant
from core.domain.stores import ConnectionId, StoreId


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulk operation as it stands: how many variants it found so far; `url` once it is complete
    (None for a store that sells nothing), with the number of `lines` in the file; `failed` names
    how it ended where it did not."""

    counted: int
    complete: bool = False
    url: str | None = None
    failed: str | None = None
    lines: int = 0


class CatalogueReader(Protocol):
    """Reads what a store sells. Every method may raise `AccessRefused`, `Temporary` and
    `Broken`."""

    async def begin(self, store_id: StoreId) -> str:
        """Ask Shopify to list every variant; returns the operation's global id.

        Raises:
            Temporary: as many operations run on this store as Shopify allows.
        """
        ...

    async def look(self, store_id: StoreId, operation: str) -> Listing:
        """How far it is."""
        ...

    def variants(self, store_id: StoreId, listing: Listing) -> AsyncIterator[CatalogueVariant]:
        """What a complete listing holds, one after the other, never all at once.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        ...

    async def product(self, store_id: StoreId, gid: str) -> Sequence[CatalogueVariant]:
        """One product's variants; none where it is gone."""
        ...


class Variants(Protocol):
    """What stores sell, as far as it was read."""

    async def put(
        self, store_id: StoreId, found: Collection[CatalogueVariant], read_at: datetime
    ) -> None:
        """Insert or update, except what was read later than `read_at`."""
        ...

    async def forget_older(self, store_id: StoreId, read_at: datetime) -> int:
        """Forget what was last read before this time; how many there were."""
        ...

    async def forget(self, store_id: StoreId, gids: Collection[str]) -> None:
        """Forget these."""
        ...

    async def of_store(self, store_id: StoreId) -> Sequence[CatalogueVariant]:
        """All of them, by SKU, then id."""
        ...

    async def of_product(self, store_id: StoreId, product_gid: str) -> Sequence[CatalogueVariant]:
        """Those of one product, locked until this unit is over."""
        ...

    async def of_stores(
        self, wanted: Collection[tuple[StoreId, str]]
    ) -> Mapping[tuple[StoreId, str], CatalogueVariant]:
        """These, by store and id, as far as they are kept."""
        ...

    async def of_item(self, store_id: StoreId, item_gid: str) -> Sequence[CatalogueVariant]:
        """Those that Shopify counts by this inventory item."""
        ...

    async def near(self, store_id: StoreId, keys: Collection[str]) -> Sequence[CatalogueVariant]:
        """Those whose SKU has one of these keys (`core.domain.matching.key_of`)."""
        ...


class MatchRuns(Protocol):
    """The newest match of each connection."""

    async def get(self, connection_id: ConnectionId, *, lock: bool = False) -> MatchRun | None:
        """None when it was never matched."""
        ...

    async def begin(self, run: MatchRun) -> bool:
        """Insert it, or put it in the place of the one before; False when another is there."""
        ...

    async def save(self, run: MatchRun) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        ...

    async def matched(self) -> Collection[ConnectionId]:
        """The connections that were matched to the end at least once."""
        ...
