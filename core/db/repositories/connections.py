"""Which source ships for which destination, and how."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.errors import rejected
from core.db.rows import connection_of
from core.db.session import Session
from core.db.tables import connections
from core.domain.push_settings import ConnectionSettings
from core.domain.stores import Connection, ConnectionId, StoreId


class SqlConnections:
    """See `core.ports.Connections`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(
        self, destination_id: StoreId, source_id: StoreId, settings: ConnectionSettings
    ) -> Connection:
        """Raises Rejected when the two are connected already, or are one store."""
        if destination_id == source_id:
            raise rejected(
                "connection_to_itself",
                "A store cannot be its own source.",
                "Name two different stores.",
            )
        values = {
            "destination_id": destination_id,
            "source_id": source_id,
            "settings": codecs.connection_settings_to_json(settings),
        }
        statement = insert(connections).values(**values).on_conflict_do_nothing()
        row = await self._session.inserted(statement.returning(connections))
        if row is None:
            raise rejected(
                "connection_exists",
                "The two stores are connected already.",
                "See the connections that are there: app.py connections list.",
            )
        return connection_of(row)

    async def between(self, destination_id: StoreId, source_id: StoreId) -> Connection:
        """Raises Rejected when the two are not connected."""
        found = await self._where(
            (connections.c.destination_id == destination_id)
            & (connections.c.source_id == source_id)
        )
        if not found:
            raise rejected(
                "not_connected",
                "These two stores are not connected.",
                "Connect them first: app.py connections add.",
            )
        return found[0]

    async def save_settings(
        self, connection_id: ConnectionId, settings: ConnectionSettings
    ) -> None:
        """The order push settings of a connection, whole."""
        values = {"settings": codecs.connection_settings_to_json(settings)}
        statement = update(connections).where(connections.c.id == connection_id).values(**values)
        await self._session.run(statement)

    async def all(self) -> Sequence[Connection]:
        """Every connection, by destination, then source."""
        return await self._where(true())

    async def sources_of(self, destination_id: StoreId) -> Sequence[Connection]:
        """The connections of one destination, by source."""
        return await self._where(connections.c.destination_id == destination_id)

    async def _where(self, wanted: ColumnElement[bool]) -> Sequence[Connection]:
        order = (connections.c.destination_id, connections.c.source_id)
        rows = await self._session.run(select(connections).where(wanted).order_by(*order))
        return [connection_of(row) for row in rows]
