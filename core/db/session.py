"""One transaction as the repositories use it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    Text,
    any_,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from core.db.errors import UNIT_OVER, translated
from core.domain.errors import Broken


class Session:
    """Runs statements in the unit's transaction and translates what goes wrong. Once the unit is
    over it refuses: a statement after the commit would begin a transaction nobody commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._over = False

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        """Run one statement; its rows are here when this returns, and its row count holds for
        inserts, too. Raises Temporary, Broken."""
        if self._over:
            raise Broken(UNIT_OVER)
        with translated():
            return await self._connection.execute(
                statement, values, execution_options={"preserve_rowcount": True}
            )

    async def inserted(
        self, statement: ReturningInsert[Any], values: Mapping[str, Any] | None = None
    ) -> Row[Any] | None:
        """The row of an `INSERT ... ON CONFLICT DO NOTHING RETURNING`; None when it was there.

        (The count of rows will not do: SQLAlchemy does not keep it for inserts.)
        """
        return (await self.run(statement, values)).one_or_none()

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """An error inside undoes what was done inside, and leaves the transaction alive."""
        if self._over:
            raise Broken(UNIT_OVER)
        with translated():
            async with self._connection.begin_nested():
                yield

    def end(self) -> None:
        """The unit is over."""
        self._over = True


def among(column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
    """`column` is one of `ids`, as one array: the statement's text stays the same for any number
    of them, so that it is prepared once."""
    return column == any_(literal(list(ids), ARRAY(BigInteger)))


def among_texts(column: ColumnElement[Any], texts: Collection[str]) -> ColumnElement[bool]:
    """The same for texts."""
    return column == any_(literal(list(texts), ARRAY(Text)))
