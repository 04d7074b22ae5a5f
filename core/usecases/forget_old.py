"""What is remembered only to be recognised again is forgotten when it cannot come any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from core.ports import Clock, UnitOfWorkFactory

_DELIVERIES = timedelta(days=7)
"""Shopify sends a delivery again for 4 hours (shopify.dev, webhook delivery); the rest is for
people who look into what came in."""
_TICKS = timedelta(days=1)
"""The longest interval of the timer."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ForgetOld:
    """Old deliveries and old ticks."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """Once a day is enough."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            deliveries = await unit.inbox.forget(now - _DELIVERIES)
            ticks = await unit.schedule.forget_ticks(now - _TICKS)
            await unit.commit()
        _log.info("forgotten", deliveries=deliveries, ticks=ticks)
