"""The migrations end in exactly the tables that the code speaks of."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import CheckConstraint, Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

import core.db.migrations.versions
from core.db.engine import create_engine
from core.db.migrate import upgrade
from core.db.migrations.scope import is_ours
from core.db.tables import metadata

VERSIONS = Path(core.db.migrations.versions.__file__).parent


async def test_autogenerate_finds_no_difference(engine: AsyncEngine) -> None:
    def difference(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(difference) == []


async def test_the_command_line_finds_no_difference_either(database_url: str) -> None:
    """The way a new revision is written; it opens a connection and a loop of its own."""
    options = Namespace(x=[f"url={database_url}"])
    config = Config(VERSIONS.parents[1] / "alembic.ini", cmd_opts=options)
    await asyncio.to_thread(command.check, config)


async def test_every_check_constraint_is_there(engine: AsyncEngine) -> None:
    # Autogenerate does not look at these.
    declared = {
        str(constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    statement = text(
        "SELECT conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    )
    async with engine.connect() as connection:
        assert set((await connection.execute(statement)).scalars()) == declared


async def test_procrastinate_lives_in_a_schema_of_its_own(engine: AsyncEngine) -> None:
    statement = text(
        "SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE relname LIKE 'procrastinate%' GROUP BY nspname"
    )
    async with engine.connect() as connection:
        assert list((await connection.execute(statement)).scalars()) == ["procrastinate"]


def test_the_kept_copy_of_procrastinates_schema_is_the_installed_one() -> None:
    """When this fails after an update: write a revision with the new files of procrastinate's
    `sql/migrations`, and compare with the schema that both together make."""
    kept = (VERSIONS / "0001_procrastinate_3.10.0.sql").read_text()
    assert kept.endswith(SchemaManager.get_schema())


async def test_several_processes_may_start_at_once(empty_database_url: str) -> None:
    engines = [create_engine(empty_database_url) for _ in range(4)]
    await asyncio.gather(*(upgrade(engine) for engine in engines))
    async with engines[0].connect() as connection:
        versions = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert list(versions.scalars()) == [max(path.stem[:4] for path in VERSIONS.glob("0*.py"))]
    for engine in engines:
        await engine.dispose()


async def test_an_upgraded_database_is_left_as_it_is(engine: AsyncEngine) -> None:
    await upgrade(engine)
    await upgrade(engine)
