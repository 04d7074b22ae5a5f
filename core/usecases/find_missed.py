"""Notice what no webhook told of, and keep it until people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.domain.findings import Finding, Kind, was_told
from core.domain.orders import OrderChange
from core.domain.pushes import Push, SourceOrder
from core.domain.stores import Store, StoreId
from core.domain.work import TellFindings
from core.ports import Clock, UnitOfWork


async def keep_findings(unit: UnitOfWork, found: Collection[Finding], clock: Clock) -> None:
    """Each is told once, a little later, with the others of its store. The caller commits."""
    if not await unit.findings.add(found):
        return
    waits: dict[StoreId, Finding] = {}
    for one in found:
        sooner = waits.get(one.store_id)
        if sooner is None or one.wait < sooner.wait:
            waits[one.store_id] = one
    for store_id, first in waits.items():
        await unit.jobs.add(TellFindings(store_id), at=clock.now() + first.wait)


async def missed_orders(
    unit: UnitOfWork, store: Store, changes: Collection[OrderChange]
) -> list[Finding]:
    """Of these changes of a destination's orders, those that no delivery told of."""
    untold = await _untold(unit, store, changes)
    known = await unit.orders.by_gids(store.id, [change.gid for change in untold])
    paid = {gid: record.facts.financial_status or "" for gid, record in known.items()}
    return [_changed(store, Kind.ORDER, one, paid.get(one.gid, "")) for one in untold]


async def missed_source_orders(
    unit: UnitOfWork, store: Store, changes: Collection[OrderChange]
) -> list[Finding]:
    """The same of source orders of ours."""
    untold = await _untold(unit, store, changes)
    ours = await unit.pushes.by_source_orders(store.id, [change.gid for change in untold])
    states = {gid: state_of(push.source_order) for gid, push in ours.items()}
    return [
        _changed(store, Kind.SOURCE_ORDER, one, states[one.gid])
        for one in untold
        if one.gid in states
    ]


def without_outcome(store_id: StoreId, push: Push) -> Finding:
    """A push whose process ended while it was being sent."""
    return Finding(store_id, Kind.NO_OUTCOME, str(push.id), str(push.attempt))


def job_lost(store_id: StoreId, push: Push) -> Finding:
    """A push that was queued, or to be looked up, and had no job."""
    mark = push.changed_at.isoformat() if push.changed_at else str(push.attempt)
    return Finding(store_id, Kind.JOB_LOST, str(push.id), mark)


def made_twice(store_id: StoreId, push: Push, made: SourceOrder) -> Finding:
    """An attempt that was given up tells of a source order, and the push has gone on without it."""
    return Finding(store_id, Kind.MADE_TWICE, str(push.id), made.gid, made.name)


def missing_webhooks(store_id: StoreId, topics: Iterable[str], clock: Clock) -> list[Finding]:
    """Topics that a preparation has just subscribed anew, where their subscriptions had been."""
    mark = clock.now().isoformat()
    return [Finding(store_id, Kind.WEBHOOK, topic, mark) for topic in topics]


def state_of(order: SourceOrder | None) -> str:
    """What of a source order concerns people."""
    if order is None:
        return ""
    return f"{order.fulfillment_status}{' cancelled' if order.cancelled_at else ''}"


def _changed(store: Store, kind: Kind, change: OrderChange, before: str) -> Finding:
    return Finding(store.id, kind, change.gid, change.updated_at.isoformat(), before)


async def _untold(
    unit: UnitOfWork, store: Store, changes: Collection[OrderChange]
) -> list[OrderChange]:
    heard = await unit.inbox.heard(store.id, [change.gid for change in changes])
    return [one for one in changes if not was_told(one.updated_at, heard.get(one.gid))]
