"""Something changed that orders are judged by: look again at those it may set free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.orders import OrderId
from core.domain.stores import StoreId
from core.domain.work import JudgeOrder, JudgeStoreAgain
from core.ports import Clock, OrderRecord, UnitOfWork, UnitOfWorkFactory

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
            found = await unit.orders.to_judge_again(
                StoreId(work.store_id), self.clock.now() - AGE, PAGE, _behind(work)
            )
            await _queue(unit, work.store_id, found)
            await unit.commit()


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
