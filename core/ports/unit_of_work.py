"""One transaction: repositories, what is remembered between ticks, and the jobs written with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, Self

from core.domain.digests import DigestSettings
from core.domain.stores import StoreId
from core.domain.work import Urgency, Work
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
from core.ports.records import MessageRecord
from core.ports.retention import Measures, Retention
from core.ports.stock import Stocks
from core.ports.stores import Audit, Connections, LocationGroups, Stores
from core.ports.storms import Storms


class Inbox(Protocol):
    """Webhook deliveries, each taken once."""

    async def take(
        self,
        webhook_id: str,
        store_id: StoreId,
        topic: str,
        resource: str,
        event_id: str | None,
        triggered_at: datetime | None,
    ) -> bool:
        """False when the webhook id was taken before."""
        ...

    async def heard(self, store_id: StoreId, resources: Collection[str]) -> Mapping[str, datetime]:
        """When the newest delivery about each of these came; those without one are left out."""
        ...

    async def forget(self, before: datetime) -> int:
        """Deliveries received before this time; returns how many there were."""
        ...


class Messages(Protocol):
    """Slack messages we posted."""

    async def get(self, keys: Collection[str]) -> Mapping[str, MessageRecord]:
        """Those of the messages that were begun, by key."""
        ...

    async def begin(self, key: str, channel: str) -> MessageRecord:
        """The record of a message about to be posted, inserted unless it is there."""
        ...

    async def begin_anew(self, key: str, channel: str) -> None:
        """The message is gone from where it stood, and about to be posted here."""
        ...

    async def doubt(self, key: str, *, doubtful: bool) -> None:
        """Whether it may stand there a second time: a post of it was not answered."""
        ...

    async def posted(self, key: str, channel: str, ts: str, shown: str) -> bool:
        """Where it was posted; False, with nothing changed, where another post of it is kept."""
        ...

    async def shown(
        self, key: str, channel: str, ts: str, shown: str, *, seen: str | None = None
    ) -> bool:
        """Where it stands and what it shows now. False where it was kept meanwhile that it shows
        something else than was `seen`: then nobody knows what it shows."""
        ...


class Schedule(Protocol):
    """Ticks won, cursors, and the channels' digest settings."""

    async def win(self, what: str, at: datetime) -> bool:
        """True for exactly one caller per (what, time)."""
        ...

    async def forget_ticks(self, before: datetime) -> int:
        """Ticks of before this time; returns how many there were."""
        ...

    async def cursor(self, store_id: StoreId) -> datetime | None:
        """Where the poll of this store stands."""
        ...

    async def move_cursor(self, store_id: StoreId, to: datetime) -> None:
        """Where the poll of this store stands."""
        ...

    async def digests(self) -> Sequence[DigestSettings]:
        """Every channel's settings."""
        ...

    async def set_digest(self, settings: DigestSettings) -> None:
        """Insert or update by channel."""
        ...

    async def last_digest(self, channel: str) -> datetime | None:
        """The scheduled time of the newest digest posted."""
        ...

    async def digest_posted(self, channel: str, at: datetime) -> None:
        """Remember it."""
        ...


class Jobs(Protocol):
    """Durable work, written in the unit of work's own transaction."""

    async def add(
        self, work: Work, *, at: datetime | None = None, urgency: Urgency = Urgency.BACKGROUND
    ) -> None:
        """Queue it, not before `at`. A second copy of work with the same `once` is left out."""
        ...

    async def release(self, store_id: StoreId) -> None:
        """Bring forward every job that waits for this store, which was held."""
        ...


class UnitOfWork(AbstractAsyncContextManager["UnitOfWork"], Protocol):
    """One transaction over everything: rolled back unless `commit` is called."""

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

    async def __aenter__(self) -> Self: ...
    async def commit(self) -> None:
        """Make it so, jobs included."""
        ...


class UnitOfWorkFactory(Protocol):
    """Opens units of work."""

    def __call__(self) -> UnitOfWork:
        """A unit of work that is not begun yet."""
        ...
