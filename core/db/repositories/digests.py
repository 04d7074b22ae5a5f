"""What digests count, and what they leave out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert

from core.db.repositories.scope import sold_or_shipped
from core.db.session import Session, among
from core.db.tables import (
    PARCEL_IS_CARRIED,
    mirrors,
    order_snoozes,
    orders,
    pushes,
)
from core.domain.orders import OrderId
from core.domain.stores import StoreId


class SqlDigests:
    """See `core.ports.digests`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def untracked(self, store_ids: Collection[StoreId], since: datetime) -> int:
        """Parcels carried since then, sold or shipped by these, that nobody can track."""
        joined = mirrors.join(pushes, pushes.c.id == mirrors.c.push_id).join(
            orders, orders.c.id == pushes.c.order_id
        )
        wanted = (
            select(func.count())
            .select_from(joined)
            .where(
                PARCEL_IS_CARRIED,
                mirrors.c.changed_at >= since,
                func.jsonb_array_length(mirrors.c.tracking["numbers"]) == 0,
                sold_or_shipped(store_ids, store_ids),
            )
        )
        return int((await self._session.run(wanted)).scalar_one())

    async def shipped(self, store_ids: Collection[StoreId], since: datetime) -> int:
        """Orders of these destinations that were shipped whole, and changed since then."""
        wanted = (
            select(func.count())
            .select_from(orders)
            .where(
                orders.c.updated_at >= since,
                orders.c.fulfillment_status == literal("FULFILLED"),
                among(orders.c.store_id, store_ids),
            )
        )
        return int((await self._session.run(wanted)).scalar_one())

    async def snooze(self, order_id: OrderId, until: datetime, actor: str) -> None:
        """Leave it out of digests until then."""
        values = {"until": until, "actor": actor}
        named = insert(order_snoozes).values(order_id=order_id, **values)
        await self._session.run(
            named.on_conflict_do_update(index_elements=[order_snoozes.c.order_id], set_=values)
        )

    async def snoozed(self, order_ids: Collection[OrderId], now: datetime) -> Collection[OrderId]:
        """Those of these that are left out."""
        wanted = select(order_snoozes.c.order_id).where(
            among(order_snoozes.c.order_id, order_ids), order_snoozes.c.until > now
        )
        return {OrderId(row.order_id) for row in await self._session.run(wanted)}
