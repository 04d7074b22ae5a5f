"""Bring a database to the tables of today, and leave one of tomorrow as it is."""

from __future__ import annotations

from pathlib import Path

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.db.errors import translated

_HERE = Path(__file__).parent
_VERSIONS = _HERE / "migrations" / "versions"

_LOCK = 0x73796E63746563
"""The advisory lock of migrations: `synctec` in ASCII."""

_log = structlog.get_logger(__name__)


async def upgrade(engine: AsyncEngine, more: Path | None = None) -> None:
    """Run every revision that is missing, in one transaction. Several processes may start at
    once: one migrates, the others wait for it and find nothing to do. A database that a newer
    release has brought further is left as it is: revisions only add, so this one can work on it
    while the processes are replaced one after the other.

    Args:
        engine: of the database.
        more: a further folder of revisions, such as those of a release to come.

    Raises:
        Temporary: the database does not answer.
        Broken: a revision failed; nothing of it stays.
    """
    folders = [_VERSIONS, *([more] if more else [])]
    with translated():
        async with engine.connect() as connection:
            if _nothing_to_do(await _revision(connection), folders):
                return
        async with engine.begin() as connection:
            # Waiting for another process's migration is no reason to give up.
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            # Between two statements it reads revisions, which a busy machine takes its time for.
            patient = text("SET LOCAL idle_in_transaction_session_timeout = '10min'")
            await connection.execute(patient)
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if not _nothing_to_do(await _revision(connection), folders):
                await connection.run_sync(_upgrade, folders)


def _nothing_to_do(revision: str | None, folders: list[Path]) -> bool:
    """Whether the database is at our newest revision, or at one that we do not know."""
    known = sorted(file.stem[:4] for folder in folders for file in folder.glob("[0-9]*.py"))
    if revision is None or revision in known[:-1]:
        return False
    if revision not in known:
        _log.warning("schema_newer", revision=revision, known=known[-1])
    return True


async def _revision(connection: AsyncConnection) -> str | None:
    """The database's; None where there is none yet."""
    there = text("SELECT to_regclass('public.alembic_version') IS NOT NULL")
    if not (await connection.execute(there)).scalar_one():
        return None
    found = await connection.execute(text("SELECT version_num FROM public.alembic_version"))
    revision: str | None = found.scalar_one_or_none()
    return revision


def _upgrade(connection: Connection, folders: list[Path]) -> None:
    # A fifth of a second that a start can do without: nearly every one finds nothing to do.
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    # The paths may hold a percent sign, which the configuration would interpolate.
    config.set_main_option("script_location", str(_HERE / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    places = "\n".join(str(folder) for folder in folders)
    config.set_main_option("version_locations", places.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
