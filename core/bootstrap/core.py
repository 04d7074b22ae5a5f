"""The core, opened and closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import procrastinate
from procrastinate.exceptions import ConnectorException
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.bootstrap.rooms import Rooms
from core.bootstrap.use_cases import use_cases
from core.db.budgets import SqlBudgets
from core.db.embedded import embedded_server
from core.db.engine import create_engine
from core.db.errors import translated
from core.db.lanes import SqlLanes
from core.db.migrate import upgrade
from core.db.unit_of_work import SqlUnitOfWorkFactory
from core.db.vault import Vault
from core.domain.links import AdminLinks
from core.domain.stores import StoreAccess, StoreId
from core.domain.words import ENGLISH, speak
from core.jobs.envelope import Envelope
from core.jobs.queue import TransactionalJobs
from core.jobs.worker import Worker, build_queue
from core.ports import Clock, Directory, Jobs, Notifier, UnitOfWorkFactory
from core.ports.pacing import Budgets, Lanes
from core.settings import Settings
from core.shopify.amending import ShopifyAmending
from core.shopify.catalogues import ShopifyCatalogues
from core.shopify.client import ShopifyClient
from core.shopify.gateway import ShopifyGateway
from core.shopify.level_listing import ShopifyLevels
from core.shopify.mirroring import ShopifyMirroring
from core.shopify.stocking import ShopifyStock
from core.shopify.transport import Limits
from core.usecases.catalogue import UseCases
from core.usecases.watch_stores import WatchStores

if TYPE_CHECKING:
    from core.jobs.schedule import Timer

_DRAIN_SECONDS = 10.0
_ANSWER_SECONDS = 5.0


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Background:
    """What runs beside the handlers: the jobs of this process, and its timer."""

    worker: Worker
    timer: Timer


@dataclass(frozen=True, slots=True)
class Core:
    """The core, open."""

    rooms: Rooms
    use: UseCases
    engine: AsyncEngine
    queue: procrastinate.App

    @property
    def open_unit(self) -> UnitOfWorkFactory:
        """Opens units of work."""
        return self.rooms.open_unit

    @property
    def lanes(self) -> Lanes:
        """The pace that all processes share."""
        return SqlLanes(self.engine)

    async def ready(self) -> Mapping[str, bool]:
        """Whether the database and the queue answer, each on a connection of its own pool."""
        database, queue = await asyncio.gather(
            _answers(self._ask_database()), _answers(self.queue.check_connection_async())
        )
        return {"database": database, "queue": queue}

    async def _ask_database(self) -> None:
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    def background(self, notifier: Notifier, directory: Directory) -> Background:
        """The workers and the timer, not started yet."""
        # Neither the command line nor a process without jobs needs them.
        from core.bootstrap.background import job_use_cases, ticks  # noqa: PLC0415 - as above
        from core.jobs.boundary import Boundary  # noqa: PLC0415 - as above
        from core.jobs.handlers import handlers_of, last_words_of  # noqa: PLC0415 - as above
        from core.jobs.schedule import Timer  # noqa: PLC0415 - as above

        use = job_use_cases(self.rooms, notifier, directory)
        boundary = Boundary(
            handlers=handlers_of(use),
            last_words=last_words_of(use),
            put_back=self._put_back,
            clock=self.rooms.clock,
            limit=timedelta(minutes=self.rooms.settings.retry_minutes),
            broken=use.keep_fault,
        )
        worker = Worker(self.queue, boundary, self.rooms.settings.workers, _DRAIN_SECONDS)
        return Background(worker, Timer(ticks(self.rooms), self.rooms.open_unit, self.rooms.clock))

    async def _put_back(self, envelope: Envelope, at: datetime) -> None:
        with translated():
            async with self.engine.begin() as connection:
                await TransactionalJobs(self.queue, connection, self.rooms.clock).put(envelope, at)


@asynccontextmanager
async def open_core(settings: Settings) -> AsyncIterator[Core]:
    """Start or reach the database, bring its schema up to date, and build every use case. From now
    on the process speaks the language of its settings.

    Raises:
        MissingSettings: stores could not be kept without them.
        Rejected: there is no such language, or its catalogue is broken.
        Rejected, Temporary: the database cannot be used.
    """
    settings.require_core()
    _speak(settings.language)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        url = await _database(settings, stack)
        engine = create_engine(url, pool_size=settings.workers + 7)
        stack.push_async_callback(engine.dispose)
        await upgrade(engine)
        queue = build_queue(url, pool_size=settings.workers)
        await stack.enter_async_context(queue.open_async())

        def jobs_of(connection: AsyncConnection) -> Jobs:
            return TransactionalJobs(queue, connection, clock)

        open_unit = SqlUnitOfWorkFactory(engine, Vault(settings.keys), jobs_of, settings.policy)
        client = await _client(settings, open_unit, SqlBudgets(engine), clock, stack)
        links = AdminLinks(settings.shopify_admin_url_template)
        rooms = Rooms(
            settings,
            open_unit,
            ShopifyGateway(client),
            ShopifyCatalogues(client),
            ShopifyMirroring(client),
            ShopifyAmending(client),
            ShopifyStock(client),
            ShopifyLevels(client),
            clock,
            links,
            client.traffic,
        )
        yield Core(rooms, use_cases(rooms), engine, queue)


async def _answers(asking: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(_ANSWER_SECONDS):
            await asking
    except (SQLAlchemyError, OSError, ConnectorException, TimeoutError):
        return False
    return True


def _speak(code: str) -> None:
    if code == ENGLISH.code:
        speak(ENGLISH)
        return
    # English needs no catalogue, and nothing that reads one.
    from core.words import language_of  # noqa: PLC0415 - as above

    speak(language_of(code))


async def _database(settings: Settings, stack: AsyncExitStack) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return await stack.enter_async_context(embedded_server(settings.data_dir / "postgres"))


async def _client(
    settings: Settings,
    open_unit: UnitOfWorkFactory,
    budgets: Budgets,
    clock: Clock,
    stack: AsyncExitStack,
) -> ShopifyClient:
    async def access_of(store_id: StoreId) -> StoreAccess:
        async with open_unit() as unit:
            return await unit.stores.access(store_id)

    limits = Limits(total=settings.request_timeout_seconds)
    watch = WatchStores(open_unit, clock)
    template = settings.shopify_url_template
    client = ShopifyClient(access_of, budgets, clock, template, limits, watch=watch)
    return await stack.enter_async_context(client)
