"""Databases of one server for tests: each as if made anew, most of them swept and lent again.

Copying a template takes PostgreSQL a quarter of a second, of several hundred files; deleting a
test's few rows takes a fraction of that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from psycopg import sql

from core.db.engine import create_engine
from core.db.migrate import upgrade

_TEMPLATE = "template_migrated"
_KEPT = sql.Identifier("public", "alembic_version")
_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'procrastinate')
"""
_SEQUENCES = "SELECT schemaname, sequencename FROM pg_sequences"
_SHAPE = """
    SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute),
        (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_constraint),
        (SELECT count(*) FROM pg_trigger), (SELECT max(version_num) FROM public.alembic_version)
"""


class Databases:
    """Of the server at `url`, whose administrator is `admin`."""

    def __init__(self, url: str, admin: psycopg.Connection) -> None:
        self._url = url
        self._admin = admin
        self._numbers = count(1)
        self._swept: list[str] = []
        self._copy(_TEMPLATE, "template1")
        asyncio.run(_migrate(self._at(_TEMPLATE)))
        with psycopg.connect(self._at(_TEMPLATE)) as connection:
            tables = [sql.Identifier(*row) for row in connection.execute(_TABLES).fetchall()]
            sequences = [".".join(row) for row in connection.execute(_SEQUENCES).fetchall()]
            self._shape = connection.execute(_SHAPE).fetchone()
            # Sweeping would take from a used database what a fresh one has.
            assert not [name for name in tables if name != _KEPT and _has_rows(connection, name)]
        self._sweep = _sweeping(tables, sequences)

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The URL of a migrated, empty database for the length of a block."""
        name = self._swept.pop() if self._swept else self._copied(_TEMPLATE)
        try:
            yield self._at(name)
        finally:
            self._take_back(name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The same without any table."""
        name = self._copied("template1")
        try:
            yield self._at(name)
        finally:
            self._drop(name)

    def _take_back(self, name: str) -> None:
        # A process of the test that was killed may still hold a connection.
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        self._admin.execute(others, (name,))
        with psycopg.connect(self._at(name)) as connection:
            same = connection.execute(_SHAPE).fetchone() == self._shape
            if same:
                connection.execute(self._sweep)
        if same:
            self._swept.append(name)
        else:
            self._drop(name)

    def _copied(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._copy(name, template)
        return name

    def _copy(self, name: str, template: str) -> None:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG")
        self._admin.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))

    def _drop(self, name: str) -> None:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        self._admin.execute(drop)

    def _at(self, name: str) -> str:
        return self._url.replace("/synctec?", f"/{name}?")


def _sweeping(tables: list[sql.Identifier], sequences: list[str]) -> sql.Composed:
    """What makes a used database as it was: no rows, and every number begins anew."""
    # Neither foreign keys nor triggers have a say in it.
    steps: list[sql.Composable] = [sql.SQL("SET session_replication_role = replica")]
    steps += [sql.SQL("DELETE FROM {}").format(table) for table in tables if table != _KEPT]
    restart = sql.SQL("SELECT setval({}, 1, false)")
    steps += [restart.format(sql.Literal(sequence)) for sequence in sequences]
    return sql.SQL("; ").join(steps)


def _has_rows(connection: psycopg.Connection, table: sql.Identifier) -> bool:
    return connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).rowcount > 0


async def _migrate(url: str) -> None:
    engine = create_engine(url)
    await upgrade(engine)
    await engine.dispose()
