"""Put on a store what SyncTec needs there: the identity metafield, and webhooks where there is an
address for them."""

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
        """What was added, in plain words. Raises what the gateway raises."""
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
        ships = store.role is not Role.DESTINATION
        done = await self.gateway.prepare(store_id, self.webhook_address, ships=ships)
        if store.uninstalled_at is not None:
            async with self.open_unit() as unit:
                await unit.stores.mark_uninstalled(store_id, None)
                await unit.commit()
        return done
