"""Slack messages of ours, by the key that is their name for ever."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import case, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db.rows import message_of
from core.db.session import Session, among_texts
from core.db.tables import messages
from core.ports.records import MessageRecord


class SqlMessages:
    """See `core.ports.Messages`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, keys: Collection[str]) -> Mapping[str, MessageRecord]:
        """Those of the messages that were begun, by key."""
        statement = select(messages).where(among_texts(messages.c.key, keys))
        rows = await self._session.run(statement)
        return {row.key: message_of(row) for row in rows}

    async def begin(self, key: str, channel: str) -> MessageRecord:
        """The record of a message about to be posted, inserted unless it is there."""
        statement = insert(messages).values(key=key, channel=channel, ts=None, shown="")
        await self._session.run(statement.on_conflict_do_nothing(index_elements=[messages.c.key]))
        rows = await self._session.run(select(messages).where(messages.c.key == key))
        return message_of(rows.one())

    async def begin_anew(self, key: str, channel: str) -> None:
        """The message is gone from where it stood, and about to be posted here."""
        own = update(messages).where(messages.c.key == key)
        await self._session.run(own.values(channel=channel, ts=None, shown="", doubtful=False))

    async def doubt(self, key: str, *, doubtful: bool) -> None:
        """Whether it may stand there a second time."""
        await self._session.run(
            update(messages).where(messages.c.key == key).values(doubtful=doubtful)
        )

    async def posted(self, key: str, channel: str, ts: str, shown: str) -> bool:
        """Where it was posted; False, with nothing changed, where another post of it is kept."""
        values = {"channel": channel, "ts": ts, "shown": shown}
        kept = insert(messages).values(key=key, **values)
        first = kept.on_conflict_do_update(
            index_elements=[messages.c.key],
            set_=values,
            where=or_(messages.c.ts.is_(None), messages.c.ts == ts),
        )
        rows = await self._session.run(first.returning(messages.c.key))
        return rows.one_or_none() is not None

    async def shown(
        self, key: str, channel: str, ts: str, shown: str, *, seen: str | None = None
    ) -> bool:
        """Where it stands and what it shows now. False where it was kept meanwhile that it shows
        something else than was `seen`: then nobody knows what it shows."""
        values = {"channel": channel, "ts": ts}
        known: Any = shown
        if seen is not None:
            known = case((messages.c.shown == seen, shown), else_="")
        statement = insert(messages).values(key=key, shown=shown, **values)
        kept = statement.on_conflict_do_update(
            index_elements=[messages.c.key], set_={**values, "shown": known}
        )
        row = (await self._session.run(kept.returning(messages.c.shown))).one()
        return bool(row.shown == shown)
