"""Put on a store what SyncTec needs there: the identity metafield, and webhooks where there is an
address for them; and learn its locations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.stores import Role, StoreId
from core.domain.work import PrepareStore as PrepareStoreWork
from core.ports import StoreGateway, UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class StartPreparations:
    """At start, and again on a schedule: Shopify deletes subscriptions that failed too often."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> None:
        """One preparation a store waits at a time."""
        async with self.open_unit() as unit:
            for store in await unit.stores.all():
                await unit.jobs.add(PrepareStoreWork(store.id))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class PrepareStore:
    """Idempotent. `webhook_address` None: this bot polls. A store that can be prepared has the app
    installed, whatever was heard before."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    webhook_address: str | None

    async def __call__(self, store_id: StoreId) -> Sequence[str]:
        """What was added, in plain words. Raises what the gateway raises; the locations come last,
        so that a store that keeps them from us is prepared all the same."""
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
        ships = store.role is not Role.DESTINATION
        done = await self.gateway.prepare(store_id, self.webhook_address, ships=ships)
        if store.uninstalled_at is not None:
            async with self.open_unit() as unit:
                await unit.stores.mark_uninstalled(store_id, None)
                await unit.commit()
        await learn_locations(self.open_unit, self.gateway, store_id)
        return done


async def learn_locations(
    open_unit: UnitOfWorkFactory, gateway: StoreGateway, store_id: StoreId
) -> None:
    """Ask a store for its locations and keep them. Raises what the gateway raises."""
    found = await gateway.locations(store_id)
    async with open_unit() as unit:
        await unit.locations.learn(store_id, found)
        await unit.commit()
