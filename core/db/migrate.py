"""Bring a database to the tables of today."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.errors import translated

_HERE = Path(__file__).parent

_LOCK = 0x73796E63746563
"""The advisory lock of migrations: `synctec` in ASCII."""


async def upgrade(engine: AsyncEngine) -> None:
    """Run every revision that is missing, in one transaction. Several processes may start at
    once: one migrates, the others wait for it and find nothing to do.

    Raises:
        Temporary: the database does not answer.
        Broken: a revision failed; nothing of it stays.
    """
    with translated():
        async with engine.begin() as connection:
            # Waiting for another process's migration is no reason to give up.
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    # The path may hold a percent sign, which the configuration would interpolate.
    config.set_main_option("script_location", str(_HERE / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
