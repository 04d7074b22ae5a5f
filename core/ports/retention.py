"""What is forgotten, a batch at a time, so that no lock lasts; and how much there is to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.orders import OrderId
from core.domain.status_cards import Standing
from core.domain.stores import StoreId


class Retention(Protocol):
    """Each takes at most `limit` rows; returns what it took, nothing where nothing is left."""

    async def erase(self, order_ids: Collection[OrderId], now: datetime) -> Sequence[OrderId]:
        """Erase what is kept of the customers of these orders, for good: reading an order again
        brings nothing back. Returns those that were not erased before."""
        ...

    async def to_erase(self, before: datetime, limit: int) -> Sequence[OrderId]:
        """Orders that are over, and were last changed before this time."""
        ...

    async def concerned(self, store_id: StoreId, gids: Collection[str]) -> Sequence[OrderId]:
        """The kept orders that these orders of a store are, or that they were made for."""
        ...

    async def of_store(self, store_id: StoreId, limit: int) -> Sequence[OrderId]:
        """Orders of a destination that are not erased."""
        ...

    async def forget_orders(self, before: datetime, limit: int) -> int:
        """Orders that are over, and were last changed before this time, with their pushes, attempts
        and messages."""
        ...

    async def forget_left_orders(self, before: datetime, limit: int) -> int:
        """The same for orders of stores that were forgotten before this time."""
        ...

    async def forget_attempts(self, before: datetime, limit: int) -> int:
        """Attempts that ended before this time, of pushes that are done."""
        ...

    async def forget_jobs(self, before: datetime, limit: int) -> int:
        """Jobs that ended without success before this time."""
        ...

    async def forget_messages(self, before: datetime, limit: int) -> int:
        """Which messages were posted before this time, but for those of orders."""
        ...

    async def forget_store(self, store_id: StoreId, now: datetime) -> None:
        """Its credential, contact, catalogue, locations, cursor and deliveries."""
        ...


class Measures(Protocol):
    """How much there is to do."""

    async def jobs(self) -> Mapping[tuple[str, str], int]:
        """How many, by kind and status."""
        ...

    async def standing(self) -> Mapping[StoreId, Standing]:
        """The traffic of every store."""
        ...

    async def oldest_queued(self) -> float:
        """Seconds since the push was queued that waits longest."""
        ...

    async def polled(self) -> Mapping[str, float]:
        """Seconds since each shop was last asked what changed."""
        ...
