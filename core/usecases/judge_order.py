"""An order was paid, changed or cancelled: judge it and write its pushes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import AccessRefused
from core.domain.stores import StoreId
from core.domain.work import JudgeOrder as JudgeOrderWork
from core.domain.work import MirrorOrder
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.judgement import Judge, Judged, keep

_PLACED_LATER = timedelta(minutes=10)
_A_WHILE = timedelta(seconds=30)
"""Shopify assigns an order's items to locations a little after it was made, and tells nobody: for
so long a new order is looked at again."""


@dataclass(frozen=True, slots=True)
class JudgeOrder:
    """Idempotent: judging an order again changes nothing unless the order changed."""

    open_unit: UnitOfWorkFactory
    judge: Judge
    clock: Clock

    async def __call__(self, store_id: StoreId, gid: str) -> None:
        """An order that cannot be seen is left alone.

        Raises:
            AccessRefused: also when a source that may have to ship some of it could not be asked;
                what the other sources ship is written.
            Temporary, Broken: as `Judge` and `keep`.
        """
        judged = await self.judge(store_id, gid)
        if judged is None or not judged.connections:
            return
        async with self.open_unit() as unit:
            record = await keep(unit, judged, self.clock)
            pushes = await unit.pushes.of_order(record.id)
            if any(push.source_order is not None for push in pushes):
                await unit.jobs.add(MirrorOrder(record.id))
            await self._come_back(unit, judged)
            await unit.commit()
        if judged.verdict.waits_for is not None:
            raise AccessRefused(judged.verdict.waits_for)

    async def _come_back(self, unit: UnitOfWork, judged: Judged) -> None:
        now, order = self.clock.now(), judged.order
        if judged.verdict.unplaced and now - order.created_at < _PLACED_LATER:
            await unit.jobs.add(JudgeOrderWork(judged.store.id, order.gid), at=now + _A_WHILE)
