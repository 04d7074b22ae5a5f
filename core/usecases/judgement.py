"""Read an order afresh and judge it: the step that judging and pushing share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, Rejected, Temporary
from core.domain.orders import Order, OrderId, facts_of
from core.domain.planning import plan
from core.domain.qualification import Source, Verdict, clean_sku, judge
from core.domain.reasons import app_removed, order_changing
from core.domain.stores import Connection, Store, StoreId
from core.domain.work import PublishOrder, Urgency
from core.ports import Clock, OrderRecord, StoreGateway, UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Judged:
    """An order as it is now, and what may be done with it; `catalogues` are what it was judged
    by."""

    store: Store
    order: Order
    verdict: Verdict
    connections: tuple[Connection, ...]
    sources: Mapping[StoreId, Store]
    catalogues: tuple[Source, ...] = ()

    def catalogue(self, source_id: StoreId) -> Source | None:
        """The variants of one source, as they were read."""
        return next((found for found in self.catalogues if found.id == source_id), None)


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads from Shopify; writes nothing."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway

    async def __call__(
        self, store_id: StoreId, gid: str, urgency: Urgency = Urgency.BACKGROUND
    ) -> Judged | None:
        """The judgement, or None when the order does not exist or may not be seen.

        Raises:
            AccessRefused: the order's own store refuses us, or the app was removed from it.
            Temporary, Broken: as the gateway does.
        """
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
            connections = tuple(await unit.connections.sources_of(store_id))
            stores = {each.id: each for each in await unit.stores.all()}
        if store.uninstalled_at is not None:
            raise AccessRefused(app_removed(store.name, store.handle))
        order = await self.gateway.read_order(store_id, gid, urgency)
        if order is None:
            return None
        sources = {c.source_id: stores[c.source_id] for c in connections}
        skus = {sku for line in order.lines if (sku := clean_sku(line.sku))}
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(self._catalogue(source, skus, urgency))
                for source in sources.values()
            ]
        catalogues = tuple(found.result() for found in asked)
        verdict = judge(order, catalogues)
        return Judged(store, order, verdict, connections, sources, catalogues)

    async def _catalogue(self, source: Store, skus: Set[str], urgency: Urgency) -> Source:
        """One source's variants. A store that refuses us must not keep the order from the others:
        the refusal is part of the judgement."""
        plain = Source(source.id, source.name, source.currency, {})
        if source.uninstalled_at is not None:
            return replace(plain, closed=app_removed(source.name, source.handle))
        if not skus:
            return plain
        try:
            variants = await self.gateway.variants_by_sku(source.id, skus, urgency)
        except Rejected as refusal:
            return replace(plain, closed=refusal.reason)
        return replace(plain, variants=variants)


async def keep(
    unit: UnitOfWork, judged: Judged, clock: Clock, *, by_person: bool = False
) -> OrderRecord:
    """Write a judgement: the order's facts, its verdict and its pushes. The caller commits.

    Raises:
        Temporary: as `keep_order`.
    """
    record = await keep_order(unit, judged)
    existing = await unit.pushes.of_order(record.id, lock=True)
    planned = plan(
        record.id,
        judged.verdict,
        judged.connections,
        existing,
        clock.now(),
        by_person=by_person,
    )
    for push in planned.added:
        await unit.pushes.add(push)
    for push in planned.changed:
        await unit.pushes.save(push)
    await publish(unit, record.id)
    return record


async def keep_order(unit: UnitOfWork, judged: Judged) -> OrderRecord:
    """Write the order's facts and verdict; its row stays locked. The caller commits.

    Raises:
        Temporary: somebody has judged a newer state of the order meanwhile; what follows from
            this one would undo it.
    """
    record = await unit.orders.save(
        judged.store.id, facts_of(judged.order), judged.verdict.lines, judged.verdict.held_by
    )
    if record.facts.updated_at > judged.order.updated_at:
        raise Temporary(order_changing(judged.order.name))
    return record


async def publish(unit: UnitOfWork, order_id: OrderId) -> None:
    """Every change of an order ends with this: its messages are brought up to date."""
    await unit.jobs.add(PublishOrder(order_id), urgency=Urgency.PERSON)
