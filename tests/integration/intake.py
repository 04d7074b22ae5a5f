"""The real intake on a real socket: the HTTP routes over an open core on the test's database."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from sqlalchemy import text
from starlette.applications import Starlette

import handlers
from core.bootstrap import Core, open_core
from core.db.vault import Vault
from core.domain.stores import Role, StaticToken, Store, StoreId
from core.settings import Settings
from scripts.loopback import PLAIN

SECRET = "the secret of the store's own app"
EXAMPLES = Path(__file__).parents[1] / "data" / "webhooks"
ORDER = "gid://shopify/Order/820982911946154508"
PRODUCT = "gid://shopify/Product/788032119674292922"
TOPICS = ("orders/paid", "orders/updated", "orders/cancelled", "app/uninstalled")

Job = tuple[str, str | None]


def example(topic: str) -> dict[str, Any]:
    """Shopify's own example of a delivery's body."""
    told = json.loads((EXAMPLES / f"{topic}.json").read_text(encoding="utf-8"))
    assert told["name"] == topic
    payload: dict[str, Any] = told["response"]
    return payload


def signature(body: bytes, secret: str = SECRET) -> str:
    """As Shopify signs."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


@dataclass(frozen=True, slots=True)
class Intake:
    """The intake, and what it wrote."""

    core: Core
    http: httpx.AsyncClient

    async def deliver(
        self,
        body: bytes | object,
        topic: str | None = "orders/paid",
        **headers: str | None,
    ) -> int:
        """The status a delivery is answered with; signed unless the headers say otherwise, and
        without those that are None. A body that is no bytes goes as JSON."""
        return await self.deliver_with((), body, topic, **headers)

    async def deliver_with(
        self,
        besides: Sequence[tuple[str, str]],
        body: bytes | object,
        topic: str | None = "orders/paid",
        **headers: str | None,
    ) -> int:
        """The same; `besides` are headers of any name, after the others."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent: dict[str, str | None] = {
            "x-shopify-topic": topic,
            "x-shopify-shop-domain": "dest.myshopify.com",
            "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
            "x-shopify-hmac-sha256": signature(raw),
            **{f"x-shopify-{name.replace('_', '-')}": told for name, told in headers.items()},
        }
        named = [(name, told) for name, told in sent.items() if told is not None]
        given = [(name.encode(), told.encode("latin-1")) for name, told in (*named, *besides)]
        answer = await self.http.post("/webhooks/shopify", content=raw, headers=given)
        return answer.status_code

    async def inbox(self) -> list[tuple[str, str]]:
        """Topic and resource of every row, in order."""
        async with self.core.engine.connect() as connection:
            rows = await connection.execute(text("SELECT topic, resource FROM inbox ORDER BY 1, 2"))
            return [(row.topic, row.resource) for row in rows]

    async def jobs(self) -> list[Job]:
        """Name and order, or product, of every job that waits, in order."""
        async with self.core.engine.connect() as connection:
            rows = await connection.execute(
                text(
                    "SELECT task_name, coalesce(args->'work'->>'order_gid',"
                    " args->'work'->>'product_gid') AS gid FROM procrastinate_jobs"
                    " WHERE status = 'todo' ORDER BY id"
                )
            )
            return [(row.task_name, row.gid) for row in rows]

    async def add_store(self, handle: str, role: Role, secret: str = SECRET) -> Store:
        """A store whose app signs with this secret."""
        async with self.core.open_unit() as unit:
            store = await unit.stores.add(
                Store(StoreId(0), handle, handle, handle.title(), role, "USD", "UTC", "C0123"),
                StaticToken("shpat_of_a_test"),
                [secret],
            )
            await unit.commit()
        return store


@asynccontextmanager
async def open_intake(database_url: str) -> AsyncIterator[Intake]:
    """With one destination store, `dest`."""
    settings = Settings(_env_file=None, database_url=database_url, secret_keys=Vault.new_key())
    async with (
        open_core(settings) as core,
        _served(core) as address,
        httpx.AsyncClient(verify=PLAIN, base_url=address, timeout=20, trust_env=False) as http,
    ):
        intake = Intake(core, http)
        await intake.add_store("dest", Role.DESTINATION)
        yield intake


@asynccontextmanager
async def _served(core: Core) -> AsyncIterator[str]:
    web = Starlette(routes=handlers.http_routes(core.use, core))
    server = uvicorn.Server(uvicorn.Config(web, log_level="critical", lifespan="off"))
    # It listens before the server runs: who connects earlier waits in the socket's own queue.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving
