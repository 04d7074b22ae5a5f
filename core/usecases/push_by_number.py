"""`/synctec push dest 1001`: force one order through, named as people name it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain import words
from core.domain.cards import AnswerCard
from core.domain.errors import NotFound, SyncError, Temporary
from core.domain.orders import OrderId, clean_number
from core.domain.people import Actor
from core.domain.pushes import PUSHABLE, SETTLED, Push, PushId, PushState
from core.domain.stores import StoreId
from core.domain.work import PushByNumber as PushByNumberWork
from core.domain.work import Reply, Urgency
from core.ports import Clock, Notifier, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_order import find_order, no_order
from core.usecases.find_store import find_destination
from core.usecases.judgement import Judge, Judged, keep
from core.usecases.request_push import open_to, queue
from core.usecases.tell_result import tell_result

Say = Callable[[AnswerCard], Awaitable[None]]
Tell = Callable[
    [UnitOfWork, OrderId, Iterable[PushId], Iterable[PushId], Iterable[PushId]], Awaitable[None]
]
"""Queues the telling of an order's pushes: those that were asked for, those pushed before, those
whose fee came too late."""


@dataclass(frozen=True, slots=True)
class PushByNumber:
    """The command's first half: check the store, answer at once, queue the work."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self,
        handle: str,
        number: str,
        shipping_fee: Decimal | None,
        reply: Reply,
        say: Say,
    ) -> None:
        """`say` tells the person that it begins. What becomes of it is told by jobs, which must
        not be overtaken: so it is said before they are queued, and a Slack that does not take it
        keeps nothing from being pushed.

        Raises:
            Rejected: nobody knows the store; the known ones are named, nearest first.
        """
        typed = clean_number(number)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
        with suppress(SyncError):
            await say(
                AnswerCard(
                    words.say(
                        "Looking for order {number} in {store} …", number=typed, store=store.name
                    ),
                    good=True,
                )
            )
        fee = None if shipping_fee is None else str(shipping_fee)
        work = PushByNumberWork(store.id, typed, fee, reply)
        async with self.open_unit() as unit:
            await unit.jobs.add(work, urgency=Urgency.PERSON)
            await unit.commit()


@dataclass(frozen=True, slots=True)
class CarryOutPushByNumber:
    """The command's second half, in a job: find the order, judge it, queue its pushes. Told from
    here is only why nothing could be queued; `TellResult` tells the rest."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    judge: Judge
    clock: Clock
    notifier: Notifier

    async def __call__(self, work: PushByNumberWork) -> None:
        """Raises Temporary when the store cannot be reached now; everything else is told."""

        async def tell(
            unit: UnitOfWork,
            order_id: OrderId,
            pushes: Iterable[PushId],
            before: Iterable[PushId],
            late: Iterable[PushId],
        ) -> None:
            await tell_result(unit, order_id, pushes, work.reply, before, late)

        try:
            answer = await self.carry_out(work, tell)
        except Temporary:
            raise
        except SyncError as error:
            answer = AnswerCard(error.reason.sentence, error.reason.remedy)
        if answer is not None:
            await self.notifier.answer(work.reply, answer)

    async def carry_out(self, work: PushByNumberWork, tell: Tell) -> AnswerCard | None:
        """Queue what can be; `tell` adds to it what tells of the result. Returns why nothing could
        be queued.

        Raises:
            Rejected: there is no such order, or several; the person may not.
            AccessRefused, Temporary, Broken: as the gateway does.
        """
        store_id = StoreId(work.store_id)
        gid = await find_order(self.open_unit, self.gateway, store_id, work.number)
        judged = await self.judge(store_id, gid, Urgency.PERSON)
        if judged is None:
            raise NotFound(no_order(work.number))
        return await self._queue(judged, work, tell)

    async def _queue(self, judged: Judged, work: PushByNumberWork, tell: Tell) -> AnswerCard | None:
        async with self.open_unit() as unit:
            record = await keep(unit, judged, self.clock, by_person=True)
            actor = Actor("", work.reply.user)
            every = _meant(await unit.pushes.of_order(record.id, lock=True), work.lines)
            pushes = await _theirs(unit, actor, record.store_id, every)
            free = judged.verdict.reason is None
            new = [push for push in pushes if free and push.state in PUSHABLE]
            there = [push for push in pushes if push.state in SETTLED]
            for push in new:
                await queue(unit, push, actor, _fee(work))
            queued = [push for push in there if push.state is PushState.QUEUED]
            for push in queued:
                await unit.pushes.save(asked_again(push, work.reply.user, _fee(work)))
            if new or there:
                gone = () if new or queued else there
                late = [push.id for push in gone if too_late(push, _fee(work))]
                before = [push.id for push in there if push.state is PushState.PUSHED]
                watched = [push.id for push in (*new, *there) if push.id not in before]
                await tell(unit, record.id, watched, before, late)
            await unit.commit()
        return None if new or there else _refused(judged)


async def _theirs(
    unit: UnitOfWork, actor: Actor, store_id: StoreId, pushes: Sequence[Push]
) -> Sequence[Push]:
    """Those that the person may ask for; all where SyncTec itself makes an order again."""
    if not actor.user:
        return pushes
    access = await unit.people.access(actor)
    return await open_to(unit, access, await unit.stores.get(store_id), pushes)


def _meant(pushes: Sequence[Push], lines: str) -> Sequence[Push]:
    """Those that carry one of these lines; nobody has spoken of the others."""
    wanted = set(lines.split())
    return [p for p in pushes if not wanted or wanted & {line.line_gid for line in p.lines}]


def asked_again(push: Push, user: str, fee: Decimal | None) -> Push:
    """A push that is queued and not sent yet, once this person asked for it, too: with the fee that
    was typed, and in their name where it is their fee or was nobody's push."""
    if fee is None:
        return push if push.actor else replace(push, actor=user)
    return replace(push, actor=user, shipping_fee=fee)


def too_late(push: Push, fee: Decimal | None) -> bool:
    """Whether a fee is typed for a push that was sent without it."""
    sent = push.state in SETTLED and push.state is not PushState.QUEUED
    return sent and fee is not None and push.shipping_fee != fee


def _refused(judged: Judged) -> AnswerCard:
    refusal = judged.verdict.reason or judged.verdict.why_nothing
    return AnswerCard(
        words.say("Order {order}: {sentence}", order=judged.order.name, sentence=refusal.sentence),
        refusal.remedy,
    )


def _fee(work: PushByNumberWork) -> Decimal | None:
    return None if work.shipping_fee is None else Decimal(work.shipping_fee)
