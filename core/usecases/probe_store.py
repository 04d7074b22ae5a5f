"""Ask stores that are held whether they answer, and keep the messages of all trouble true."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import SyncError
from core.domain.stores import StoreId
from core.domain.work import ProbeStore as ProbeStoreWork
from core.domain.work import TellHealth
from core.ports import Clock, StoreGateway, UnitOfWorkFactory

_OVERDUE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ProbeStore:
    """One small question. Whoever watches the calls hears the answer, lets go of the store, or
    plans the next probe."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway

    async def __call__(self, store_id: StoreId) -> None:
        """Does nothing unless the store is held."""
        async with self.open_unit() as unit:
            health = await unit.health.get(store_id)
            access = await unit.stores.access(store_id)
        if health.held:
            with suppress(SyncError):
                await self.gateway.probe(access)


@dataclass(frozen=True, slots=True)
class KeepWatch:
    """A timer asks this: what waits changes while a store is away, and a probe that was lost with
    its process must not leave a store held for ever."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """Nothing happens while no store has trouble."""
        late = self.clock.now() - _OVERDUE
        async with self.open_unit() as unit:
            for health in (await unit.health.all()).values():
                if health.troubled:
                    await unit.jobs.add(TellHealth(health.store_id, health.number))
                if health.next_probe_at is not None and health.next_probe_at < late:
                    await unit.jobs.add(ProbeStoreWork(health.store_id))
            await unit.commit()
