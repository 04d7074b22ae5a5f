"""Bring both sides of an order together: read how far each store's order has come, and carry what
is missing. Whatever was heard, in whatever sequence and however often, ends the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.history import Event, EventKind
from core.domain.mirrors.links import links_of
from core.domain.mirrors.records import Mirror
from core.domain.orders import OrderId
from core.domain.progress import Parcel, Progress
from core.domain.pushes import Push, PushId, PushState
from core.domain.stores import Store, StoreId
from core.ports import OrderRecord, UnitOfWorkFactory
from core.ports.mirrors import Links, MirrorGateway
from core.usecases.judgement import publish
from core.usecases.mirror_parcels import MirrorParcels, Shipment


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of an order whose pushes have source orders."""

    record: OrderRecord
    pushes: Sequence[Push]
    stores: Mapping[StoreId, Store]
    mirrors: Sequence[Mirror]
    links: Mapping[PushId, Links]

    @property
    def store(self) -> Store:
        """The customer's."""
        return self.stores[self.record.store_id]


@dataclass(frozen=True, slots=True)
class MirrorOrder:
    """One at a time an order, by its job's lock."""

    open_unit: UnitOfWorkFactory
    gateway: MirrorGateway
    parcels: MirrorParcels

    async def __call__(self, order_id: OrderId) -> None:
        """Does nothing for an order of which no source order is known.

        Raises:
            Temporary, AccessRefused, Broken: as the gateway does; what was carried stays carried.
        """
        known = await self._known(order_id)
        if known is None:
            return
        order = await self.gateway.read_progress(known.store.id, known.record.facts.gid)
        if order is None:
            return
        for push, source in await self._sources(known.pushes):
            links = await self._linked(known, push, source)
            shipment = Shipment(
                push=push,
                store=known.store,
                source=source,
                order=order,
                links={gid: line for gid, (line, _) in links.items()},
                mirrors=[one for one in known.mirrors if one.push_id == push.id],
                others=[one.copy for one in known.mirrors if one.push_id != push.id and one.copy],
                notify=True,
            )
            if await self.parcels(shipment):
                again = await self.gateway.read_progress(known.store.id, order.gid)
                order = again or order
        async with self.open_unit() as unit:
            await publish(unit, order_id)
            await unit.commit()

    async def _known(self, order_id: OrderId) -> _Known | None:
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            pushes = [
                push
                for push in await unit.pushes.of_order(order_id)
                if push.state is PushState.PUSHED and push.source_order is not None
            ]
            if record is None or not pushes:
                return None
            ids = [push.id for push in pushes]
            return _Known(
                record,
                pushes,
                {store.id: store for store in await unit.stores.all()},
                await unit.mirrors.of_pushes(ids),
                await unit.mirrors.links(ids),
            )

    async def _sources(self, pushes: Sequence[Push]) -> list[tuple[Push, Progress]]:
        """Every source order that is still there."""
        async with asyncio.TaskGroup() as group:
            asked = [
                (push, group.create_task(self._read(push)))
                for push in sorted(pushes, key=lambda one: (one.source_id, one.part))
            ]
        found = ((push, read.result()) for push, read in asked)
        return [(push, progress) for push, progress in found if progress is not None]

    async def _read(self, push: Push) -> Progress | None:
        gid = push.source_order.gid if push.source_order else ""
        return await self.gateway.read_progress(push.source_id, gid)

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
