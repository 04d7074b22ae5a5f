"""Read an order afresh and judge it: the step that judging and pushing share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.additions import additions
from core.domain.errors import AccessRefused, Rejected, Temporary
from core.domain.history import Event, milestones
from core.domain.items import Alias, Item
from core.domain.locations import LocationGroup
from core.domain.orders import Order, OrderId, facts_of
from core.domain.planning import plan
from core.domain.plans import Plans
from core.domain.qualification import Source, Verdict, clean_sku, judge, terms_of
from core.domain.qualification.adoption import met
from core.domain.reasons import app_removed, order_changing
from core.domain.stores import Connection, ConnectionId, Store, StoreId
from core.domain.work import PublishOrder, SettleStock, TakeStock, Urgency
from core.ports import Clock, OrderRecord, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.keep_claims import keep_claims


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
    plans: Plans

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
        known = await self._known(store, order, connections)
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(
                    self._catalogue(sources[c.source_id], known.source(c, stores), order, urgency)
                )
                for c in connections
            ]
        catalogues = tuple(found.result() for found in asked)
        verdict = judge(order, catalogues, terms_of(store, self.plans))
        return Judged(store, order, verdict, connections, sources, catalogues)

    async def _known(self, store: Store, order: Order, connections: Sequence[Connection]) -> _Known:
        ids = [connection.id for connection in connections]
        variants = {line.variant_gid for line in order.lines if line.variant_gid}
        async with self.open_unit() as unit:
            return _Known(
                store.id,
                await unit.items.of_variants(ids, variants),
                await unit.items.aliases(ids),
                await unit.locations.all(),
            )

    async def _catalogue(
        self, store: Store, source: Source, order: Order, urgency: Urgency
    ) -> Source:
        """A source with its variants. A store that refuses us must not keep the order from the
        others: the refusal is part of the judgement."""
        if store.uninstalled_at is not None:
            return replace(source, closed=app_removed(store.name, store.handle))
        going = (line for line in order.lines if line.to_ship > 0 and line.requires_shipping)
        skus = {source.sought(sku) for line in going if (sku := clean_sku(line.sku))}
        if not skus:
            return source
        try:
            variants = await self.gateway.variants_by_sku(source.id, skus, urgency)
        except Rejected as refusal:
            return replace(source, closed=refusal.reason)
        return replace(source, variants=variants)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of the items and locations that an order may touch."""

    destination_id: StoreId
    items: Sequence[Item]
    aliases: Sequence[Alias]
    groups: Sequence[LocationGroup]

    def source(self, connection: Connection, stores: Mapping[StoreId, Store]) -> Source:
        """The connection's source, without its variants."""
        store = stores[connection.source_id]
        own: ConnectionId = connection.id
        return Source(
            store.id,
            store.name,
            store.currency,
            aliases={a.sku.strip(): a.source_sku.strip() for a in self._aliases(own)},
            items={item.variant_gid: item for item in self.items if item.connection_id == own},
            places=self._places(store.id),
            converts=connection.settings.exchange_rate is not None,
        )

    def _aliases(self, connection_id: ConnectionId) -> Iterator[Alias]:
        return (alias for alias in self.aliases if alias.connection_id == connection_id)

    def _places(self, source_id: StoreId) -> frozenset[str]:
        shared = (group for group in self.groups if group.of(source_id))
        return frozenset(
            member.location_gid for group in shared for member in group.of(self.destination_id)
        )


async def keep(
    unit: UnitOfWork, judged: Judged, clock: Clock, *, by_person: bool = False
) -> OrderRecord:
    """Write a judgement: the order's facts, its verdict, its pushes, and the items that were
    matched on the way. The caller commits.

    Raises:
        Temporary: as `keep_order`.
    """
    record = await keep_order(unit, judged)
    await keep_plan(unit, judged, record.id, clock, by_person=by_person)
    return record


async def keep_plan(
    unit: UnitOfWork,
    judged: Judged,
    order_id: OrderId,
    clock: Clock,
    *,
    by_person: bool = False,
) -> None:
    """Write what follows from a judgement that is kept: pushes and matched items. The caller
    commits."""
    existing = await unit.pushes.of_order(order_id, lock=True)
    planned = plan(
        order_id,
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
    await _adopt(unit, judged)
    await publish(unit, order_id)


async def _adopt(unit: UnitOfWork, judged: Judged) -> None:
    """An exact single match met while judging is a synced item from now on."""
    ids = {connection.source_id: connection.id for connection in judged.connections}
    found = met(judged.order, judged.catalogues, ids)
    if found:
        # In one sequence everywhere: two orders with the same items must not lock each other out.
        place = {(item.connection_id, item.variant_gid): item for item in found}
        await unit.items.adopt([place[key] for key in sorted(place)])


async def keep_order(unit: UnitOfWork, judged: Judged) -> OrderRecord:
    """Write the order's facts, its verdict, and what the facts add to its history; its row stays
    locked. The caller commits.

    Raises:
        Temporary: somebody has judged a newer state of the order meanwhile; what follows from
            this one would undo it.
    """
    followed = any(each.settings.stock.follow for each in judged.connections)
    known = await unit.orders.by_gid(judged.store.id, judged.order.gid)
    record = await unit.orders.save(
        judged.store.id,
        facts_of(judged.order, with_initials=judged.store.settings.customer_initials),
        judged.verdict.lines,
        judged.verdict.held_by,
    )
    if record.facts.updated_at > judged.order.updated_at:
        raise Temporary(order_changing(judged.order.name))
    if followed:
        await keep_claims(unit, judged.store.id, judged.order, record.id, first=known is None)
    seen = milestones(record.id, record.facts, judged.store.handle)
    await unit.events.add([*seen, *(_added(known, judged) if known else ())])
    return record


def _added(known: OrderRecord, judged: Judged) -> Iterator[Event]:
    at, store = judged.order.updated_at, judged.store.handle
    return additions(known.id, known.lines, judged.verdict.lines, at, store)


async def publish(unit: UnitOfWork, order_id: OrderId) -> None:
    """Every change of an order ends with this: its messages are brought up to date, and so is the
    stock that destinations show, of which it may promise other units now."""
    await unit.jobs.add(PublishOrder(order_id), urgency=Urgency.PERSON)
    sources = await unit.stock.touched(order_id)
    for source_id in sources:
        await unit.jobs.add(SettleStock(source_id))
    if sources:
        await unit.jobs.add(TakeStock(order_id))
