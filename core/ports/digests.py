"""What digests count, and what they leave out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.domain.orders import OrderId
from core.domain.stores import StoreId


class Digests(Protocol):
    """Of orders that destinations sold, and of those that sources are to ship."""

    async def untracked(self, store_ids: Collection[StoreId], since: datetime) -> int:
        """Parcels carried since then, sold or shipped by these, that nobody can track."""
        ...

    async def shipped(self, store_ids: Collection[StoreId], since: datetime) -> int:
        """Orders of these destinations that were shipped whole, and changed since then."""
        ...

    async def snooze(self, order_id: OrderId, until: datetime, actor: str) -> None:
        """Leave it out of digests until then."""
        ...

    async def snoozed(self, order_ids: Collection[OrderId], now: datetime) -> Collection[OrderId]:
        """Those of these that are left out."""
        ...
