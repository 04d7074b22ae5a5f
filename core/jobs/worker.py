"""The workers: fetch jobs, run them behind the boundary, take over those of dead processes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import procrastinate
import structlog
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from core.jobs.boundary import Boundary
from core.jobs.envelope import from_args, work_types

HEARTBEAT_SECONDS = 5.0
STALE_AFTER_SECONDS = 15.0
POLL_SECONDS = 0.5
"""How late a job may start that no notification announces: its time came, its lock became free."""

_log = structlog.get_logger(__name__)


def build_queue(conninfo: str, pool_size: int) -> procrastinate.App:
    """The queue on its own small pool; its tables live in the schema `procrastinate`."""
    connector = procrastinate.PsycopgConnector(
        conninfo=conninfo,
        min_size=1,
        max_size=pool_size,
        kwargs={"options": "-c search_path=procrastinate,public"},
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
        for kind in work_types():
            self._register(kind.__name__)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._fetch())
            group.create_task(_forever(self._rescue, HEARTBEAT_SECONDS))

    async def _fetch(self) -> None:
        await self._queue.run_worker_async(
            concurrency=self._concurrency,
            install_signal_handlers=False,
            listen_notify=True,
            delete_jobs="successful",
            fetch_job_polling_interval=POLL_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALE_AFTER_SECONDS,
            shutdown_graceful_timeout=self._drain_seconds,
        )

    async def _rescue(self) -> None:
        """Jobs whose worker stopped beating are put back; every worker looks, not one job."""
        stalled = await self._queue.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=STALE_AFTER_SECONDS
        )
        for job in stalled:
            await self._take_over(job)

    async def _take_over(self, job: Job) -> None:
        try:
            await self._queue.job_manager.retry_job(job)
        except UniqueViolation:
            # A copy of the same work was queued meanwhile, and waits for this one's lock.
            await self._queue.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        _log.warning("stalled_job_taken_over", job=job.task_name)

    def _register(self, name: str) -> None:
        async def run(**args: Any) -> None:
            await self._boundary.run(from_args(name, args))

        self._queue.task(name=name)(run)


async def _forever(step: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        try:
            await step()
        except ConnectorException:
            _log.warning("database_unreachable", step="rescue")
        await asyncio.sleep(seconds)
