"""`/synctec status`: how every store does, as it is kept. No store is asked."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.operation_cards import HealthCard
from core.domain.people import Actor, Right
from core.domain.status_cards import Standing, StatusCard, StoreStatus
from core.ports import Clock, UnitOfWorkFactory

_WAITING, _FAILED = "todo", "failed"


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Of the stores that the person may see."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, actor: Actor) -> StatusCard:
        """From the database alone."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            stores = access.among(Right.VIEWER, await unit.stores.all())
            healths = await unit.health.all()
            standing = await unit.measures.standing()
            jobs = await unit.measures.jobs()
            renewing = await unit.stores.renewing()
        found = tuple(
            StoreStatus(
                store,
                standing.get(store.id, Standing()),
                store.prepared_for,
                store.id in renewing,
                HealthCard(store, health, health.number)
                if (health := healths.get(store.id)) is not None and health.troubled
                else None,
            )
            for store in stores
        )
        count = {
            status: sum(many for (_, each), many in jobs.items() if each == status)
            for status in (_WAITING, _FAILED)
        }
        return StatusCard(found, count[_WAITING], count[_FAILED], self.clock.now())
