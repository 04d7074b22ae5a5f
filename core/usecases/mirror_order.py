"""Bring both sides of an order together: read how far each store's order has come, and carry what
is missing. Whatever was heard, in whatever sequence and however often, ends the same."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.errors import SyncError
from core.domain.mirrors import heard
from core.domain.mirrors.links import links_of
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.orders import OrderId
from core.domain.progress import Progress
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import Push, PushId, PushState
from core.domain.reasons import mirrors as reasons
from core.domain.stores import Store, StoreId
from core.domain.work import MirrorOrder as MirrorOrderWork
from core.ports import OrderRecord, UnitOfWorkFactory
from core.ports.mirrors import Links, MirrorGateway
from core.usecases.judgement import publish
from core.usecases.mirror_cancellation import MirrorCancellation
from core.usecases.mirror_edits import MirrorEdits
from core.usecases.mirror_parcels import MirrorParcels
from core.usecases.mirror_refunds import MirrorRefunds
from core.usecases.mirror_returns import MirrorReturns
from core.usecases.mirror_source_side import MirrorSourceSide

_PENDING = frozenset({State.ASKED, State.AGREED, State.SENDING})
_MOVING = _PENDING | {State.WAITING}


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who carries what, each step once."""

    parcels: MirrorParcels
    cancellation: MirrorCancellation
    refunds: MirrorRefunds
    returns: MirrorReturns
    edits: MirrorEdits
    source_side: MirrorSourceSide


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of an order whose pushes have source orders."""

    record: OrderRecord
    pushes: Sequence[Push]
    stores: Mapping[StoreId, Store]
    settings: Mapping[StoreId, ConnectionSettings]
    mirrors: Sequence[Mirror]
    links: Mapping[PushId, Links]

    @property
    def store(self) -> Store:
        """The customer's."""
        return self.stores[self.record.store_id]

    @property
    def has_returns(self) -> bool:
        """Whether one may have ended that Shopify does not show any more."""
        return any(mirror.kind is Kind.RETURN for mirror in self.mirrors)

    def pair(self, push: Push, source: Progress, order: Progress, links: Links) -> Pair:
        """One push with both of its orders."""
        return Pair(
            push=push,
            store=self.store,
            source_store=self.stores[push.source_id],
            settings=self.settings.get(push.source_id, ConnectionSettings()),
            source=source,
            order=order,
            links={gid: line for gid, (line, _) in links.items()},
            mirrors=[one for one in self.mirrors if one.push_id == push.id],
            others=[
                one.copy
                for one in self.mirrors
                if one.push_id != push.id and one.kind is Kind.PARCEL and one.copy
            ],
        )


@dataclass(frozen=True, slots=True)
class MirrorOrder:
    """One at a time an order, by its job's lock."""

    open_unit: UnitOfWorkFactory
    gateway: MirrorGateway
    carry: Carriers

    async def __call__(self, order_id: OrderId) -> None:
        """Does nothing for an order of which no source order is known.

        Raises:
            Temporary, AccessRefused, Broken: as the gateway does; what was carried stays carried.
        """
        pairs, away = await self._pairs(order_id)
        shown = [await self.carry.parcels(pair) for pair in pairs]
        if any(shown):
            # What was marked as shipped is not to be taken for something else.
            pairs, away = await self._pairs(order_id)
        for pair in pairs:
            await self.carry.cancellation(pair)
            await self.carry.returns(pair)
        # Whose units they are can only be said of all source orders together.
        changed = bool(pairs) and not away and await self._shared(pairs)
        async with self.open_unit() as unit:
            if changed:
                await unit.jobs.add(MirrorOrderWork(order_id))
            await publish(unit, order_id)
            await unit.commit()
        if away:
            raise ExceptionGroup("source stores that could not be asked", away)

    async def _shared(self, pairs: Sequence[Pair]) -> bool:
        """What concerns all source orders of an order; True where it has to be looked at again."""
        order = pairs[0].order
        if await self.carry.refunds(order, pairs):
            return True
        await self.carry.edits(order, pairs)
        await self.carry.source_side(order, pairs)
        return False

    async def _pairs(self, order_id: OrderId) -> tuple[list[Pair], list[SyncError]]:
        """Both sides of each push, and why some could not be read."""
        known = await self._known(order_id)
        if known is None:
            return [], []
        order = await self.gateway.read_progress(
            known.store.id,
            known.record.facts.gid,
            address=True,
            ended_returns=known.has_returns,
        )
        if order is None:
            await self._close(known)
            return [], []
        await self._told(known, order)
        sources, away = await self._sources(known)
        return [
            known.pair(push, source, order, await self._linked(known, push, source))
            for push, source in sources
        ], away

    async def _told(self, known: _Known, order: Progress) -> None:
        events = list(heard.of_order(known.record.id, order, known.store.handle))
        if events:
            async with self.open_unit() as unit:
                await unit.events.add(events)
                await unit.commit()

    async def _close(self, known: _Known) -> None:
        """The customer's order is gone: nothing of it is decided, or waited for, any more."""
        async with self.open_unit() as unit:
            for mirror in known.mirrors:
                if mirror.state in _MOVING:
                    left = replace(
                        mirror, state=State.LEFT, reason=reasons.ORDER_GONE, lease_until=None
                    )
                    await unit.mirrors.save(left, seen=mirror)
            await unit.commit()

    async def _known(self, order_id: OrderId) -> _Known | None:
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            made = [p for p in await unit.pushes.of_order(order_id) if p.source_order is not None]
            if record is None or record.facts.erased or not made:
                return None
            mirrors = await unit.mirrors.of_pushes([push.id for push in made])
            # What was cancelled is over, but for what people decide about it.
            pending = {mirror.push_id for mirror in mirrors if mirror.state in _PENDING}
            live = [p for p in made if p.state is PushState.PUSHED or p.id in pending]
            if not live:
                return None
            connections = await unit.connections.sources_of(record.store_id)
            return _Known(
                record,
                live,
                {store.id: store for store in await unit.stores.all()},
                {each.source_id: each.settings for each in connections},
                mirrors,
                await unit.mirrors.links([push.id for push in live]),
            )

    async def _sources(self, known: _Known) -> tuple[list[tuple[Push, Progress]], list[SyncError]]:
        """Every source order that is still there; a store that is away keeps no other waiting."""
        async with asyncio.TaskGroup() as group:
            asked = [
                (push, group.create_task(self._read(known, push)))
                for push in sorted(known.pushes, key=lambda one: (one.source_id, one.part))
            ]
        read = [(push, one.result()) for push, one in asked]
        found = [(push, one) for push, one in read if isinstance(one, Progress)]
        return found, [one for _, one in read if isinstance(one, SyncError)]

    async def _read(self, known: _Known, push: Push) -> Progress | SyncError | None:
        gid = push.source_order.gid if push.source_order else ""
        returns = known.has_returns
        try:
            return await self.gateway.read_progress(push.source_id, gid, ended_returns=returns)
        except SyncError as error:
            return error

    async def _linked(self, known: _Known, push: Push, source: Progress) -> Links:
        """What was linked stays linked; what came since, and what happened there, is kept."""
        links = {**links_of(push, source), **known.links.get(push.id, {})}
        handle = known.stores[push.source_id].handle
        async with self.open_unit() as unit:
            await unit.mirrors.keep_links(push.id, links)
            await unit.events.add(list(heard.of_source(push, source, handle)))
            await unit.commit()
        return links
