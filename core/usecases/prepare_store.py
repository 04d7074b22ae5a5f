"""Put on a store what SyncTec needs there: the identity metafield, and webhooks where there is an
address for them; and learn its locations."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.stores import Store, StoreId
from core.domain.work import PrepareStore as PrepareStoreWork
from core.ports import Clock, Preparation, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_missed import keep_findings, missing_webhooks


@dataclass(frozen=True, slots=True)
class StartPreparations:
    """At start, and again on a schedule: Shopify deletes subscriptions that failed too often."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> None:
        """One preparation a store waits at a time."""
        async with self.open_unit() as unit:
            for store in await unit.stores.all():
                if store.forgotten_at is None:
                    await unit.jobs.add(PrepareStoreWork(store.id))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class PrepareStore:
    """Idempotent. `webhook_address` None: this bot polls. A store that can be prepared has the app
    installed, whatever was heard before."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    webhook_address: str | None
    clock: Clock

    async def __call__(self, store_id: StoreId) -> Preparation:
        """What was lacking. Raises what the gateway raises; the locations come last, so that a
        store that keeps them from us is prepared all the same."""
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
            stock = await _is_aligned(unit, store_id)
        ships = store.ships
        done = await self.gateway.prepare(store_id, self.webhook_address, ships=ships, stock=stock)
        await self._keep(store, done)
        await learn_locations(self.open_unit, self.gateway, store_id)
        return done

    async def _keep(self, store: Store, done: Preparation) -> None:
        """Subscriptions that had been there before, and were missing, are told to people."""
        address, back = self.webhook_address, store.uninstalled_at is not None
        if not back and store.prepared_for == address and done == Preparation():
            return
        async with self.open_unit() as unit:
            if back:
                await unit.stores.mark_uninstalled(store.id, None)
            elif store.prepared_for is not None and store.prepared_for == address:
                found = missing_webhooks(store.id, done.subscribed, self.clock)
                await keep_findings(unit, found, self.clock)
            if address is not None:
                await unit.stores.mark_prepared(store.id, address)
            await unit.commit()


async def learn_locations(
    open_unit: UnitOfWorkFactory, gateway: StoreGateway, store_id: StoreId
) -> None:
    """Ask a store for its locations and keep them. Raises what the gateway raises."""
    found = await gateway.locations(store_id)
    async with open_unit() as unit:
        await unit.locations.learn(store_id, found)
        await unit.commit()


async def _is_aligned(unit: UnitOfWork, store_id: StoreId) -> bool:
    """Whether the store's stock follows another's, or is followed."""
    return any(
        each.settings.stock.follow and store_id in (each.destination_id, each.source_id)
        for each in await unit.connections.all()
    )
