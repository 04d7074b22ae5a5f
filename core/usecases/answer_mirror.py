"""Somebody answers a question about an order that changed on one of its stores."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.cards import AnswerCard
from core.domain.history import Event, EventKind
from core.domain.mirrors.questions import Choice, answered, choices_of, is_open
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.people import Actor
from core.domain.progress import summed
from core.domain.pushes import Push, without
from core.domain.reasons import mirrors as reasons
from core.domain.words import later, say
from core.domain.work import MirrorOrder, PushByNumber, Reply, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.judgement import publish


@dataclass(frozen=True, slots=True)
class AnswerMirror:
    """The first answer counts."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, mirror_id: MirrorId, choice: Choice, actor: Actor, reply: Reply
    ) -> AnswerCard:
        """What is to be done then is done by jobs; `reply` is where they tell the person of a push
        that is made again."""
        async with self.open_unit() as unit:
            mirror = await unit.mirrors.get(mirror_id, lock=True)
            push = await unit.pushes.get(mirror.push_id, lock=True) if mirror else None
            if mirror is None or push is None:
                return _gone()
            if not is_open(mirror) or choice not in choices_of(mirror):
                return _over()
            decided = answered(mirror, choice, actor.user)
            if choice is Choice.REJECT:
                source = await unit.stores.get(push.source_id)
                reason = reasons.cancellation_rejected(source.name)
                decided = replace(decided, reason=reason)
            await unit.mirrors.save(decided, seen=mirror)
            await unit.events.add([self._event(push, decided, choice, actor)])
            await self._go_on(unit, push, decided, choice, reply)
            await publish(unit, push.order_id)
            await unit.commit()
        return AnswerCard(say(_SAID[mirror.kind, choice]), good=True)

    def _event(self, push: Push, mirror: Mirror, choice: Choice, actor: Actor) -> Event:
        return Event(
            order_id=push.order_id,
            push_id=push.id,
            subject=f"decided:{mirror.id}",
            kind=EventKind.DECIDED,
            happened_at=self.clock.now(),
            actor=actor.user,
            details={"question": mirror.kind.value, "choice": choice.value},
        )

    async def _go_on(
        self, unit: UnitOfWork, push: Push, mirror: Mirror, choice: Choice, reply: Reply
    ) -> None:
        if choice is Choice.PUSH_AGAIN:
            if mirror.kind is Kind.SOURCE_EDITED:
                # What this source does not ship is another push's to carry.
                await unit.pushes.save(without(push, summed(mirror.units)))
            record = await unit.orders.get(push.order_id)
            if record is not None:
                name = record.facts.name
                lines = " ".join(sorted(summed(mirror.units)))
                work = PushByNumber(record.store_id, name, None, reply, lines)
                await unit.jobs.add(work, urgency=Urgency.PERSON)
        elif mirror.state is State.AGREED:
            await unit.jobs.add(MirrorOrder(push.order_id), urgency=Urgency.PERSON)


_SAID = {
    (Kind.CANCELLATION, Choice.ACCEPT): later("Cancelling it …"),
    (Kind.CANCELLATION, Choice.REJECT): later("The customer's store is told that it ships."),
    (Kind.SOURCE_CANCELLED, Choice.PUSH_AGAIN): later("Pushing the order again …"),
    (Kind.SOURCE_CANCELLED, Choice.REFUND): later("Refunding the items …"),
    (Kind.SOURCE_CANCELLED, Choice.KEEP): later("The order stays open as it is."),
    (Kind.SOURCE_EDITED, Choice.PUSH_AGAIN): later("Pushing the items again …"),
    (Kind.SOURCE_EDITED, Choice.REFUND): later("Refunding the items …"),
    (Kind.SOURCE_EDITED, Choice.KEEP): later("The order stays open as it is."),
    (Kind.SOURCE_REFUND, Choice.REFUND): later("Refunding the items …"),
    (Kind.SOURCE_REFUND, Choice.KEEP): later("Nothing is refunded to the customer."),
    (Kind.EDIT, Choice.KEEP): later("Noted."),
    (Kind.EDIT, Choice.REMAKE): later("Cancelling it, to push the order again …"),
}


def _over() -> AnswerCard:
    return AnswerCard(
        say("This question was answered before."), say("The message shows by whom, and how.")
    )


def _gone() -> AnswerCard:
    return AnswerCard(say("SyncTec does not keep this order any more."))
