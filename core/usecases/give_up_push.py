"""A push that could not be sent for too long becomes a failed one, so that people see it."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.pushes import PushId, PushState, move
from core.domain.reasons import Reason
from core.ports import UnitOfWorkFactory
from core.usecases.judgement import publish


@dataclass(frozen=True, slots=True)
class GiveUpPush:
    """The last word on retries that kept failing."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, push_id: PushId, reason: Reason, reference: str | None) -> None:
        """Only a queued push is given up: anything else was settled by somebody else."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None or push.state is not PushState.QUEUED:
                return
            failed = move(push, PushState.FAILED, reason=reason, reference=reference)
            await unit.pushes.save(failed)
            await publish(unit, push.order_id)
            await unit.commit()
