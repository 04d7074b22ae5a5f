"""One transaction over everything, on one connection of the pool."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.db.errors import UNIT_OVER, translated
from core.db.repositories import (
    SqlAudit,
    SqlComparisons,
    SqlConnections,
    SqlDigests,
    SqlEvents,
    SqlFaults,
    SqlFindings,
    SqlInbox,
    SqlItems,
    SqlLocationGroups,
    SqlMatchRuns,
    SqlMeasures,
    SqlMessages,
    SqlMirrors,
    SqlOrderLists,
    SqlOrders,
    SqlPeople,
    SqlPushes,
    SqlPushLists,
    SqlRetention,
    SqlSchedule,
    SqlStockListings,
    SqlStocks,
    SqlStoreHealths,
    SqlStores,
    SqlStorms,
    SqlVariants,
)
from core.db.session import Session
from core.db.vault import Vault
from core.domain.errors import Broken
from core.domain.people import Policy
from core.ports.catalogue import Items
from core.ports.comparing import Comparisons, StockListings
from core.ports.digests import Digests
from core.ports.health import Faults, Findings, StoreHealths
from core.ports.history import Events
from core.ports.matching import MatchRuns, Variants
from core.ports.mirrors import Mirrors
from core.ports.order_lists import OrderLists
from core.ports.orders import Orders, Pushes
from core.ports.people import People
from core.ports.push_lists import PushLists
from core.ports.retention import Measures, Retention
from core.ports.stock import Stocks
from core.ports.stores import Audit, Connections, LocationGroups, Stores
from core.ports.storms import Storms
from core.ports.unit_of_work import Inbox, Jobs, Messages, Schedule, UnitOfWork

JobsOf = Callable[[AsyncConnection], Jobs]
"""Makes the jobs of one unit, which are written on the unit's own connection
(`core.db.engine.psycopg_connection` gives the driver's)."""

_CLOSED = Policy()


class SqlUnitOfWork(UnitOfWork):
    """Begun by entering, rolled back by leaving, unless `commit` was called.

    Entering raises Temporary when the database does not answer. READ COMMITTED: what must not
    change between a read and its write is read with a lock.
    """

    stores: Stores
    connections: Connections
    locations: LocationGroups
    items: Items
    variants: Variants
    match_runs: MatchRuns
    audit: Audit
    mirrors: Mirrors
    stock: Stocks
    stock_listings: StockListings
    comparisons: Comparisons
    events: Events
    people: People
    orders: Orders
    pushes: Pushes
    order_lists: OrderLists
    push_lists: PushLists
    storms: Storms
    inbox: Inbox
    messages: Messages
    schedule: Schedule
    digests: Digests
    retention: Retention
    measures: Measures
    health: StoreHealths
    faults: Faults
    findings: Findings
    jobs: Jobs

    def __init__(
        self, engine: AsyncEngine, vault: Vault, jobs_of: JobsOf, policy: Policy = _CLOSED
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._jobs_of = jobs_of
        self._policy = policy
        self._connection: AsyncConnection | None = None
        self._session: Session | None = None

    async def __aenter__(self) -> Self:
        connection = self._engine.connect()
        with translated():
            await connection.start()
            await connection.begin()
        session = Session(connection)
        self._connection, self._session = connection, session
        self._open_repositories(session)
        self.jobs = self._jobs_of(connection)
        return self

    def _open_repositories(self, session: Session) -> None:
        self.stores = SqlStores(session, self._vault)
        self.connections = SqlConnections(session)
        self.locations = SqlLocationGroups(session)
        self.items = SqlItems(session)
        self.variants = SqlVariants(session)
        self.match_runs = SqlMatchRuns(session)
        self.audit = SqlAudit(session)
        self.mirrors = SqlMirrors(session)
        self.stock = SqlStocks(session)
        self.stock_listings = SqlStockListings(session)
        self.comparisons = SqlComparisons(session)
        self.events = SqlEvents(session)
        self.people = SqlPeople(session, self._policy)
        self.orders = SqlOrders(session)
        self.pushes = SqlPushes(session)
        self.storms = SqlStorms(session)
        self.order_lists, self.push_lists = SqlOrderLists(session), SqlPushLists(session)
        self.inbox = SqlInbox(session)
        self.messages = SqlMessages(session)
        self.schedule, self.digests = SqlSchedule(session), SqlDigests(session)
        self.measures = SqlMeasures(session)
        self.retention = SqlRetention(session, self._vault)
        self.health = SqlStoreHealths(session)
        self.faults = SqlFaults(session)
        self.findings = SqlFindings(session)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        connection, session = self._connection, self._session
        self._connection = self._session = None
        if session is not None:
            session.end()
        if connection is not None:
            # Gives the connection back rolled back, also when the surrounding task is cancelled.
            with translated():
                await connection.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        """Make it so, jobs included. Once, at the end: a unit that was committed is over.

        Raises:
            Temporary: the database did not confirm. Where the connection was lost on the way it
                may have been committed all the same; every use case may be run again.
        """
        if self._connection is None or self._session is None:
            raise Broken(UNIT_OVER)
        self._session.end()
        self._session = None
        with translated():
            await self._connection.commit()


class SqlUnitOfWorkFactory:
    """Opens units of work on one engine."""

    def __init__(
        self, engine: AsyncEngine, vault: Vault, jobs_of: JobsOf, policy: Policy = _CLOSED
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._jobs_of = jobs_of
        self._policy = policy

    def __call__(self) -> UnitOfWork:
        """A unit of work that is not begun yet."""
        return SqlUnitOfWork(self._engine, self._vault, self._jobs_of, self._policy)
