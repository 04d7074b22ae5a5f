"""Items of connections and their aliases, as the use cases ask for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from core.domain.items import Alias, Item, ItemState
from core.domain.stores import ConnectionId, StoreId


class Items(Protocol):
    """What became of each destination variant of a connection, and the aliases."""

    async def of_variants(
        self, connection_ids: Collection[ConnectionId], variant_gids: Collection[str]
    ) -> Sequence[Item]:
        """The items of these destination variants, on any of these connections."""
        ...

    async def of_source_variants(
        self, connection_ids: Collection[ConnectionId], variant_gids: Collection[str]
    ) -> Sequence[Item]:
        """The items that these source variants stand for, on any of these connections."""
        ...

    async def by_sku(self, sku: str, limit: int) -> Sequence[Item]:
        """Items of all connections with this SKU, in any case, at the destination or the source."""
        ...

    async def page(
        self,
        connection_id: ConnectionId,
        states: Collection[ItemState],
        limit: int,
        after: tuple[str, str] = ("", ""),
    ) -> Sequence[Item]:
        """Items in these states by (sku, variant), those behind `after` of the page before."""
        ...

    async def counts(self, connection_id: ConnectionId) -> Mapping[ItemState, int]:
        """How many items stand in each state."""
        ...

    async def near_misses(
        self, connection_id: ConnectionId, limit: int
    ) -> tuple[Sequence[Item], int]:
        """The first items with a suggestion, by SKU, and how many there are."""
        ...

    async def of_skus(
        self, connection_id: ConnectionId, skus: Collection[str], limit: int
    ) -> Sequence[Item]:
        """Items with these SKUs, in any case, by SKU."""
        ...

    async def put(self, found: Collection[Item]) -> int:
        """Insert or update by (connection, variant), many at once; how many are new or different.
        What people paused stays paused."""
        ...

    async def adopt(self, found: Collection[Item]) -> None:
        """Insert those that are not there yet, or that were missing or ambiguous; what is synced
        already stays as it is."""
        ...

    async def pause(
        self, connection_id: ConnectionId, skus: Collection[str], *, paused: bool
    ) -> int:
        """Pause, or resume, the synced items with these SKUs (in any case); how many changed."""
        ...

    async def forget_gone(self, connection_id: ConnectionId, destination_id: StoreId) -> int:
        """Forget the items of variants that the destination does not sell any more, as far as its
        catalogue is kept; how many there were."""
        ...

    async def keep_only(self, connection_id: ConnectionId, variant_gids: Collection[str]) -> int:
        """Forget the items of variants that are not among these; how many there were."""
        ...

    async def aliases(self, connection_ids: Collection[ConnectionId]) -> Sequence[Alias]:
        """The aliases of these connections, by SKU."""
        ...

    async def add_alias(self, alias: Alias) -> None:
        """Insert or update by (connection, sku)."""
        ...

    async def remove_alias(self, connection_id: ConnectionId, sku: str) -> bool:
        """False when there was none."""
        ...
