"""Time passed: pushes whose process died while sending, and pushes whose waiting time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.pushes import Outcome, Push, PushState, move
from core.domain.reasons import OUTCOME_UNKNOWN
from core.domain.work import LookUpPush, PushOrder
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_missed import job_lost, keep_findings, without_outcome
from core.usecases.judgement import publish

_FORGOTTEN = timedelta(minutes=15)
"""Longer than any back-off and any wait between look-ups: whatever still waits has no job."""


@dataclass(frozen=True, slots=True)
class SweepPushes:
    """Safe to run in every process at once: rows locked by another sweep are left to it."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    first_look_up: timedelta

    async def __call__(self) -> None:
        """Ended leases become `unknown` and are looked up; due pushes are queued; a push whose job
        was lost gets another."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            ended = await unit.pushes.lease_ended(now)
            for push in ended:
                await self._doubt(unit, push, now)
            for push in await unit.pushes.due(now):
                # By itself: whoever asked for it earlier asked for what was held then.
                queued = move(push, PushState.QUEUED, due_at=None, actor=None)
                await unit.pushes.save(queued)
                await unit.jobs.add(PushOrder(push.id))
                await publish(unit, push.order_id)
            lost = await self._found_again(unit, now - _FORGOTTEN)
            await self._tell(unit, ended, lost)
            await unit.commit()

    async def _found_again(self, unit: UnitOfWork, before: datetime) -> Sequence[Push]:
        queued = await unit.pushes.forgotten(before)
        for push in queued:
            await unit.jobs.add(PushOrder(push.id))
        doubtful = await unit.pushes.unsought(before)
        for push in doubtful:
            await unit.jobs.add(LookUpPush(push.id, push.attempt, push.lookups))
        return [*queued, *doubtful]

    async def _tell(self, unit: UnitOfWork, ended: Sequence[Push], lost: Sequence[Push]) -> None:
        """What was found is told to whoever runs SyncTec."""
        if not ended and not lost:
            return
        orders = await unit.orders.get_many({push.order_id for push in (*ended, *lost)})
        store_of = {order_id: order.store_id for order_id, order in orders.items()}
        found = [
            *(without_outcome(store_of[push.order_id], push) for push in ended),
            *(job_lost(store_of[push.order_id], push) for push in lost),
        ]
        await keep_findings(unit, found, self.clock)

    async def _doubt(self, unit: UnitOfWork, push: Push, now: datetime) -> None:
        doubtful = move(
            push, PushState.UNKNOWN, reason=OUTCOME_UNKNOWN, unknown_since=now, lookups=0
        )
        await unit.pushes.save(doubtful)
        tried = (await unit.pushes.attempts([push.id])).get(push.id, ())
        if tried:
            ended = replace(
                tried[-1], finished_at=now, outcome=Outcome.UNKNOWN, reason=OUTCOME_UNKNOWN
            )
            await unit.pushes.finish_attempt(ended)
        await unit.jobs.add(LookUpPush(push.id, push.attempt), at=now + self.first_look_up)
        await publish(unit, push.order_id)
