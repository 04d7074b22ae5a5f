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
    return [
        Finding(
            store.id,
            Kind.ORDER,
            change.gid,
            change.updated_at.isoformat(),
            (known[change.gid].facts.financial_status or "") if change.gid in known else "",
        )
        for change in untold
    ]


async def missed_source_orders(
    unit: UnitOfWork, store: Store, changes: Collection[OrderChange]
) -> list[Finding]:
    """The same of source orders of ours."""
    untold = await _untold(unit, store, changes)
    ours = await unit.pushes.by_source_orders(store.id, [change.gid for change in untold])
    return [
        Finding(
            store.id,
            Kind.SOURCE_ORDER,
            change.gid,
            change.updated_at.isoformat(),
            state_of(ours[change.gid].source_order),
        )
        for change in untold
        if change.gid in ours
    ]


def without_outcome(store_id: StoreId, push: Push) -> Finding:
    """A push whose process ended while it was being sent."""
    return Finding(store_id, Kind.NO_OUTCOME, str(push.id), str(push.attempt))


def job_lost(store_id: StoreId, push: Push) -> Finding:
    """A push that was queued, and had no job."""
    mark = push.changed_at.isoformat() if push.changed_at else str(push.attempt)
    return Finding(store_id, Kind.JOB_LOST, str(push.id), mark)


def missing_webhooks(store_id: StoreId, done: Iterable[str], clock: Clock) -> list[Finding]:
    """Subscriptions that had been there, of what a preparation has just added; one that was
    changed was there."""
    mark = clock.now().isoformat()
    lost = [said for said in done if said.startswith("the webhook ") and "," not in said]
    return [Finding(store_id, Kind.WEBHOOK, said, mark) for said in lost]


def state_of(order: SourceOrder | None) -> str:
    """What of a source order concerns people."""
    if order is None:
        return ""
    return f"{order.fulfillment_status}{' cancelled' if order.cancelled_at else ''}"


async def _untold(
    unit: UnitOfWork, store: Store, changes: Collection[OrderChange]
) -> list[OrderChange]:
    heard = await unit.inbox.heard(store.id, [change.gid for change in changes])
    return [one for one in changes if not was_told(one.updated_at, heard.get(one.gid))]
