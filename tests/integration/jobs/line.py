"""The queue of one database, workers on it, and what stands in its table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import procrastinate
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.bootstrap import SystemClock
from core.db.engine import create_engine
from core.domain.work import Urgency, Work
from core.jobs.boundary import Boundary, Handler
from core.jobs.envelope import Envelope
from core.jobs.queue import TransactionalJobs
from core.jobs.worker import Worker, build_queue

T = TypeVar("T")
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Row:
    """A job as it is kept."""

    id: int
    name: str
    status: str
    failures: int
    scheduled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """The jobs of one database."""

    url: str
    engine: AsyncEngine
    queue: procrastinate.App
    clock: SystemClock

    async def add(
        self, work: Work, *, at: datetime | None = None, urgency: Urgency = Urgency.BACKGROUND
    ) -> None:
        """In a transaction of its own."""
        async with self.engine.begin() as connection:
            jobs = TransactionalJobs(self.queue, connection, self.clock)
            await jobs.add(work, at=at, urgency=urgency)

    async def rows(self) -> list[Row]:
        """Every job, the oldest first."""
        async with self.engine.connect() as connection:
            found = await connection.execute(
                text(
                    "SELECT id, task_name, status::text, args->'failures' AS failures, scheduled_at"
                    " FROM procrastinate_jobs ORDER BY id"
                )
            )
            return [
                Row(row.id, row.task_name, row.status, row.failures or 0, row.scheduled_at)
                for row in found
            ]

    async def statuses(self) -> list[str]:
        """Of every job, the oldest first."""
        return [row.status for row in await self.rows()]

    async def emptied(self) -> None:
        """Returns when every job was done."""
        await self.left()

    async def left(self, *statuses: str) -> None:
        """Returns when the jobs left stand so, the oldest first."""

        async def so() -> bool:
            return await self.statuses() == list(statuses)

        await until(so)

    async def only_waiting(self, failures: int) -> Row:
        """The only job, once it waits with so many failures behind it."""

        async def there() -> Row | None:
            rows = await self.rows()
            fits = [(row.status, row.failures) for row in rows] == [("todo", failures)]
            return rows[0] if fits else None

        return await until(there)

    async def sql(self, statement: str, **values: Any) -> None:
        """Write into the tables directly."""
        async with self.engine.begin() as connection:
            await connection.execute(text(statement), values)

    @asynccontextmanager
    async def worker(
        self, *handlers: tuple[type[Work], Handler], concurrency: int = 4, drain: float = 10
    ) -> AsyncIterator[None]:
        """A worker runs for the length of the block; at its end it is stopped as the bot does."""
        working = self.work(dict(handlers), concurrency, drain)
        running = asyncio.create_task(working)
        try:
            yield
        finally:
            running.cancel()
            (outcome,) = await asyncio.gather(running, return_exceptions=True)
        assert isinstance(outcome, asyncio.CancelledError), outcome

    async def work(
        self, handlers: Mapping[type[Work], Handler], concurrency: int = 4, drain: float = 10
    ) -> None:
        """A worker behind the real boundary, on a pool of its own, until cancelled."""
        boundary = Boundary(
            handlers=handlers,
            last_words={},
            put_back=self._put_back,
            clock=self.clock,
            limit=timedelta(hours=1),
        )
        queue = build_queue(self.url, pool_size=3, pool_timeout=1)
        async with queue.open_async():
            await Worker(queue, boundary, concurrency, drain).run()

    async def _put_back(self, envelope: Envelope, at: datetime) -> None:
        async with self.engine.begin() as connection:
            await TransactionalJobs(self.queue, connection, self.clock).put(envelope, at)


@asynccontextmanager
async def open_line(database_url: str) -> AsyncIterator[Line]:
    """As a process of its own would open it."""
    engine = create_engine(database_url)
    queue = build_queue(database_url, pool_size=5)
    async with queue.open_async():
        yield Line(database_url, engine, queue, SystemClock())
    await engine.dispose()


async def until(look: Callable[[], Awaitable[T | None]]) -> T:
    """What `look` finds, as soon as that is something."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.02)
