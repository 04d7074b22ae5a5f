"""A person asks for a push: one click, one push, whoever was first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.cards import AnswerCard
from core.domain.people import Access, Actor, Right
from core.domain.pushes import PUSHABLE, Push, PushId, PushState, move
from core.domain.results import already
from core.domain.stores import Store
from core.domain.words import say
from core.domain.work import JudgeOrder, PushOrder, Urgency
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import refusal
from core.usecases.judgement import publish


@dataclass(frozen=True, slots=True)
class RequestPush:
    """The Push and Retry buttons, and Push in the View order modal."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self, push_id: PushId, actor: Actor, shipping_fee: Decimal | None = None
    ) -> AnswerCard:
        """Queue it; where it cannot be queued, say why and who was first."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None:
                return AnswerCard(say("This push does not exist any more."))
            source = await unit.stores.get(push.source_id)
            if push.state not in PUSHABLE:
                await _look_again(unit, push)
                await unit.commit()
                return already(push, source)
            await queue(unit, push, actor, shipping_fee)
            await publish(unit, push.order_id)
            await unit.commit()
        return AnswerCard(say("Pushing to {source} …", source=source.name), good=True)


async def open_to(
    unit: UnitOfWork, access: Access, store: Store, pushes: Sequence[Push]
) -> Sequence[Push]:
    """Those of an order's pushes that somebody may ask for: all, as an operator of the store that
    sold it; else those to a source of theirs. Raises NotAllowed where there are none of these."""
    if access.may(Right.OPERATOR, [store.id]):
        return pushes
    theirs = [push for push in pushes if access.may(Right.OPERATOR, [push.source_id])]
    if pushes and not theirs:
        raise await refusal(unit, Right.OPERATOR, [store])
    return theirs


async def queue(
    unit: UnitOfWork, push: Push, actor: Actor, shipping_fee: Decimal | None = None
) -> None:
    """Move a locked push to `queued` in a person's name, with its job. The caller publishes the
    order and commits."""
    fee = push.shipping_fee if shipping_fee is None else shipping_fee
    queued = move(
        push,
        PushState.QUEUED,
        reason=None,
        reference=None,
        actor=actor.user,
        shipping_fee=fee,
        due_at=None,
    )
    await unit.pushes.save(queued)
    await unit.jobs.add(PushOrder(push.id), urgency=Urgency.PERSON)


async def _look_again(unit: UnitOfWork, push: Push) -> None:
    """A held push may have become free since it was judged; the alert will say so."""
    if push.state not in {PushState.HELD, PushState.SKIPPED}:
        return
    record = await unit.orders.get(push.order_id)
    if record is not None:
        work = JudgeOrder(record.store_id, record.facts.gid)
        await unit.jobs.add(work, urgency=Urgency.PERSON)
