"""The pool of connections, and the URL as everybody in this process reads it."""

from __future__ import annotations

import re
import select
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import ConnStatus
from sqlalchemy import event, exc
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

SEARCH_PATH = "public,procrastinate"
"""Ours first; Procrastinate's functions name their tables without a schema."""

_SESSION: Mapping[str, str] = {
    "search_path": SEARCH_PATH,
    "timezone": "UTC",
}
_LIMITS: Mapping[str, str] = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    # A process that hangs in the middle of a unit of work must not hold its row locks for ever.
    "idle_in_transaction_session_timeout": "60s",
}


def conninfo(url: str, *, limits: bool = False) -> str:
    """A database URL as libpq (psycopg, Procrastinate) takes it, with the search path set.

    `url` is what libpq understands, `postgres://` and `postgresql+psycopg://` included; options
    in it are kept and win. `limits` adds the time-outs of a unit of work.
    """
    plain = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    given = conninfo_to_dict(plain)
    session = {**_SESSION, **(_LIMITS if limits else {})}
    ours = " ".join(f"-c {name}={value}" for name, value in session.items())
    extra = {
        "options": f"{ours} {given.get('options') or ''}".strip(),
        "connect_timeout": given.get("connect_timeout") or 10,
        "application_name": given.get("application_name") or "synctec",
    }
    return make_conninfo(plain, **extra)


def create_engine(url: str, *, pool_size: int = 10, pool_timeout: float = 10) -> AsyncEngine:
    """The engine of this process: at most `pool_size` connections, opened when first needed;
    a unit of work waits `pool_timeout` seconds for one. Nothing is connected yet.

    A PostgreSQL that was restarted is survived: connections it closed are noticed when taken from
    the pool and replaced, at no cost in round trips.
    """
    target = conninfo(url, limits=True)

    async def connect() -> psycopg.AsyncConnection[Any]:
        return await psycopg.AsyncConnection.connect(target)

    engine = create_async_engine(
        "postgresql+psycopg://",
        async_creator=connect,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout,
        pool_use_lifo=True,
        use_native_hstore=False,  # saves each new connection a query
        hide_parameters=True,  # values must not reach logs through error messages
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    return engine


async def psycopg_connection(connection: AsyncConnection) -> psycopg.AsyncConnection[Any]:
    """The psycopg connection below, in the same transaction: for Procrastinate, which writes its
    jobs on it. Commit and rollback stay with the unit of work."""
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    if not isinstance(driver, psycopg.AsyncConnection):
        msg = f"expected a psycopg connection, found {type(driver).__name__}"
        raise TypeError(msg)
    return driver


def _refuse_dead(adapted: Any, record: object, proxy: object) -> None:
    """An idle connection has nothing to say. One that has was closed by the server (its last word
    waits in the socket), and so, most likely, were the others."""
    del record, proxy
    connection = adapted.driver_connection.pgconn
    if connection.status == ConnStatus.OK:
        idle = select.poll()
        idle.register(connection.socket, select.POLLIN)
        if not idle.poll(0):
            return
    raise exc.InvalidatePoolError
