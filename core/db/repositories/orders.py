"""Orders known to us."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from core.db import codecs
from core.db.repositories.order_conditions import has_line_staying, has_push
from core.db.rows import order_of, order_values
from core.db.session import Session, among, among_texts
from core.db.tables import (
    ORDER_IS_OPEN,
    orders,
    pushes,
)
from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import NO_SHIPPING, NOTHING_LEFT, Reason
from core.domain.stores import StoreId
from core.ports.records import OrderRecord

_OPEN_TO_PLANS = (PushState.HELD, PushState.WAITING, PushState.SKIPPED, PushState.FAILED)


def _kept(statement: Insert, name: str) -> ColumnElement[Any]:
    """What was read, unless it was erased: that is for good."""
    if name not in _ERASED:
        return statement.excluded[name]
    return case((orders.c.erased_at.is_(None), statement.excluded[name]))


_ERASED = frozenset({"city", "country_code", "initials"})
_KEY = frozenset({"gid"})
"""Not set again, though it is the same: PostgreSQL would lock the row as if its key changed. Who
writes an event of the order, holding its push, would then wait for whoever judges it."""
_STAYS = has_line_staying(but_for=(NO_SHIPPING, NOTHING_LEFT))


class SqlOrders:
    """See `core.ports.Orders`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def save(
        self,
        store_id: StoreId,
        facts: OrderFacts,
        lines: Sequence[LineVerdict],
        held_by: Sequence[Reason],
    ) -> OrderRecord:
        """Insert or update by (store, gid) under a row lock; older facts (by `updated_at`) do not
        overwrite newer ones. Returns what is kept, either way."""
        values = order_values(facts) | {
            "lines": codecs.verdicts_to_json(lines),
            "held_by": codecs.reasons_to_json(held_by),
        }
        statement = insert(orders).values(store_id=store_id, **values)
        upsert = statement.on_conflict_do_update(
            index_elements=[orders.c.store_id, orders.c.gid],
            set_={name: _kept(statement, name) for name in values if name not in _KEY},
            where=statement.excluded.updated_at >= orders.c.updated_at,
        ).returning(orders)
        row = (await self._session.run(upsert)).one_or_none()
        if row is not None:
            return order_of(row)
        # The kept facts are newer; the conflict has locked their row for us.
        kept = select(orders).where(orders.c.store_id == store_id, orders.c.gid == facts.gid)
        return order_of((await self._session.run(kept)).one())

    async def get(self, order_id: OrderId) -> OrderRecord | None:
        """One order."""
        return await self._first(orders.c.id == order_id)

    async def get_many(self, order_ids: Collection[OrderId]) -> Mapping[OrderId, OrderRecord]:
        """Many orders in one query; those not kept are left out."""
        rows = await self._session.run(select(orders).where(among(orders.c.id, order_ids)))
        return {OrderId(row.id): order_of(row) for row in rows}

    async def updated_at(self, store_id: StoreId, gids: Collection[str]) -> Mapping[str, datetime]:
        """Shopify's `updated_at` of the state we keep, of those orders that are kept."""
        statement = select(orders.c.gid, orders.c.updated_at).where(
            orders.c.store_id == store_id, among_texts(orders.c.gid, gids)
        )
        return {row.gid: row.updated_at for row in await self._session.run(statement)}

    async def by_gids(self, store_id: StoreId, gids: Collection[str]) -> Mapping[str, OrderRecord]:
        """Many by Shopify's global ids, in one query; those not kept are left out."""
        statement = select(orders).where(
            orders.c.store_id == store_id, among_texts(orders.c.gid, gids)
        )
        return {row.gid: order_of(row) for row in await self._session.run(statement)}

    async def by_gid(self, store_id: StoreId, gid: str) -> OrderRecord | None:
        """One order by Shopify's global id."""
        return await self._first(and_(orders.c.store_id == store_id, orders.c.gid == gid))

    async def by_number(self, store_id: StoreId, number: str) -> Sequence[OrderRecord]:
        """Orders whose name or number is `number` (cleaned), in any case, newest first. The name
        may carry Shopify's default `#` before what was typed."""
        typed = number.lower()
        meant = or_(
            func.lower(orders.c.name).in_([typed, f"#{typed}"]),
            func.lower(orders.c.number) == typed,
        )
        statement = (
            select(orders)
            .where(orders.c.store_id == store_id, meant)
            .order_by(orders.c.processed_at.desc(), orders.c.id.desc())
        )
        return [order_of(row) for row in await self._session.run(statement)]

    async def to_judge_again(
        self,
        store_id: StoreId,
        since: datetime,
        limit: int,
        before: tuple[datetime, OrderId] | None = None,
    ) -> Sequence[OrderRecord]:
        """Open orders of a destination, placed at or after `since`, that have a push which is
        neither under way nor done, or a line that stays for a reason; newest first, those placed
        before the last one (`before`) of the page before."""
        planned = has_push(pushes.c.state.in_([state.value for state in _OPEN_TO_PLANS]))
        statement = select(orders).where(
            orders.c.store_id == store_id,
            ORDER_IS_OPEN,
            orders.c.processed_at >= since,
            or_(planned, _STAYS),
        )
        if before is not None:
            statement = statement.where(
                tuple_(orders.c.processed_at, orders.c.id) < tuple_(*before)
            )
        newest = statement.order_by(orders.c.processed_at.desc(), orders.c.id.desc()).limit(limit)
        return [order_of(row) for row in await self._session.run(newest)]

    async def stores_held_up(self, since: datetime) -> Collection[StoreId]:
        """Destinations with an open order, placed at or after `since`, that has a push on hold or a
        line that stays for a reason which may pass."""
        held = has_push(pushes.c.state == PushState.HELD.value)
        stays = _STAYS
        statement = (
            select(orders.c.store_id)
            .where(ORDER_IS_OPEN, orders.c.processed_at >= since, or_(held, stays))
            .distinct()
        )
        return {StoreId(row.store_id) for row in await self._session.run(statement)}

    async def _first(self, wanted: ColumnElement[bool]) -> OrderRecord | None:
        row = (await self._session.run(select(orders).where(wanted))).one_or_none()
        return None if row is None else order_of(row)
