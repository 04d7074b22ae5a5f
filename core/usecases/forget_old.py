"""What is not needed any more is forgotten, on a schedule, a batch at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.protect_customers import erase

_ECHOES = timedelta(days=1)
_TICKS = timedelta(days=1)
"""The longest interval of the timer."""
_BEFORE_IT_IS_GONE = timedelta(days=1)
"""For the messages of a forgotten store's orders to be edited."""
_BATCH = 1000

_log = structlog.get_logger(__name__)

Batch = Callable[[UnitOfWork, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Keep:
    """How long each is kept. Shopify sends a delivery again for 4 hours (shopify.dev, webhook
    delivery); the rest of its time is for people who look into what came in."""

    deliveries: timedelta = timedelta(days=7)
    jobs: timedelta = timedelta(days=30)
    attempts: timedelta = timedelta(days=90)
    customers: timedelta = timedelta(days=60)
    orders: timedelta = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class ForgetOld:
    """Deliveries, ticks, failed jobs, attempts, what is kept of customers, and orders. Only what is
    over is forgotten; the audit trail stays, and names no customer."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    keep: Keep = Keep()
    batch: int = _BATCH

    async def __call__(self) -> None:
        """Once a day is enough. Each batch is a transaction of its own."""
        now, keep, most = self.clock.now(), self.keep, self.batch
        async with self.open_unit() as unit:
            deliveries = await unit.inbox.forget(now - keep.deliveries)
            ticks = await unit.schedule.forget_ticks(now - _TICKS)
            await unit.stock.forget_echoes(now - _ECHOES)
            await unit.commit()
        left = now - _BEFORE_IT_IS_GONE
        _log.info(
            "forgotten",
            deliveries=deliveries,
            ticks=ticks,
            jobs=await self._all(lambda u, _: u.retention.forget_jobs(now - keep.jobs, most)),
            customers=await self._all(lambda u, before: self._erase(u, now, before)),
            attempts=await self._all(
                lambda u, _: u.retention.forget_attempts(now - keep.attempts, most)
            ),
            orders=await self._all(lambda u, _: u.retention.forget_orders(now - keep.orders, most))
            + await self._all(lambda u, _: u.retention.forget_left_orders(left, most)),
            messages=await self._all(
                lambda u, _: u.retention.forget_messages(now - keep.orders, most)
            ),
        )

    async def _erase(self, unit: UnitOfWork, now: datetime, before: int) -> int:
        old = await unit.retention.to_erase(now - self.keep.customers, self.batch)
        return await erase(unit, old, now, before)

    async def _all(self, forget: Batch) -> int:
        """Batch after batch, until one is not full."""
        gone = 0
        while True:
            async with self.open_unit() as unit:
                some = await forget(unit, gone)
                await unit.commit()
            gone += some
            if some < self.batch:
                return gone
