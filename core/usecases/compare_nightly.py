"""Every connection whose stock is aligned is compared at night."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.digests import due_slot
from core.domain.stores import Connection
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.compare_stock import begin_comparison
from core.usecases.find_link import link_of

AT = "04:00"
"""In the destination's own time zone: after the match of the night."""


@dataclass(frozen=True, slots=True)
class StartNightlyComparisons:
    """A timer asks this often; each night's comparison of a connection starts once, in whatever
    process. After a pause it is made up for."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """What was aligned for the first time since the night began is left alone, and stores
        without the app."""
        async with self.open_unit() as unit:
            connections = [c for c in await unit.connections.all() if c.settings.stock.follow]
        for each in connections:
            async with self.open_unit() as unit:
                await self._start(unit, each)

    async def _start(self, unit: UnitOfWork, connection: Connection) -> None:
        link = await link_of(unit, connection.id)
        if link is None or link.destination.uninstalled_at or link.source.uninstalled_at:
            return
        slot = due_slot(AT, link.destination.timezone, self.clock.now())
        if not await unit.stock.aligned_before(link.destination.id, slot):
            return
        before = await unit.comparisons.get(connection.id)
        if before is not None and before.started_at >= slot:
            return
        if not await unit.schedule.win(f"resync:{connection.id}", slot):
            return
        await begin_comparison(unit, link, None, link.destination.channel, self.clock)
        await unit.commit()
