"""Open orders: what destinations sold and is not shipped, and what sources are to ship."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, case, func, or_, select, tuple_, union

from core.db.repositories.order_conditions import has_line_staying, has_push
from core.db.rows import order_of
from core.db.session import Session, among, among_texts
from core.db.tables import (
    ORDER_IS_OPEN,
    PUSH_IS_OPEN_AT_SOURCE,
    PUSH_NOT_SKIPPED,
    orders,
    pushes,
)
from core.domain.digests import BUCKETS
from core.domain.order_list import Placed
from core.domain.orders import OrderId
from core.domain.push_list import OPEN_STATES
from core.domain.qualification.verdict import NEEDS_NO_MENDING
from core.domain.stores import StoreId
from core.ports.records import OrderRecord

_TO_COME = among_texts(pushes.c.state, sorted(state.value for state in OPEN_STATES))


class SqlOrderLists:
    """See `core.ports.order_lists`."""

    def __init__(self, session: Session) -> None:
        self._session = session

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
        every = _open(sold_by, shipped_by)
        wanted = select(orders).join(every, every.c.id == orders.c.id)
        wanted = wanted.where(~among(every.c.id, without))
        if after is not None:
            wanted = wanted.where(tuple_(every.c.processed_at, every.c.id) > tuple_(*after))
        page = wanted.order_by(every.c.processed_at, every.c.id).limit(limit)
        return [order_of(row) for row in await self._session.run(page)]

    async def count(
        self,
        sold_by: Collection[StoreId],
        shipped_by: Collection[StoreId],
        *,
        without: Collection[OrderId] = (),
    ) -> int:
        """How many there are."""
        every = _open(sold_by, shipped_by)
        counted = select(func.count()).select_from(every).where(~among(every.c.id, without))
        return int((await self._session.run(counted)).scalar_one())

    async def ages(
        self,
        sold_by: Collection[StoreId],
        shipped_by: Collection[StoreId],
        now: datetime,
        *,
        without: Collection[OrderId] = (),
    ) -> Sequence[int]:
        """How many there are of each age, in the sequence of BUCKETS."""
        every = _open(sold_by, shipped_by)
        younger = [
            (every.c.processed_at > now - timedelta(days=days), number)
            for number, (_, days) in enumerate(BUCKETS[:-1])
        ]
        bucket = case(*younger, else_=len(BUCKETS) - 1)
        counted = (
            select(bucket.label("bucket"), func.count().label("many"))
            .where(~among(every.c.id, without))
            .group_by("bucket")
        )
        found = {row.bucket: row.many for row in await self._session.run(counted)}
        return [found.get(number, 0) for number in range(len(BUCKETS))]


def _open(sold_by: Collection[StoreId], shipped_by: Collection[StoreId]) -> Subquery:
    """Each part by an index of its own, each order once."""
    to_mend = and_(
        func.jsonb_array_length(orders.c.held_by) == 0, has_line_staying(but_for=NEEDS_NO_MENDING)
    )
    sold = select(orders.c.id, orders.c.processed_at).where(
        among(orders.c.store_id, sold_by), ORDER_IS_OPEN, or_(has_push(PUSH_NOT_SKIPPED), to_mend)
    )
    to_ship = (
        select(orders.c.id, orders.c.processed_at)
        .join(pushes, pushes.c.order_id == orders.c.id)
        .where(among(pushes.c.source_id, shipped_by), PUSH_IS_OPEN_AT_SOURCE)
    )
    to_come = (
        select(orders.c.id, orders.c.processed_at)
        .join(pushes, pushes.c.order_id == orders.c.id)
        .where(among(pushes.c.source_id, shipped_by), ORDER_IS_OPEN, _TO_COME)
    )
    return union(sold, to_ship, to_come).subquery()
