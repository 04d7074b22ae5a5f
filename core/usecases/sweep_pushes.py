"""Time passed: pushes whose process died while sending, and pushes whose waiting time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.pushes import PushState, move
from core.domain.reasons import OUTCOME_UNKNOWN
from core.domain.work import LookUpPush, PushOrder
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.judgement import publish


@dataclass(frozen=True, slots=True)
class SweepPushes:
    """Safe to run in every process at once: rows locked by another sweep are left to it."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    first_look_up: timedelta

    async def __call__(self) -> None:
        """Ended leases become `unknown` and are looked up; due pushes are queued."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            for push in await unit.pushes.lease_ended(now):
                doubtful = move(
                    push, PushState.UNKNOWN, reason=OUTCOME_UNKNOWN, unknown_since=now, lookups=0
                )
                await unit.pushes.save(doubtful)
                work = LookUpPush(push.id, push.attempt)
                await unit.jobs.add(work, at=now + self.first_look_up)
                await publish(unit, push.order_id)
            for push in await unit.pushes.due(now):
                await unit.pushes.save(move(push, PushState.QUEUED, due_at=None))
                await unit.jobs.add(PushOrder(push.id))
                await publish(unit, push.order_id)
            await unit.commit()
