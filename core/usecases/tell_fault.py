"""What broke goes to the operators, with its reference: one message a fault, which counts."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.faults import Fault, Subject, is_told
from core.domain.notices import Notice
from core.domain.operation_cards import FaultCard
from core.domain.orders import OrderId, legacy_id
from core.domain.pushes import PushId
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId, StoreId
from core.domain.words import say
from core.domain.work import TellFault as TellFaultWork
from core.domain.work import TellFindings, TellHealth, Work
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.find_link import link_of

_TELLING = (TellFaultWork, TellFindings, TellHealth)
"""What tells operators does not tell of itself."""


@dataclass(frozen=True, slots=True)
class KeepFault:
    """Counts a fault and has it told."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, work: Work, reason: Reason, reference: str) -> None:
        """Raises Temporary where the database does not answer."""
        if isinstance(work, _TELLING) or not is_told(reason):
            return
        async with self.open_unit() as unit:
            job = type(work).__name__
            subject = await _subject_of(unit, work)
            await unit.faults.count(job, reason, reference, subject)
            await unit.jobs.add(TellFaultWork(reason.code, job))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class TellFault:
    """`channel` is where the operators look; without one, the channel of the store concerned."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    channel: str | None

    async def __call__(self, work: TellFaultWork) -> None:
        """Raises what the notifier raises."""
        async with self.open_unit() as unit:
            fault = await unit.faults.get(work.code, work.job)
            if fault is None:
                return
            channel = self.channel or await _channel_of(unit, fault)
            existing = (await unit.messages.get([fault.key])).get(fault.key)
        if channel is not None:
            notice = Notice(fault.key, channel, FaultCard(fault), post=True)
            await self.deliver(notice, existing)


async def _channel_of(unit: UnitOfWork, fault: Fault) -> str | None:
    store_id = fault.subject.store_id
    return None if store_id is None else (await unit.stores.get(store_id)).channel


async def _subject_of(unit: UnitOfWork, work: Work) -> Subject:
    """By the ids that a job carries: a push, an order, a connection, a store."""
    ids: dict[str, int] = {name: value for name in _IDS if (value := getattr(work, name, 0))}
    if "push_id" in ids:
        push = await unit.pushes.get(PushId(ids["push_id"]))
        return Subject() if push is None else await _order(unit, push.order_id, push.source_id)
    if "order_id" in ids:
        return await _order(unit, OrderId(ids["order_id"]))
    if "connection_id" in ids:
        link = await link_of(unit, ConnectionId(ids["connection_id"]))
        if link is None:
            return Subject()
        return Subject(
            say(
                "{destination} and {source}",
                destination=link.destination.name,
                source=link.source.name,
            ),
            link.destination.id,
        )
    return await _of_store(unit, StoreId(ids["store_id"]), work) if "store_id" in ids else Subject()


_IDS = ("push_id", "order_id", "connection_id", "store_id")


async def _order(unit: UnitOfWork, order_id: OrderId, source_id: StoreId | None = None) -> Subject:
    record = await unit.orders.get(order_id)
    if record is None:
        return Subject()
    store = await unit.stores.get(record.store_id)
    order, sells = record.facts.name, store.name
    if source_id is None:
        return Subject(say("order {order} of {store}", order=order, store=sells), store.id)
    source = (await unit.stores.get(source_id)).name
    said = say(
        "order {order} of {store}, pushed to {source}", order=order, store=sells, source=source
    )
    return Subject(said, store.id)


async def _of_store(unit: UnitOfWork, store_id: StoreId, work: Work) -> Subject:
    store = await unit.stores.get(store_id)
    gid, number = getattr(work, "order_gid", None), getattr(work, "number", None)
    record = await unit.orders.by_gid(store_id, gid) if gid else None
    # An order that was never kept has no name yet: its number finds it in the store's admin.
    named = record.facts.name if record is not None else number or (gid and legacy_id(gid))
    return Subject(
        say("order {order} of {store}", order=named, store=store.name) if named else store.name,
        store.id,
    )
