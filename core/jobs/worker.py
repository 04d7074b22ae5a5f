"""The workers: fetch jobs, run them behind the boundary, take over those of dead processes."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import procrastinate
import structlog
from procrastinate.exceptions import ConnectorException, JobAborted, UniqueViolation
from procrastinate.jobs import Job

from core.db.engine import conninfo
from core.jobs.boundary import Boundary
from core.jobs.envelope import from_args, work_types
from core.jobs.looping import forever, told_to_end

HEARTBEAT_SECONDS = 5.0
STALE_AFTER_SECONDS = 15.0
POLL_SECONDS = 0.5
"""How late a job may start that no notification announces: its time came, its lock became free."""

_PAUSE_SECONDS = 1.0
_PAUSE_FOR_OTHERS, _OTHERS_MAY = 5, 720
"""Seconds, and how often: for an hour."""

# As a row of its own: a worker that was only frozen deletes the row it fetched when it ends,
# whoever has it by then.
_PUT_BACK = (
    "WITH gone AS (DELETE FROM procrastinate_jobs"
    " WHERE id = %(job)s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %(worker)s"
    " RETURNING *)"
    " INSERT INTO procrastinate_jobs"
    " (queue_name, task_name, priority, lock, queueing_lock, args, attempts)"
    " SELECT queue_name, task_name, priority, lock, queueing_lock, args, attempts + 1 FROM gone"
)
_LEAVE_OUT = (
    "DELETE FROM procrastinate_jobs"
    " WHERE id = %(job)s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %(worker)s"
)

_OF_OURS = (
    "SELECT id, task_name, worker_id FROM procrastinate_jobs"
    " WHERE status = 'doing' AND id = ANY(%(ids)s)"
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """A row that is being done, as it was found."""

    id: int
    task_name: str
    worker_id: int | None


def build_queue(url: str, pool_size: int, pool_timeout: float = 10) -> procrastinate.App:
    """The queue on its own small pool, whose connections are waited for `pool_timeout` seconds;
    its tables live in the schema `procrastinate`."""
    connector = procrastinate.PsycopgConnector(
        conninfo=conninfo(url),
        min_size=1,
        max_size=pool_size,
        timeout=pool_timeout,
    )
    return procrastinate.App(connector=connector)


class Worker:
    """Runs jobs until it is cancelled; then those begun are given time to end."""

    def __init__(
        self, queue: procrastinate.App, boundary: Boundary, concurrency: int, drain_seconds: float
    ) -> None:
        self._queue = queue
        self._boundary = boundary
        self._concurrency = concurrency
        self._drain_seconds = drain_seconds
        self._ended: dict[int, tuple[int | None, float]] = {}
        # A queue for each kind of work: what a newer release writes waits for a process that knows
        # it. `default` is where older ones wrote.
        self._queues = ["default", *(kind.__name__ for kind in work_types())]
        for kind in work_types():
            self._register(kind.__name__)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._fetch())
            group.create_task(forever(self._look_for_stalled, HEARTBEAT_SECONDS))

    async def _fetch(self) -> None:
        """The queue's worker ends, with an error or without, when the database was away for
        longer than the pool waits. It begins anew, and what it left running is found stalled."""
        while not told_to_end():
            with suppress(ConnectorException):
                await self._queue.run_worker_async(
                    queues=self._queues,
                    concurrency=self._concurrency,
                    install_signal_handlers=False,
                    listen_notify=True,
                    delete_jobs="successful",
                    fetch_job_polling_interval=POLL_SECONDS,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=STALE_AFTER_SECONDS,
                    shutdown_graceful_timeout=self._drain_seconds,
                )
            if not told_to_end():
                _log.warning("database_unreachable", step="fetch")
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _look_for_stalled(self) -> None:
        try:
            await self._rescue()
        except ConnectorException:
            _log.warning("database_unreachable", step="rescue")

    async def _rescue(self) -> None:
        """Jobs whose worker stopped beating are put back; every worker looks, not one job."""
        stalled = await self._queue.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=STALE_AFTER_SECONDS
        )
        for job in stalled:
            if job.id is not None:
                await self._take_over(_Held(job.id, job.task_name, job.worker_id))
        for held in await self._never_written_down():
            await self._take_over(held)

    async def _never_written_down(self) -> list[_Held]:
        """What ended here a while ago and is still being done, as its row says: the database was
        away when its end was to be written down. This worker lives, so nobody else looks for it."""
        before = time.monotonic() - STALE_AFTER_SECONDS
        old = {job: worker for job, (worker, at) in self._ended.items() if at < before}
        if not old:
            return []
        rows = await self._queue.connector.execute_query_all_async(_OF_OURS, ids=list(old))
        for job in old:
            self._ended.pop(job, None)
        found = [_Held(row["id"], row["task_name"], row["worker_id"]) for row in rows]
        return [each for each in found if each.worker_id == old[each.id]]

    async def _take_over(self, job: _Held) -> None:
        """Only from the worker it was found with: another process may have been quicker, and run
        it by now."""
        held = {"job": job.id, "worker": job.worker_id}
        try:
            await self._queue.connector.execute_query_async(_PUT_BACK, **held)
        except UniqueViolation:
            # A copy of the same work was queued meanwhile, and waits for this one's lock.
            await self._queue.connector.execute_query_async(_LEAVE_OUT, **held)
        _log.warning("stalled_job_taken_over", job=job.task_name)

    def _register(self, name: str) -> None:
        async def run(context: procrastinate.JobContext, /, **args: Any) -> None:
            job = context.job
            if job.id is None:
                raise NotUnderstood(name)
            # The same row may come again.
            self._ended.pop(job.id, None)
            try:
                envelope = from_args(name, args)
            except (KeyError, TypeError, ValueError) as error:
                raise NotUnderstood(name) from error
            try:
                await self._boundary.run(envelope)
            finally:
                self._ended[job.id] = (job.worker_id, time.monotonic())

        self._queue.task(name=name, retry=_HandedOn(), pass_context=True)(run)


class NotUnderstood(Exception):
    """A row that this process cannot read: another release wrote it."""


class _HandedOn(procrastinate.BaseRetryStrategy):
    """The boundary decides about errors. What reaches the queue is work for another process: a job
    that was cut off when the time to drain was over, or one that only another release
    understands."""

    def get_retry_decision(
        self, *, exception: BaseException, job: Job
    ) -> procrastinate.RetryDecision | None:
        """What was cut off goes back at once; what is not understood in a while, for as long as a
        rolling restart may take, and then stays as failed."""
        if isinstance(exception, asyncio.CancelledError | JobAborted):
            _log.info("job_cut_off", job=job.task_name, by=type(exception).__name__)
            return procrastinate.RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, NotUnderstood):
            _log.warning("job_not_understood", job=job.task_name, tries=job.attempts + 1)
            if job.attempts < _OTHERS_MAY:
                return procrastinate.RetryDecision(retry_in={"seconds": _PAUSE_FOR_OTHERS})
        return None
