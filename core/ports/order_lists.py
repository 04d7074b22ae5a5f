"""Open orders: what destinations sold and is not shipped, and what sources are to ship."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.order_list import Placed
from core.domain.orders import OrderId
from core.domain.stores import StoreId
from core.ports.records import OrderRecord


class OrderLists(Protocol):
    """Each order once, whoever of the stores it concerns.

    Open at who sold it: unfulfilled, uncancelled, with a push that is not skipped, or with nothing
    that keeps it but a synced item which stays behind. Open at who ships it: pushed there, and its
    source order neither cancelled nor shipped whole; or open, and to be pushed there.
    """

    async def oldest(
        self,
        sold_by: Collection[StoreId],
        shipped_by: Collection[StoreId],
        limit: int,
        *,
        after: Placed | None = None,
        without: Collection[OrderId] = (),
    ) -> Sequence[OrderRecord]:
        """The oldest first, those placed after `after`, leaving some out."""
        ...

    async def count(
        self,
        sold_by: Collection[StoreId],
        shipped_by: Collection[StoreId],
        *,
        without: Collection[OrderId] = (),
    ) -> int:
        """How many there are."""
        ...

    async def ages(
        self,
        sold_by: Collection[StoreId],
        shipped_by: Collection[StoreId],
        now: datetime,
        *,
        without: Collection[OrderId] = (),
    ) -> Sequence[int]:
        """How many there are of each age, in the sequence of BUCKETS."""
        ...
