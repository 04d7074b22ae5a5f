"""Put jobs into the queue in the caller's own transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.engine import psycopg_connection
from core.db.errors import translated
from core.domain.stores import StoreId
from core.domain.work import Urgency, Work
from core.jobs.envelope import Envelope
from core.ports import Clock

_HOLD_BACK = text(
    "SELECT id FROM procrastinate.procrastinate_jobs"
    " WHERE queueing_lock = :once AND status = 'todo' FOR UPDATE"
)
_RELEASE = text(
    "UPDATE procrastinate.procrastinate_jobs SET scheduled_at = NULL"
    " WHERE status = 'todo' AND args->>'held' = CAST(:store AS text)"
)
_STILL_HELD = text(
    "SELECT store_id FROM store_health WHERE store_id = :store AND held_since IS NOT NULL FOR SHARE"
)
_BRING_FORWARD = text(
    "UPDATE procrastinate.procrastinate_jobs"
    " SET scheduled_at = CASE WHEN CAST(:at AS timestamptz) < scheduled_at THEN :at"
    " WHEN CAST(:at AS timestamptz) IS NULL THEN NULL ELSE scheduled_at END,"
    " priority = GREATEST(priority, :priority)"
    " WHERE queueing_lock = :once AND status = 'todo' RETURNING id"
)

_SOON = timedelta(seconds=2)
"""Longer than what other processes wrote goes unseen."""


class TransactionalJobs:
    """`Jobs` on one unit of work's connection: the rows come and go with its transaction."""

    def __init__(self, queue: procrastinate.App, connection: AsyncConnection, clock: Clock) -> None:
        self._queue = queue
        self._connection = connection
        self._clock = clock

    async def add(
        self, work: Work, *, at: datetime | None = None, urgency: Urgency = Urgency.BACKGROUND
    ) -> None:
        """Queue it, not before `at`. A second copy of work with the same `once` is left out:
        what a person waits for, and what hurries, has the first copy's time, where that is later,
        brought forward."""
        await self.put(Envelope(work, urgency, self._clock.now()), at)

    async def put(self, envelope: Envelope, at: datetime | None) -> None:
        """The same for a job that has a past. One that waits for a store which answers by now
        begins at once: either it is seen here, or whoever lets go of the store sees the job."""
        with translated():
            if envelope.held is not None and not await self._still_held(envelope.held):
                at = self._clock.now() + _SOON
            while not await self._inserted(envelope, at):
                if await self._held_back(envelope, at):
                    return

    async def release(self, store_id: StoreId) -> None:
        """Bring forward every job that waits for this store, which was held."""
        with translated():
            await self._connection.execute(_RELEASE, {"store": store_id})

    async def _still_held(self, store_id: StoreId) -> bool:
        found = await self._connection.execute(_STILL_HELD, {"store": store_id})
        return found.first() is not None

    async def _inserted(self, envelope: Envelope, at: datetime | None) -> bool:
        """False when a copy waits."""
        deferrer = self._queue.configure_task(
            envelope.name,
            queue=envelope.name,
            lock=envelope.work.lock,
            queueing_lock=envelope.work.once,
            schedule_at=at,
            priority=envelope.priority,
            connection=await psycopg_connection(self._connection),
        )
        try:
            # A queueing lock that is taken aborts the transaction, unless in a savepoint.
            async with self._connection.begin_nested():
                await deferrer.defer_async(**envelope.to_args())
        except AlreadyEnqueued:
            return False
        except ConnectorException as error:
            # Procrastinate's own wrapping of the driver's errors.
            raise error.__cause__ or error from None
        return True

    async def _held_back(self, envelope: Envelope, at: datetime | None) -> bool:
        """Keep the waiting copy from being fetched before we commit: it would read what was there
        before our change, and nobody would look again. False when it has begun meanwhile."""
        once = {"once": envelope.work.once}
        if envelope.urgency is Urgency.PERSON or envelope.work.hurries:
            # Nobody waits behind the pause after a fault, or for work in the background.
            sooner = {**once, "at": at, "priority": envelope.priority}
            waiting = await self._connection.execute(_BRING_FORWARD, sooner)
        else:
            waiting = await self._connection.execute(_HOLD_BACK, once)
        return waiting.first() is not None
