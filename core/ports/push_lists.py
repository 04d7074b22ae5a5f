"""Pushes to look through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.orders import OrderId
from core.domain.pushes import Push, PushId, PushState
from core.domain.stores import StoreId


class PushLists(Protocol):
    """Always those of orders that the given stores sold, and those that they are to ship."""

    async def newest(
        self,
        store_ids: Collection[StoreId],
        states: Collection[PushState],
        limit: int,
        *,
        before: PushId | None = None,
        since: datetime | None = None,
        storm_id: int | None = None,
    ) -> Sequence[Push]:
        """In these states, the newest first; older ones than `before`, and with `since` such as
        came to where they stand after it, with `storm_id` such as it holds."""
        ...

    async def open_orders(
        self, store_ids: Collection[StoreId], limit: int, *, after: OrderId
    ) -> Sequence[OrderId]:
        """Orders with a push that may need somebody, or went lately; the oldest after `after`
        first."""
        ...

    async def counts(
        self, store_ids: Collection[StoreId], states: Collection[PushState]
    ) -> Mapping[PushState, int]:
        """How many stand in each of these states; one with none is left out."""
        ...

    async def moved(self, store_ids: Collection[StoreId], state: PushState, since: datetime) -> int:
        """How many came into a state after this time, and are there."""
        ...
