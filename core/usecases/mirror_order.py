"""Bring both sides of an order together: read how far each store's order has come, and carry what
is missing. Whatever was heard, in whatever sequence and however often, ends the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.history import Event, EventKind
from core.domain.mirrors.links import links_of
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.orders import OrderId
from core.domain.progress import Parcel, Progress
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import Push, PushId, PushState
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
        pairs = await self._pairs(order_id)
        shown = [await self.carry.parcels(pair) for pair in pairs]
        if any(shown):
            # What was marked as shipped is not to be taken for something else.
            pairs = await self._pairs(order_id)
        if not pairs:
            return
        order = pairs[0].order
        for pair in pairs:
            await self.carry.cancellation(pair)
            await self.carry.returns(pair)
        changed = await self.carry.refunds(order, pairs)
        if not changed:
            await self.carry.edits(order, pairs)
            await self.carry.source_side(order, pairs)
        async with self.open_unit() as unit:
            if changed:
                await unit.jobs.add(MirrorOrderWork(order_id))
            await publish(unit, order_id)
            await unit.commit()

    async def _pairs(self, order_id: OrderId) -> list[Pair]:
        known = await self._known(order_id)
        if known is None:
            return []
        order = await self.gateway.read_progress(
            known.store.id,
            known.record.facts.gid,
            address=True,
            ended_returns=known.has_returns,
        )
        if order is None:
            return []
        sources = await self._sources(known)
        return [
            known.pair(push, source, order, await self._linked(known, push, source))
            for push, source in sources
        ]

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

    async def _sources(self, known: _Known) -> list[tuple[Push, Progress]]:
        """Every source order that is still there."""
        async with asyncio.TaskGroup() as group:
            asked = [
                (push, group.create_task(self._read(known, push)))
                for push in sorted(known.pushes, key=lambda one: (one.source_id, one.part))
            ]
        found = ((push, read.result()) for push, read in asked)
        return [(push, progress) for push, progress in found if progress is not None]

    async def _read(self, known: _Known, push: Push) -> Progress | None:
        gid = push.source_order.gid if push.source_order else ""
        returns = known.has_returns
        return await self.gateway.read_progress(push.source_id, gid, ended_returns=returns)

    async def _linked(self, known: _Known, push: Push, source: Progress) -> Links:
        """What was linked stays linked; what came since, and what happened there, is kept."""
        links = {**links_of(push, source), **known.links.get(push.id, {})}
        handle = known.stores[push.source_id].handle
        async with self.open_unit() as unit:
            await unit.mirrors.keep_links(push.id, links)
            await unit.events.add(list(_heard(push, source, handle)))
            await unit.commit()
        return links


def _heard(push: Push, source: Progress, handle: str) -> Iterator[Event]:
    """What the source's people and carriers did."""
    for parcel in source.parcels:
        yield from _of_parcel(push, parcel, f"store:{handle}")


def _of_parcel(push: Push, parcel: Parcel, actor: str) -> Iterator[Event]:
    def event(kind: EventKind, mark: str, details: Mapping[str, str]) -> Event:
        return Event(
            order_id=push.order_id,
            push_id=push.id,
            subject=f"{kind}:{parcel.gid}:{mark}",
            kind=kind,
            happened_at=parcel.created_at,
            actor=actor,
            details={"parcel": parcel.name, **details},
        )

    units = sum(one.quantity for one in parcel.units)
    yield event(EventKind.SHIPPED, "", {"units": str(units)})
    if not parcel.tracking.is_empty:
        numbers = ", ".join(parcel.tracking.numbers)
        yield event(
            EventKind.TRACKING,
            f"{parcel.tracking.company}:{numbers}",
            {"company": parcel.tracking.company or "", "numbers": numbers},
        )
    if parcel.delivery:
        yield event(EventKind.DELIVERY, parcel.delivery, {"status": parcel.delivery})
    if not parcel.is_live:
        yield event(EventKind.CALLED_BACK, "", {})
