"""What is remembered between ticks: ticks won, cursors, digests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from core.db.session import Session
from core.db.tables import cursors, digest_posts, digests, ticks
from core.domain.digests import DigestSettings
from core.domain.stores import StoreId


class SqlSchedule:
    """See `core.ports.Schedule`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def win(self, what: str, at: datetime) -> bool:
        """True for exactly one caller per (what, time), once that caller commits."""
        statement = insert(ticks).values(what=what, at=at).on_conflict_do_nothing()
        return await self._session.inserted(statement.returning(ticks.c.what)) is not None

    async def forget_ticks(self, before: datetime) -> int:
        """Ticks of before this time; returns how many there were."""
        gone = await self._session.run(delete(ticks).where(ticks.c.at < before))
        return gone.rowcount

    async def cursor(self, store_id: StoreId) -> datetime | None:
        """Where the poll of this store stands, None before the first."""
        statement = select(cursors.c.at).where(cursors.c.store_id == store_id)
        return (await self._session.run(statement)).scalar_one_or_none()

    async def move_cursor(self, store_id: StoreId, to: datetime) -> None:
        """Where the poll of this store stands, from now on; it was asked just now."""
        values = {"at": to, "polled_at": func.now()}
        statement = insert(cursors).values(store_id=store_id, **values)
        await self._session.run(
            statement.on_conflict_do_update(index_elements=[cursors.c.store_id], set_=values)
        )

    async def digests(self) -> Sequence[DigestSettings]:
        """Every channel's settings, by channel."""
        rows = await self._session.run(select(digests).order_by(digests.c.channel))
        return [
            DigestSettings(
                row.channel,
                row.at,
                row.timezone,
                row.enabled,
                frozenset(row.weekdays),
                None if row.store_ids is None else tuple(map(StoreId, row.store_ids)),
            )
            for row in rows
        ]

    async def set_digest(self, settings: DigestSettings) -> None:
        """Insert or update by channel."""
        values = {
            "at": settings.at,
            "timezone": settings.timezone,
            "enabled": settings.enabled,
            "weekdays": sorted(settings.weekdays),
            "store_ids": None if settings.store_ids is None else list(settings.store_ids),
        }
        statement = insert(digests).values(channel=settings.channel, **values)
        await self._session.run(
            statement.on_conflict_do_update(index_elements=[digests.c.channel], set_=values)
        )

    async def last_digest(self, channel: str) -> datetime | None:
        """The scheduled time of the newest digest posted."""
        statement = select(digest_posts.c.at).where(digest_posts.c.channel == channel)
        return (await self._session.run(statement)).scalar_one_or_none()

    async def digest_posted(self, channel: str, at: datetime) -> None:
        """Remember it; an older one than is known changes nothing."""
        statement = insert(digest_posts).values(channel=channel, at=at)
        newest = func.greatest(digest_posts.c.at, statement.excluded.at)
        await self._session.run(
            statement.on_conflict_do_update(
                index_elements=[digest_posts.c.channel], set_={"at": newest}
            )
        )
