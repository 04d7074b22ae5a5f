"""The use cases of a push on a bench: a real database, a real gateway over the wire, and a clock
that only a test moves on."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

import httpx
from sqlalchemy import text

from core.bootstrap import Core, open_core
from core.bootstrap.background import job_use_cases
from core.bootstrap.use_cases import use_cases
from core.db.budgets import SqlBudgets
from core.db.vault import Vault
from core.domain.cards import AnswerCard
from core.domain.pushes import Attempt, Push, PushId
from core.domain.stores import Store, StoreAccess, StoreId
from core.domain.work import Reply
from core.jobs.handlers import JobUseCases
from core.ports import Directory, Notifier
from core.settings import Settings
from core.shopify.client import ShopifyClient
from core.shopify.gateway import ShopifyGateway
from core.usecases.catalogue import UseCases
from core.usecases.sweep_pushes import SweepPushes
from handlers.cli.setup import apply
from scripts.loopback import PLAIN
from tests.integration.machine.wire import Wire

T = TypeVar("T")
LEASE = timedelta(seconds=60)
SKU = "TEE-BLK-M"
_LOOKS = (5.0, 55.0, 240.0, 600.0)
_SETUP = """
[stores.dest]
shop = "dest"
role = "destination"
plan = "Traction"
order_push = true
token = "shpat_sandbox_dest"
[stores.north]
shop = "north"
role = "source"
token = "shpat_sandbox_north"
[[location_groups]]
name = "Our stock"
locations = ["dest/Brooklyn Studio", "north/Rochester Warehouse", "north/Buffalo Annex"]
[[connections]]
destination = "dest"
source = "north"
"""
_WATCHED = """
CREATE TABLE moves (id BIGSERIAL PRIMARY KEY, push_id BIGINT, was TEXT, now TEXT);
CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.state <> OLD.state THEN
    INSERT INTO moves (push_id, was, now) VALUES (NEW.id, OLD.state, NEW.state);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_moves AFTER UPDATE ON pushes FOR EACH ROW EXECUTE FUNCTION note_move();
"""


class SetClock:
    """A clock that is never behind the machine's, and moves on only when told."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC) + self.ahead


class Whispers:
    """A notifier that hears answers to people, and nothing else."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def answer(self, _reply: Reply, answer: AnswerCard) -> None:
        """What a person would be told."""
        self.heard.append(answer.text)


@dataclass(slots=True)
class Bench:
    """`run` carries out a coroutine on the bench's own loop, on which pushes under way stay."""

    runner: asyncio.Runner
    wire: Wire
    http: httpx.Client
    core: Core
    clock: SetClock
    use: UseCases
    jobs: JobUseCases
    sweep: SweepPushes
    destination: Store
    source: Store

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Until it is done."""
        return self.runner.run(work)

    def control(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """What customers and shops' staff do."""
        answer = self.http.request(method, f"/control{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def sql(self, statement: str, **values: Any) -> list[Any]:
        """Rows of the database, read or written past the product."""

        async def ask() -> list[Any]:
            async with self.core.engine.begin() as connection:
                found = await connection.execute(text(statement), values)
                return list(found) if found.returns_rows else []

        return self.run(ask())

    def push(self, push_id: PushId) -> tuple[Push, Sequence[Attempt]]:
        """A push as it is kept now, with its attempts."""

        async def ask() -> tuple[Push, Sequence[Attempt]]:
            async with self.core.open_unit() as unit:
                push = await unit.pushes.get(push_id)
                attempts = await unit.pushes.attempts([push_id])
            assert push is not None
            return push, attempts.get(push_id, ())

        return self.run(ask())


@contextmanager
def open_bench(database_url: str, shopify: str, *, holds: bool = True) -> Iterator[Bench]:
    """With one destination and one source that go together, on a local Shopify at this address;
    `holds`: every creation stops on the wire until somebody lets it go on."""
    with (
        asyncio.Runner() as runner,
        httpx.Client(verify=PLAIN, base_url=shopify, timeout=30, trust_env=False) as http,
    ):
        stack = AsyncExitStack()
        wire = Wire(shopify)
        address = runner.run(stack.enter_async_context(wire.open())) if holds else shopify
        bench = runner.run(_build(stack, database_url, address, wire, http, runner))
        try:
            for shop in ("dest", "north"):
                bench.control("PUT", f"/shopify/{shop}/stock", {"sku": SKU, "available": 10**6})
            bench.control(
                "PATCH", "/shopify/settings", {"uniqueIdMetafields": "drop", "restoreRate": 9000}
            )
            yield bench
        finally:
            runner.run(stack.aclose())


async def _build(
    stack: AsyncExitStack,
    database_url: str,
    address: str,
    wire: Wire,
    http: httpx.Client,
    runner: asyncio.Runner,
) -> Bench:
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        secret_keys=Vault.new_key(),
        admins="*",
        push_lease_seconds=LEASE.total_seconds(),
        look_up_seconds=_LOOKS,
        shopify_url_template=f"{address}/shopify/{{shop}}",
    )
    core = await stack.enter_async_context(open_core(settings))
    clock = SetClock()

    async def access_of(store_id: StoreId) -> StoreAccess:
        async with core.open_unit() as unit:
            return await unit.stores.access(store_id)

    template = settings.shopify_url_template
    client = ShopifyClient(access_of, SqlBudgets(core.engine), clock, template)
    await stack.enter_async_context(client)
    rooms = replace(core.rooms, gateway=ShopifyGateway(client), clock=clock)
    use, jobs = (
        use_cases(rooms),
        job_use_cases(rooms, cast("Notifier", Whispers()), cast("Directory", Whispers())),
    )
    stores = await _stores(use, jobs)
    async with core.engine.begin() as connection:
        await connection.execute(text(_WATCHED))
    sweep = SweepPushes(rooms.open_unit, clock, settings.look_up_delays[0])
    return Bench(runner, wire, http, core, clock, use, jobs, sweep, *stores)


async def _stores(use: UseCases, jobs: JobUseCases) -> tuple[Store, Store]:
    await apply(use, tomllib.loads(_SETUP))
    by_handle = {store.handle: store for store in await use.stores.listed()}
    dest, north = by_handle["dest"], by_handle["north"]
    for store in (dest, north):
        await jobs.prepare_store(store.id)
    return dest, north
