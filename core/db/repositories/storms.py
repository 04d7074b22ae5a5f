"""Many failures of one cause."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db.rows import push_of
from core.db.session import Session, among
from core.db.tables import PUSH_FAILED, STORM_IS_ON, orders, pushes, stores, storm_pushes, storms
from core.domain.pushes import Push, PushId
from core.domain.routes import Topic
from core.domain.stores import StoreId
from core.domain.storms import QUIET, WITHIN, Cause, Storm, StormId

_LOCK = 7
"""The first half of the advisory lock; a cause's hash is the second."""


class SqlStorms:
    """See `core.ports.storms`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def join(
        self, cause: Cause, push_id: PushId, begins_with: int, now: datetime
    ) -> Storm | None:
        """The storm that tells of this failing push: one that takes more, or one that begins with
        it and all that fail alike, `begins_with` of them at least; None where it is told by itself.
        Units that ask for one cause take turns until they are over."""
        named = f"{cause.channel} {cause.source_id} {cause.code}"
        await self._session.run(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(named))))
        held = [storm for storm in await self.of_pushes([push_id]) if storm.cause == cause]
        if held:
            # It was told there, however long ago: it is no news.
            return held[-1]
        storm = await self._taking(cause, now)
        joining = [push_id]
        if storm is None:
            joining = await self._alike(cause, now)
            if len(joining) < begins_with:
                return None
            storm = await self._begin(cause, now)
        await self._add(storm.id, joining, now)
        return storm

    async def of_pushes(self, push_ids: Collection[PushId]) -> Sequence[Storm]:
        """The storms that are not over and hold any of these."""
        theirs = select(storm_pushes.c.storm_id).where(among(storm_pushes.c.push_id, push_ids))
        wanted = select(storms).where(STORM_IS_ON, storms.c.id.in_(theirs)).order_by(storms.c.id)
        return [_storm_of(row) for row in await self._session.run(wanted)]

    async def get(self, storm_id: StormId, *, lock: bool = False) -> Storm | None:
        """With `lock` nothing joins it, and nobody ends it, until this unit is over."""
        wanted = select(storms).where(storms.c.id == storm_id)
        found = await self._session.run(wanted.with_for_update() if lock else wanted)
        row = found.one_or_none()
        return None if row is None else _storm_of(row)

    async def members(self, storm_id: StormId, *, lock: bool = False) -> Sequence[Push]:
        """Every push it holds or held, the oldest first; with `lock` the rows stay locked."""
        wanted = (
            select(pushes)
            .join(storm_pushes, storm_pushes.c.push_id == pushes.c.id)
            .where(storm_pushes.c.storm_id == storm_id)
            .order_by(pushes.c.id)
        )
        found = await self._session.run(wanted.with_for_update(of=pushes) if lock else wanted)
        return [push_of(row) for row in found]

    async def end(self, storm_id: StormId, now: datetime) -> None:
        """It is over, for good."""
        own = storms.c.id == storm_id
        await self._session.run(update(storms).where(own).values(ended_at=now))

    async def _taking(self, cause: Cause, now: datetime) -> Storm | None:
        wanted = (
            select(storms)
            .where(
                STORM_IS_ON,
                storms.c.channel == cause.channel,
                storms.c.source_id == cause.source_id,
                storms.c.code == cause.code,
                storms.c.newest_at > now - QUIET,
            )
            .order_by(storms.c.id.desc())
            .limit(1)
            # One that ends just now is waited for, and then takes no more.
            .with_for_update()
        )
        row = (await self._session.run(wanted)).one_or_none()
        return None if row is None else _storm_of(row)

    async def _alike(self, cause: Cause, now: datetime) -> list[PushId]:
        """What fails of this cause, since a short while, and is told in this channel."""
        sold, ships = stores.alias("sold"), stores.alias("ships")
        wanted = (
            select(pushes.c.id)
            .join(orders, orders.c.id == pushes.c.order_id)
            .join(sold, sold.c.id == orders.c.store_id)
            .join(ships, ships.c.id == pushes.c.source_id)
            .where(
                PUSH_FAILED,
                pushes.c.source_id == cause.source_id,
                pushes.c.reason["code"].astext == cause.code,
                pushes.c.changed_at > now - WITHIN,
                func.coalesce(_failures_of(sold), _failures_of(ships)) == cause.channel,
            )
        )
        return [PushId(row.id) for row in await self._session.run(wanted)]

    async def _begin(self, cause: Cause, now: datetime) -> Storm:
        values = {"channel": cause.channel, "source_id": cause.source_id, "code": cause.code}
        made = insert(storms).values(**values, began_at=now, newest_at=now).returning(storms)
        return _storm_of((await self._session.run(made)).one())

    async def _add(self, storm_id: StormId, push_ids: Sequence[PushId], now: datetime) -> None:
        values = [{"storm_id": storm_id, "push_id": push_id} for push_id in push_ids]
        named = insert(storm_pushes).values(values).on_conflict_do_nothing()
        await self._session.run(named)
        own = storms.c.id == storm_id
        newest = func.greatest(storms.c.newest_at, literal(now))
        await self._session.run(update(storms).where(own).values(newest_at=newest))


def _failures_of(store: FromClause) -> ColumnElement[str]:
    """Where failures of a store are told."""
    routed = store.c.routes["channels"][Topic.FAILURES.value].astext
    return func.coalesce(routed, store.c.channel)


def _storm_of(row: Row[Any]) -> Storm:
    return Storm(
        StormId(row.id),
        Cause(row.channel, StoreId(row.source_id), row.code),
        row.began_at,
        row.newest_at,
        row.ended_at,
    )
