"""Pushes to look through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from core.db.repositories.scope import sold_or_shipped
from core.db.rows import push_of
from core.db.session import Session, among_texts
from core.db.tables import orders, pushes, storm_pushes
from core.domain.orders import OrderId
from core.domain.push_list import OPEN_STATES
from core.domain.pushes import Push, PushId, PushState
from core.domain.stores import StoreId


class SqlPushLists:
    """See `core.ports.push_lists`."""

    def __init__(self, session: Session) -> None:
        self._session = session

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
        statement = select(pushes).join(orders, orders.c.id == pushes.c.order_id)
        statement = statement.where(_in(states), sold_or_shipped(store_ids, store_ids))
        if before is not None:
            statement = statement.where(pushes.c.id < before)
        if since is not None:
            statement = statement.where(pushes.c.changed_at >= since)
        if storm_id is not None:
            own = storm_pushes.c.storm_id == storm_id
            statement = statement.where(pushes.c.id.in_(select(storm_pushes.c.push_id).where(own)))
        rows = await self._session.run(statement.order_by(pushes.c.id.desc()).limit(limit))
        return [push_of(row) for row in rows]

    async def open_orders(
        self, store_ids: Collection[StoreId], limit: int, *, after: OrderId
    ) -> Sequence[OrderId]:
        """Orders with a push that may need somebody, or went lately; the oldest after `after`
        first."""
        lately = and_(_in([PushState.PUSHED]), pushes.c.changed_at > func.now() - timedelta(days=7))
        statement = (
            select(pushes.c.order_id)
            .join(orders, orders.c.id == pushes.c.order_id)
            .where(
                or_(_in(OPEN_STATES), lately),
                sold_or_shipped(store_ids, store_ids),
                pushes.c.order_id > after,
            )
            .group_by(pushes.c.order_id)
            .order_by(pushes.c.order_id)
            .limit(limit)
        )
        return [OrderId(row.order_id) for row in await self._session.run(statement)]

    async def counts(
        self, store_ids: Collection[StoreId], states: Collection[PushState]
    ) -> Mapping[PushState, int]:
        """How many stand in each of these states; one with none is left out."""
        statement = (
            select(pushes.c.state, func.count().label("many"))
            .join(orders, orders.c.id == pushes.c.order_id)
            .where(_in(states), sold_or_shipped(store_ids, store_ids))
            .group_by(pushes.c.state)
        )
        rows = await self._session.run(statement)
        return {PushState(row.state): row.many for row in rows}

    async def moved(self, store_ids: Collection[StoreId], state: PushState, since: datetime) -> int:
        """How many came into a state after this time, and are there."""
        statement = (
            select(func.count())
            .select_from(pushes.join(orders, orders.c.id == pushes.c.order_id))
            .where(
                _in([state]), pushes.c.changed_at >= since, sold_or_shipped(store_ids, store_ids)
            )
        )
        return int((await self._session.run(statement)).scalar_one())


def _in(states: Collection[PushState]) -> ColumnElement[bool]:
    return among_texts(pushes.c.state, sorted(state.value for state in states))
