"""Pushes and their attempts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db.errors import REFUSED, Violated, rejected
from core.db.repositories import moves
from core.db.repositories.due_pushes import SqlDuePushes
from core.db.repositories.scope import sold_or_shipped
from core.db.rows import attempt_of, attempt_values, push_of, push_values
from core.db.session import Session, among, among_texts
from core.db.tables import (
    PUSH_FAILED,
    attempts,
    orders,
    pushes,
    stores,
)
from core.domain.errors import Broken
from core.domain.orders import OrderId, legacy_id
from core.domain.pushes import Attempt, Identity, Outcome, Push, PushId, PushState
from core.domain.stores import StoreId


class SqlPushes(SqlDuePushes):
    """See `core.ports.Pushes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, push: Push) -> Push:
        """Insert (its id is ignored), and its first event. Its identity string is written down with
        it, from the destination's domain as it is now. Raises Rejected when (order, source, part)
        exists."""
        values = push_values(push) | {
            "order_id": push.order_id,
            "source_id": push.source_id,
            "part": push.part,
            "identity": await self._identity(push.order_id, push.part),
        }
        statement = insert(pushes).values(**values).on_conflict_do_nothing().returning(pushes)
        row = await self._session.inserted(statement)
        if row is None:
            raise rejected(
                "push_exists",
                "This share of the order was recorded before.",
                "Nothing to do: a share is pushed once. For another one, push the order again.",
            )
        added = push_of(row)
        await moves.added(self._session, added, row.changed_at)
        return added

    async def get(self, push_id: PushId, *, lock: bool = False) -> Push | None:
        """With `lock`, the row stays locked until the unit of work ends."""
        row = (await self._session.run(_of(pushes.c.id == push_id, lock=lock))).one_or_none()
        return None if row is None else push_of(row)

    async def get_many(self, push_ids: Collection[PushId]) -> Mapping[PushId, Push]:
        """Many in one query; those not kept are left out."""
        return {push.id: push for push in await self._all(_of(among(pushes.c.id, push_ids)))}

    async def of_order(self, order_id: OrderId, *, lock: bool = False) -> Sequence[Push]:
        """By source, then part; with `lock`, the rows stay locked until the unit ends."""
        return await self._all(_of(pushes.c.order_id == order_id, lock=lock))

    async def of_orders(self, order_ids: Collection[OrderId]) -> Mapping[OrderId, Sequence[Push]]:
        """The same for many orders in one query; an order without a push is left out."""
        found: dict[OrderId, list[Push]] = defaultdict(list)
        for push in await self._all(_of(among(pushes.c.order_id, order_ids))):
            found[push.order_id].append(push)
        return dict(found)

    async def save(self, push: Push) -> None:
        """Write every field but its key and identity, and what its move is in the order's history.

        Raises:
            Rejected: its source order belongs to another push.
            Broken: there is no such push.
        """
        if push.source_order is None:
            await self._write(push)
            return
        try:
            async with self._session.savepoint():
                await self._write(push)
        except Violated as error:
            if error.constraint != "pushes_source_order":
                raise
            raise rejected(
                "source_order_taken",
                f"Source order {push.source_order.name} belongs to another push.",
                "Look which order it was made for; choose the source order of this push.",
            ) from error

    async def failed(
        self,
        store_ids: Collection[StoreId],
        limit: int,
        *,
        source_ids: Collection[StoreId] = (),
        lock: bool = False,
    ) -> tuple[Sequence[Push], int]:
        """Failed pushes of orders of these destination stores, and those to these sources, oldest
        order first, and how many there are in all; with `lock`, the rows stay locked until the unit
        ends."""
        theirs = pushes.join(orders, orders.c.id == pushes.c.order_id)
        where = (PUSH_FAILED, sold_or_shipped(store_ids, source_ids))
        statement = (
            select(pushes)
            .select_from(theirs)
            .where(*where)
            .order_by(orders.c.processed_at, pushes.c.order_id, pushes.c.source_id, pushes.c.part)
            .limit(limit)
        )
        found = await self._all(statement.with_for_update(of=pushes) if lock else statement)
        if len(found) < limit:
            return found, len(found)
        counted = select(func.count()).select_from(theirs).where(*where)
        return found, (await self._session.run(counted)).scalar_one()

    async def held(self, store_ids: Collection[StoreId], limit: int) -> Sequence[Push]:
        """Held pushes of orders of these stores, and those to them, oldest order first."""
        return await self._all(
            select(pushes)
            .join(orders, orders.c.id == pushes.c.order_id)
            .where(pushes.c.state == PushState.HELD.value, sold_or_shipped(store_ids, store_ids))
            .order_by(orders.c.processed_at, pushes.c.order_id, pushes.c.source_id, pushes.c.part)
            .limit(limit)
        )

    async def counts(self) -> Mapping[PushState, int]:
        """How many pushes stand in each state; a state with none is left out."""
        statement = select(pushes.c.state, func.count().label("many")).group_by(pushes.c.state)
        rows = await self._session.run(statement)
        return {PushState(row.state): row.many for row in rows}

    async def waiting_on(self, store_id: StoreId) -> int:
        """How many pushes cannot go on while this store does not answer: those that are queued or
        looked up, to it or of its orders."""
        under_way = or_(
            pushes.c.state == PushState.QUEUED.value,
            and_(pushes.c.state == PushState.UNKNOWN.value, pushes.c.asked.is_(False)),
        )
        concerned = or_(pushes.c.source_id == store_id, orders.c.store_id == store_id)
        statement = (
            select(func.count())
            .select_from(pushes.join(orders, orders.c.id == pushes.c.order_id))
            .where(under_way, concerned)
        )
        return int((await self._session.run(statement)).scalar_one())

    async def source_updated_at(
        self, source_id: StoreId, gids: Collection[str]
    ) -> Mapping[str, datetime]:
        """Shopify's `updated_at` of the source orders we keep, of those that are ours."""
        statement = select(pushes.c.source_gid, pushes.c.source_updated_at).where(
            pushes.c.source_id == source_id, among_texts(pushes.c.source_gid, gids)
        )
        rows = await self._session.run(statement)
        return {row.source_gid: row.source_updated_at for row in rows}

    async def without_order(
        self, source_id: StoreId, identities: Collection[str]
    ) -> Collection[str]:
        """Those of these identities whose pushes were sent and know of no source order."""
        known = and_(
            pushes.c.source_id == source_id,
            among_texts(pushes.c.identity, identities),
            pushes.c.source_gid.is_(None),
            pushes.c.attempt > 0,
        )
        rows = await self._session.run(select(pushes.c.identity).where(known))
        return {row.identity for row in rows}

    async def by_source_orders(
        self, source_id: StoreId, gids: Collection[str]
    ) -> Mapping[str, Push]:
        """The pushes that made or adopted these source orders, by global id, in one query."""
        theirs = and_(pushes.c.source_id == source_id, among_texts(pushes.c.source_gid, gids))
        found = await self._all(_of(theirs))
        return {push.source_order.gid: push for push in found if push.source_order}

    async def by_source_order(self, source_id: StoreId, gid: str) -> Push | None:
        """The push that made or adopted this source order."""
        return await self._one_at(source_id, pushes.c.source_gid == gid)

    async def by_identity(self, source_id: StoreId, identity: str) -> Push | None:
        """The push with this identity string on this source."""
        return await self._one_at(source_id, pushes.c.identity == identity)

    async def add_attempt(self, attempt: Attempt) -> None:
        """The attempt as it begins. Raises Rejected when the push has one with this number."""
        statement = insert(attempts).values(**attempt_values(attempt))
        once = statement.on_conflict_do_nothing(constraint=attempts.primary_key)
        if await self._session.inserted(once.returning(attempts.c.number)) is None:
            raise rejected(
                "attempt_exists",
                "Another process is carrying out this push.",
                "Nothing to do: it tells the outcome.",
            )

    async def finish_attempt(self, attempt: Attempt) -> None:
        """How it ended; an attempt is finished once, a second call changes nothing, except that
        an unknown outcome may still become known."""
        values = attempt_values(attempt)
        ending = ("finished_at", "outcome", "reason", "reference")
        statement = (
            update(attempts)
            .where(
                attempts.c.push_id == attempt.push_id,
                attempts.c.number == attempt.number,
                # Doubt is no end: what became of it may still be written.
                or_(
                    attempts.c.finished_at.is_(None),
                    attempts.c.outcome == Outcome.UNKNOWN.value,
                ),
            )
            .values({name: values[name] for name in ending})
        )
        await self._session.run(statement)

    async def attempts(self, push_ids: Collection[PushId]) -> Mapping[PushId, Sequence[Attempt]]:
        """Oldest first; a push without one is left out."""
        statement = (
            select(attempts)
            .where(among(attempts.c.push_id, push_ids))
            .order_by(attempts.c.push_id, attempts.c.number)
        )
        found: dict[PushId, list[Attempt]] = defaultdict(list)
        for row in await self._session.run(statement):
            found[PushId(row.push_id)].append(attempt_of(row))
        return dict(found)

    async def _identity(self, order_id: OrderId, part: int) -> str:
        statement = (
            select(stores.c.shop, orders.c.gid)
            .join(stores, stores.c.id == orders.c.store_id)
            .where(orders.c.id == order_id)
        )
        found = (await self._session.run(statement)).one_or_none()
        if found is None:
            raise Broken(REFUSED, f"a push of order {order_id}, which is not recorded")
        return str(Identity(f"{found.shop}.myshopify.com", legacy_id(found.gid), part))

    async def _write(self, push: Push) -> None:
        before = (await self._session.run(moves.change_of(push))).one_or_none()
        if before is None:
            raise Broken(REFUSED, "a push was saved that was never added")
        await moves.changed(self._session, before, push)

    async def _one_at(self, source_id: StoreId, wanted: ColumnElement[bool]) -> Push | None:
        statement = select(pushes).where(pushes.c.source_id == source_id, wanted)
        row = (await self._session.run(statement)).one_or_none()
        return None if row is None else push_of(row)

    async def _all(self, statement: Select[Any]) -> Sequence[Push]:
        return [push_of(row) for row in await self._session.run(statement)]


def _of(wanted: ColumnElement[bool], *, lock: bool = False) -> Select[Any]:
    statement = (
        select(pushes).where(wanted).order_by(pushes.c.order_id, pushes.c.source_id, pushes.c.part)
    )
    return statement.with_for_update() if lock else statement
