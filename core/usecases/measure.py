"""How much there is to do, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.measurements import Measurements, Traffic
from core.ports import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Measure:
    """Reads, and changes nothing."""

    open_unit: UnitOfWorkFactory
    traffic: Callable[[], Traffic]

    async def __call__(self) -> Measurements:
        """Raises Temporary when the database does not answer."""
        async with self.open_unit() as unit:
            return Measurements(
                jobs=await unit.measures.jobs(),
                pushes=await unit.pushes.counts(),
                oldest_queued=await unit.measures.oldest_queued(),
                polled=await unit.measures.polled(),
                traffic=self.traffic(),
            )
