"""Build the core from its settings: the only place that knows every room.

`open_core` gives what handlers need; `Core.background` adds what only a running bot has: the jobs,
which talk to people through the notifier, and the timer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import procrastinate
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.db.embedded import embedded_server
from core.db.engine import create_engine
from core.db.errors import translated
from core.db.migrate import upgrade
from core.db.unit_of_work import SqlUnitOfWorkFactory
from core.db.vault import Vault
from core.domain.links import AdminLinks
from core.domain.stores import StoreAccess, StoreId
from core.jobs.boundary import Boundary
from core.jobs.envelope import Envelope
from core.jobs.handlers import JobUseCases, handlers_of, last_words_of
from core.jobs.queue import TransactionalJobs
from core.jobs.schedule import Tick, Timer
from core.jobs.worker import Worker, build_queue
from core.ports import Clock, Jobs, Notifier, StoreGateway, UnitOfWorkFactory
from core.settings import Settings
from core.shopify.client import ShopifyClient
from core.shopify.gateway import ShopifyGateway
from core.shopify.signatures import WebhookSignatures
from core.shopify.transport import Limits
from core.usecases.answer_question import Adopt, CarryOutAdopt, SendAgain
from core.usecases.authorise import Authorise
from core.usecases.catalogue import UseCases
from core.usecases.deliver import Deliver
from core.usecases.digest import DigestNow, PostDigest, StartDueDigests
from core.usecases.forget_old import ForgetOld
from core.usecases.give_up_push import GiveUpPush
from core.usecases.judge_order import JudgeOrder
from core.usecases.judgement import Judge
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.look_up_push import LookUpPush
from core.usecases.manage_connections import AddConnection, ListConnections, UpdateConnection
from core.usecases.manage_stores import (
    AddStore,
    CheckStore,
    ListStores,
    ResealCredentials,
)
from core.usecases.order_cards import OrderCards
from core.usecases.poll_store import PollStore, StartPolls
from core.usecases.prepare_store import PrepareStore, StartPreparations
from core.usecases.publish_order import PublishOrder
from core.usecases.push_by_number import CarryOutPushByNumber, PushByNumber
from core.usecases.push_order import PushOrder
from core.usecases.receive_webhook import ReceiveWebhook
from core.usecases.refresh_source_order import RefreshSourceOrder
from core.usecases.request_push import RequestPush
from core.usecases.retry_pushes import RetryAll, RetryByNumber
from core.usecases.show_order import ShowFailure, ShowHome, ShowOrder, ShowPushForm
from core.usecases.sweep_pushes import SweepPushes
from core.usecases.tell_failure import TellFailure
from core.usecases.tell_result import TellResult

_DRAIN_SECONDS = 20.0
_SWEEP = timedelta(seconds=2)
_DIGESTS = timedelta(seconds=30)
_PREPARE = timedelta(hours=1)
_FORGET = timedelta(days=1)
_SAFETY_POLLS = timedelta(minutes=5)
"""Shopify does not promise to deliver every webhook; what was missed is found by these."""


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

    settings: Settings
    use: UseCases
    engine: AsyncEngine
    queue: procrastinate.App
    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock
    links: AdminLinks

    async def ready(self) -> Mapping[str, bool]:
        """Whether the database and the queue answer."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
                database = True
        except (SQLAlchemyError, OSError):
            database = False
        return {"database": database}

    def background(self, notifier: Notifier) -> Background:
        """The workers and the timer, not started yet."""
        use = _job_use_cases(self, notifier)
        boundary = Boundary(
            handlers=handlers_of(use),
            last_words=last_words_of(use),
            put_back=self._put_back,
            clock=self.clock,
            limit=timedelta(minutes=self.settings.retry_minutes),
        )
        worker = Worker(self.queue, boundary, self.settings.workers, _DRAIN_SECONDS)
        return Background(worker, Timer(_ticks(self), self.open_unit, self.clock))

    async def _put_back(self, envelope: Envelope, at: datetime) -> None:
        with translated():
            async with self.engine.begin() as connection:
                await TransactionalJobs(self.queue, connection, self.clock).put(envelope, at)


@asynccontextmanager
async def open_core(settings: Settings) -> AsyncIterator[Core]:
    """Start or reach the database, bring its schema up to date, and build every use case.

    Raises:
        MissingSettings: stores could not be kept without them.
        Rejected, Temporary: the database cannot be used.
    """
    settings.require_core()
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

        open_unit = SqlUnitOfWorkFactory(engine, Vault(settings.keys), jobs_of)
        gateway = await _gateway(settings, open_unit, clock, stack)
        links = AdminLinks(settings.shopify_admin_url_template)
        use = _use_cases(settings, open_unit, gateway, clock, links)
        yield Core(settings, use, engine, queue, open_unit, gateway, clock, links)


async def _database(settings: Settings, stack: AsyncExitStack) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return await stack.enter_async_context(embedded_server(settings.data_dir / "postgres"))


async def _gateway(
    settings: Settings, open_unit: UnitOfWorkFactory, clock: Clock, stack: AsyncExitStack
) -> StoreGateway:
    async def access_of(store_id: StoreId) -> StoreAccess:
        async with open_unit() as unit:
            return await unit.stores.access(store_id)

    limits = Limits(total=settings.request_timeout_seconds)
    client = ShopifyClient(access_of, clock, settings.shopify_url_template, limits)
    await stack.enter_async_context(client)
    return ShopifyGateway(client)


def _use_cases(
    settings: Settings,
    open_unit: UnitOfWorkFactory,
    gateway: StoreGateway,
    clock: Clock,
    links: AdminLinks,
) -> UseCases:
    cards = OrderCards(links, settings.look_up_delays)
    prepare = PrepareStore(open_unit, gateway, settings.webhook_address)
    return UseCases(
        authorise=Authorise(settings.policy),
        receive_webhook=ReceiveWebhook(open_unit, WebhookSignatures(), clock),
        request_push=RequestPush(open_unit),
        push_by_number=PushByNumber(open_unit),
        retry_by_number=RetryByNumber(open_unit),
        retry_all=RetryAll(open_unit),
        show_order=ShowOrder(open_unit, cards),
        show_failure=ShowFailure(open_unit, cards),
        push_form=ShowPushForm(open_unit),
        show_home=ShowHome(open_unit, cards, settings.support),
        list_unfulfilled=ListUnfulfilled(open_unit, cards, clock),
        digest_now=DigestNow(open_unit, clock),
        send_again=SendAgain(open_unit),
        adopt=Adopt(open_unit),
        add_store=AddStore(open_unit, gateway, clock, prepare, settings.webhook_address),
        reseal_credentials=ResealCredentials(open_unit),
        list_stores=ListStores(open_unit),
        check_store=CheckStore(open_unit, gateway, prepare),
        add_connection=AddConnection(open_unit),
        update_connection=UpdateConnection(open_unit),
        list_connections=ListConnections(open_unit),
    )


def _job_use_cases(core: Core, notifier: Notifier) -> JobUseCases:
    unit, gateway, clock = core.open_unit, core.gateway, core.clock
    judge = Judge(unit, gateway)
    delays = core.settings.look_up_delays
    cards = OrderCards(core.links, delays)
    deliver = Deliver(unit, notifier)
    lease = timedelta(seconds=core.settings.push_lease_seconds)
    return JobUseCases(
        judge_order=JudgeOrder(unit, judge, clock),
        push_order=PushOrder(unit, gateway, judge, clock, core.links, lease, delays[0]),
        give_up_push=GiveUpPush(unit),
        look_up_push=LookUpPush(unit, gateway, clock, delays),
        publish_order=PublishOrder(unit, deliver, cards),
        push_by_number=CarryOutPushByNumber(unit, gateway, judge, clock, notifier),
        tell_result=TellResult(unit, notifier, clock),
        adopt=CarryOutAdopt(unit, gateway, notifier, clock),
        post_digest=PostDigest(unit, deliver, cards, clock),
        poll_store=PollStore(unit, gateway, clock),
        prepare_store=PrepareStore(unit, gateway, core.settings.webhook_address),
        refresh_source_order=RefreshSourceOrder(unit, gateway, clock),
        tell_failure=TellFailure(notifier),
    )


def _ticks(core: Core) -> list[Tick]:
    settings, unit = core.settings, core.open_unit
    sweep = SweepPushes(unit, core.clock, settings.look_up_delays[0])
    digests = StartDueDigests(unit, core.clock, settings.digest_at)
    polls = timedelta(seconds=settings.poll_seconds) if settings.polls_only else _SAFETY_POLLS
    return [
        Tick("sweep", _SWEEP, sweep, everywhere=True),
        Tick("digests", _DIGESTS, digests),
        Tick("prepare", _PREPARE, StartPreparations(unit)),
        Tick("poll", polls, StartPolls(unit)),
        Tick("forget", _FORGET, ForgetOld(unit, core.clock)),
    ]
