"""Something changed that orders are judged by: look again at those it may set free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.orders import OrderId
from core.domain.stores import Store, StoreId
from core.domain.work import JudgeOrder, JudgeStoreAgain
from core.ports import Clock, OrderRecord, UnitOfWork, UnitOfWorkFactory
from core.usecases.align_stock import align_store

AGE = timedelta(days=60)
"""How old an order may be to be judged again: Shopify shows no older ones without
`read_all_orders`."""

PAGE = 50
"""Orders queued at once: what comes in meanwhile waits behind no more than these."""


@dataclass(frozen=True, slots=True)
class CarryOutJudgeStoreAgain:
    """Queues one judgement an order, in the background, and then its own next page behind them."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, work: JudgeStoreAgain) -> None:
        """A page after another, newest first, until the orders are older than `AGE`."""
        async with self.open_unit() as unit:
            if not work.before:
                # What sets an order free may be an item that has not been sold here before.
                await align_store(unit, StoreId(work.store_id), new_only=True)
            found = await unit.orders.to_judge_again(
                StoreId(work.store_id), self.clock.now() - AGE, PAGE, _behind(work)
            )
            await _queue(unit, work.store_id, found)
            await unit.commit()


@dataclass(frozen=True, slots=True)
class StartJudgingAgain:
    """On a schedule: an obstacle may be removed on Shopify without a word to us. Where webhooks are
    not to be had, nothing tells of an item, a location or its stock."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self) -> None:
        """One round a store that has something to set free, and whose order push is on."""
        async with self.open_unit() as unit:
            held_up = await unit.orders.stores_held_up(self.clock.now() - AGE)
            for store in await unit.stores.all():
                if store.id in held_up and _pushes(store):
                    await judge_store_again(unit, store.id)
            await unit.commit()


def _pushes(store: Store) -> bool:
    return store.settings.order_push and not store.settings.paused and not store.uninstalled_at


async def judge_store_again(unit: UnitOfWork, store_id: StoreId) -> None:
    """Whoever changes a setting, a group, an alias or an item ends with this. The caller
    commits."""
    await unit.jobs.add(JudgeStoreAgain(store_id))


def _behind(work: JudgeStoreAgain) -> tuple[datetime, OrderId] | None:
    if not work.before:
        return None
    return datetime.fromisoformat(work.before), OrderId(work.order_id)


async def _queue(unit: UnitOfWork, store_id: int, found: Sequence[OrderRecord]) -> None:
    for record in found:
        await unit.jobs.add(JudgeOrder(store_id, record.facts.gid))
    if len(found) == PAGE:
        last = found[-1]
        placed = last.facts.processed_at.isoformat()
        await unit.jobs.add(JudgeStoreAgain(store_id, placed, last.id))
