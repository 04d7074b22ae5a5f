"""The question of the protocol: a person looked at the source store and says what is there."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.errors import SyncError, Temporary
from core.domain.history import answered
from core.domain.orders import clean_number
from core.domain.people import Actor
from core.domain.pushes import Push, PushId, PushState, SourceOrder, move
from core.domain.results import already
from core.domain.words import say
from core.domain.work import AdoptSourceOrder, PushOrder, Reply, Urgency
from core.ports import Clock, Notifier, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.judgement import publish
from core.usecases.look_up_push import adopt, identity_of_push


@dataclass(frozen=True, slots=True)
class SendAgain:
    """ "It is not there, send again"."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, push_id: PushId, attempt: int, actor: Actor) -> AnswerCard:
        """The first answer counts; the attempt's number keeps an old message from answering a
        new question."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None:
                return _over()
            source = await unit.stores.get(push.source_id)
            if not _is_open(push, attempt):
                return already(push, source)
            queued = move(push, PushState.QUEUED, reason=None, actor=actor.user, asked=False)
            await unit.pushes.save(queued)
            await unit.jobs.add(PushOrder(push.id), urgency=Urgency.PERSON)
            await publish(unit, push.order_id)
            await unit.commit()
        return AnswerCard(say("Sending it to {source} again …", source=source.name), good=True)


@dataclass(frozen=True, slots=True)
class Adopt:
    """ "It is there: #…", first half: queue the look at that order."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, push_id: PushId, attempt: int, name: str, reply: Reply) -> AnswerCard:
        """Answers at once; what the look found is told later."""
        typed = clean_number(name)
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None:
                return _over()
            source = await unit.stores.get(push.source_id)
            if not _is_open(push, attempt):
                return already(push, source)
            work = AdoptSourceOrder(push_id, attempt, typed, reply)
            await unit.jobs.add(work, urgency=Urgency.PERSON)
            await unit.commit()
        return AnswerCard(
            say("Looking for {typed} on {source} …", typed=typed, source=source.name), good=True
        )


@dataclass(frozen=True, slots=True)
class CarryOutAdopt:
    """Second half, in a job: find the named order and adopt it, unless it is another push's."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    notifier: Notifier
    clock: Clock

    async def __call__(self, work: AdoptSourceOrder) -> None:
        """Raises Temporary when the store cannot be reached now; everything else is told."""
        try:
            answer = await self._adopt(work)
        except Temporary:
            raise
        except SyncError as error:
            answer = AnswerCard(error.reason.sentence, error.reason.remedy)
        await self.notifier.answer(work.reply, answer)

    async def _adopt(self, work: AdoptSourceOrder) -> AnswerCard:
        push_id = PushId(work.push_id)
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None:
                return _over()
            source = await unit.stores.get(push.source_id)
        found = await self.gateway.find_source_order(source.id, work.name)
        if found is None:
            return AnswerCard(
                say(
                    "{source} has no order {order} that SyncTec can see.",
                    source=source.name,
                    order=work.name,
                )
            )
        whose = await self.gateway.read_source_order(source.id, found.gid)
        async with self.open_unit() as unit:
            locked = await unit.pushes.get(push_id, lock=True)
            if locked is None or not _is_open(locked, work.attempt):
                return already(locked, source) if locked else _over()
            refusal = await _not_ours(unit, locked, found, whose[1] if whose else None)
            if refusal is not None:
                return refusal
            now = self.clock.now()
            adopted = await adopt(unit, locked, found, now)
            await unit.events.add([answered(locked, found.name, work.reply.user, now)])
            await unit.pushes.save(adopted)
            await publish(unit, locked.order_id)
            await unit.commit()
        if adopted.state is not PushState.PUSHED:
            return already(adopted, source)
        return AnswerCard(
            say("Taken over: {source} {order}.", source=source.name, order=found.name), good=True
        )


async def _not_ours(
    unit: UnitOfWork, push: Push, found: SourceOrder, identifier: str | None
) -> AnswerCard | None:
    """A source order stands for one push only."""
    taken = await unit.pushes.by_source_order(push.source_id, found.gid)
    if taken is not None and taken.id != push.id:
        return AnswerCard(say("{order} belongs to another push already.", order=found.name))
    identity = await identity_of_push(unit, push)
    if identifier is not None and identifier != str(identity):
        return AnswerCard(
            say("{order} was made for another order.", order=found.name),
            say("Check the number on the source store: its note names the order it was made for."),
        )
    return None


def _is_open(push: Push, attempt: int) -> bool:
    return push.state is PushState.UNKNOWN and push.attempt == attempt


def _over() -> AnswerCard:
    return AnswerCard(say("This question was answered before."))
