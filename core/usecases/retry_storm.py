"""Retry all, below a storm."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.people import Actor, Right
from core.domain.pushes import PushState
from core.domain.storms import StormId
from core.domain.words import say, say_many
from core.ports import UnitOfWorkFactory
from core.usecases.retry_pushes import queue_all


@dataclass(frozen=True, slots=True)
class RetryStorm:
    """Retry all, below a storm."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, storm_id: StormId, actor: Actor) -> AnswerCard:
        """Queue every push of it that still fails and is this person's business; the message itself
        shows how it goes."""
        async with self.open_unit() as unit:
            members = await unit.storms.members(storm_id, lock=True)
            failed = [push for push in members if push.state is PushState.FAILED]
            access = await unit.people.access(actor)
            records = await unit.orders.get_many({push.order_id for push in failed})
            theirs = [
                push
                for push in failed
                if push.order_id in records
                and access.may(Right.OPERATOR, [push.source_id, records[push.order_id].store_id])
            ]
            await queue_all(unit, theirs, actor)
            await unit.commit()
        if not failed:
            return AnswerCard(say("None of them fails any more: nothing is to be retried."))
        if not theirs:
            return AnswerCard(say("None of them is an order of a store that you may push for."))
        said = say_many(
            "Retrying {count} push …", "Retrying {count} pushes …", len(theirs), count=len(theirs)
        )
        return AnswerCard(said, good=True)
