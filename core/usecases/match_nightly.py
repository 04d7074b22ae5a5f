"""Every connection that was ever matched is matched again at night."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.digests import due_slot
from core.domain.stores import Connection
from core.domain.work import MatchCatalogues
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_link import link_of
from core.usecases.match_items import begin_run

AT = "03:00"
"""In the destination's own time zone."""


@dataclass(frozen=True, slots=True)
class StartNightlyMatches:
    """A timer asks this often; each night's match of a connection starts once, in whatever
    process. After a pause it is made up for."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """What was matched since the night began is left alone, and stores without the app."""
        async with self.open_unit() as unit:
            matched = await unit.match_runs.matched()
            connections = [each for each in await unit.connections.all() if each.id in matched]
        for each in connections:
            async with self.open_unit() as unit:
                await self._start(unit, each)

    async def _start(self, unit: UnitOfWork, connection: Connection) -> None:
        link = await link_of(unit, connection.id)
        if link is None or link.destination.uninstalled_at or link.source.uninstalled_at:
            return
        slot = due_slot(AT, link.destination.timezone, self.clock.now())
        before = await unit.match_runs.get(connection.id)
        if before is None or before.started_at >= slot:
            return
        if not await unit.schedule.win(f"match:{connection.id}", slot):
            return
        run = await begin_run(unit, link, None, None, self.clock)
        if run is not None:
            await unit.jobs.add(MatchCatalogues(run.connection_id, run.number))
        await unit.commit()
