"""Time passed: questions whose time is over, and steps whose outcome is open."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work import MirrorOrder
from core.ports import Clock, UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class SweepMirrors:
    """A timer asks this."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """Their orders are brought together again; one that waits to be is not added twice."""
        async with self.open_unit() as unit:
            for order_id in await unit.mirrors.due(self.clock.now()):
                await unit.jobs.add(MirrorOrder(order_id))
            await unit.commit()
