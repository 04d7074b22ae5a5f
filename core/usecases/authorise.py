"""Who may do what: one policy for commands, buttons and modals, asked at every click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from core.domain.mirrors.records import Kind, MirrorId
from core.domain.orders import OrderId
from core.domain.people import Actor, Right
from core.domain.pushes import PushId
from core.domain.stores import ConnectionId, Store, StoreId
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import refusal


@dataclass(frozen=True, slots=True)
class Somewhere:
    """It needs the right at any store; what is shown or done then is that of such stores alone."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """It concerns every store."""


@dataclass(frozen=True, slots=True)
class AtStores:
    """It concerns these stores (by handle), and has to be the business of one of them. With
    `sources` also of whoever ships for them."""

    handles: Sequence[str]
    sources: bool = False


@dataclass(frozen=True, slots=True)
class AtOrder:
    """It is the business of the store that sold the order, and of those that ship it."""

    order_id: OrderId


@dataclass(frozen=True, slots=True)
class AtPush:
    """It is the business of the store that sold, and of the one that is to ship."""

    push_id: PushId


@dataclass(frozen=True, slots=True)
class AtMirror:
    """A cancellation is the business of who ships and of who sold; what else is to be decided is
    that of who sold alone: it is their customer, and their money."""

    mirror_id: MirrorId


@dataclass(frozen=True, slots=True)
class AtConnection:
    """It is the business of both stores."""

    connection_id: ConnectionId


About = Somewhere | Everywhere | AtStores | AtOrder | AtPush | AtMirror | AtConnection


@dataclass(frozen=True, slots=True)
class Authorise:
    """Closed by default. What does not exist is nobody's business: to hear so it needs the right at
    any store."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self, actor: Actor, needed: Right = Right.VIEWER, about: About | None = None
    ) -> None:
        """Raises NotAllowed where this person may not; it names who may."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            if access.may_everywhere(needed):
                return
            stores = await unit.stores.all()
            if isinstance(about, Everywhere):
                allowed, concerned = access.may_at_every(needed, [s.id for s in stores]), []
                allowed = allowed and bool(stores)
            else:
                ids = await _concerned(unit, about or Somewhere(), stores)
                concerned = [store for store in stores if store.id in ids]
                allowed = access.may(needed, ids) if concerned else access.may_somewhere(needed)
            if allowed:
                return
            raise await refusal(unit, needed, concerned)


async def _concerned(unit: UnitOfWork, about: About, stores: Sequence[Store]) -> set[StoreId]:
    match about:
        case Somewhere() | Everywhere():
            return set()
        case AtStores():
            return await _named(unit, about, stores)
        case AtOrder():
            return await _of_order(unit, about.order_id)
        case AtPush():
            return await _of_push(unit, about.push_id)
        case AtMirror():
            return await _of_mirror(unit, about.mirror_id)
        case AtConnection():
            return await _of_connection(unit, about.connection_id)
        case _:
            assert_never(about)


async def _named(unit: UnitOfWork, about: AtStores, stores: Sequence[Store]) -> set[StoreId]:
    wanted = {handle.strip().lower() for handle in about.handles}
    found = {store.id for store in stores if store.handle in wanted}
    if not about.sources:
        return found
    links = await unit.connections.all()
    return found | {link.source_id for link in links if link.destination_id in found}


async def _of_connection(unit: UnitOfWork, connection_id: ConnectionId) -> set[StoreId]:
    links = [link for link in await unit.connections.all() if link.id == connection_id]
    return {store_id for link in links for store_id in (link.destination_id, link.source_id)}


async def _of_order(unit: UnitOfWork, order_id: OrderId) -> set[StoreId]:
    record = await unit.orders.get(order_id)
    if record is None:
        return set()
    pushes = await unit.pushes.of_order(order_id)
    return {record.store_id, *(push.source_id for push in pushes)}


async def _of_mirror(unit: UnitOfWork, mirror_id: MirrorId) -> set[StoreId]:
    mirror = await unit.mirrors.get(mirror_id)
    push = await unit.pushes.get(mirror.push_id) if mirror else None
    if mirror is None or push is None:
        return set()
    both = await _of_push(unit, push.id)
    return both if mirror.kind is Kind.CANCELLATION else both - {push.source_id}


async def _of_push(unit: UnitOfWork, push_id: PushId) -> set[StoreId]:
    push = await unit.pushes.get(push_id)
    if push is None:
        return set()
    record = await unit.orders.get(push.order_id)
    return {push.source_id, *([record.store_id] if record else [])}
