"""Slack messages of ours, by the key that is their name for ever."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
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

    async def shown(self, key: str, channel: str, ts: str, shown: str) -> None:
        """Posted or edited: where it stands and what it shows."""
        values = {"channel": channel, "ts": ts, "shown": shown}
        statement = insert(messages).values(key=key, **values)
        await self._session.run(
            statement.on_conflict_do_update(index_elements=[messages.c.key], set_=values)
        )
