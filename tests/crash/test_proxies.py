"""The proxies cut exactly where they say: what was not passed on was not done, what was done was
not heard of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest

from scripts.loopback import PLAIN
from tests.crash import http_proxy
from tests.crash.http_proxy import HttpProxy
from tests.crash.postgres_proxy import PostgresProxy
from tests.crash.tripwire import Point, Side, Trap, Tripwire

_NOTE = Point("postgres", "INSERT notes", 1)
_CALL = Point("shopify", "CreateOrder north", 1)


@asynccontextmanager
async def _client(url: str, tripwire: Tripwire) -> AsyncIterator[psycopg.AsyncConnection]:
    """A client that speaks through the proxy, to a database with one table."""
    parts = urlsplit(url)
    (folder,) = parse_qs(parts.query)["host"]
    proxy = PostgresProxy(Path(folder) / ".s.PGSQL.5432", tripwire)
    with psycopg.connect(url, autocommit=True) as direct:
        direct.execute("CREATE TABLE notes (said text)")
    async with proxy.open():
        target = f"postgresql://synctec@127.0.0.1:{proxy.port}{parts.path}?sslmode=disable"
        async with await psycopg.AsyncConnection.connect(target) as client:
            yield client


def _notes(url: str) -> list[tuple[str]]:
    with psycopg.connect(url) as direct:
        return direct.execute("SELECT said FROM notes").fetchall()


@pytest.mark.parametrize(("side", "kept"), [("before", []), ("after", [("hello",)])])
async def test_a_commit_is_cut_on_either_side(
    empty_database_url: str, side: Side, kept: list[tuple[str]]
) -> None:
    tripwire, killed = Tripwire(), asyncio.Event()
    tripwire.born(killed.set)
    async with _client(empty_database_url, tripwire) as client:
        tripwire.begin(Trap(_NOTE, side))
        await client.execute("INSERT INTO notes VALUES (%s)", ["hello"])
        assert not killed.is_set()
        with pytest.raises(psycopg.OperationalError):
            await client.commit()
    assert killed.is_set()
    assert tripwire.sprung
    assert _notes(empty_database_url) == kept


async def test_what_writes_is_counted_and_what_reads_is_not(empty_database_url: str) -> None:
    tripwire = Tripwire()
    async with _client(empty_database_url, tripwire) as client:
        tripwire.begin()
        await client.execute("SELECT said FROM notes FOR UPDATE")
        await client.commit()
        await client.execute("UPDATE notes SET said = 'nothing'")
        await client.commit()
        await client.execute("INSERT INTO notes VALUES ('lost')")
        await client.rollback()
        async with client.cursor() as cursor:
            # In one pipeline, as SQLAlchemy sends many rows.
            await cursor.executemany("INSERT INTO notes VALUES (%s)", [["one"], ["two"]])
        await client.execute("UPDATE notes SET said = 'three' WHERE said = 'two'")
        await client.commit()
        await client.execute("WITH gone AS (DELETE FROM notes RETURNING said) TABLE gone")
        await client.commit()
        names = [point.name for point in tripwire.end()]
    assert names == ["INSERT notes, UPDATE notes", "DELETE notes"]


@pytest.mark.parametrize(("side", "done"), [("before", 0), ("after", 1)])
async def test_a_request_is_cut_on_either_side(side: Side, done: int) -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"}"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    target = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    tripwire = Tripwire()
    proxy = HttpProxy(target, tripwire, http_proxy.shopify)
    async with server, proxy.open(), httpx.AsyncClient(verify=PLAIN) as http:
        body = {"query": "mutation CreateOrder { x }"}
        url = f"{proxy.url}/shopify/north/admin/api/2026-10/graphql.json"
        tripwire.begin(Trap(_CALL, side))
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(url, json=body)
        assert len(heard) == done
        # The next process is spared.
        tripwire.born(lambda: None)
        assert (await http.post(url, json=body)).json() == {}
