"""What can be done about an order in a list: push it, ask its source, leave it out for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.cards import AnswerCard
from core.domain.digests import SNOOZED_FOR
from core.domain.orders import OrderId
from core.domain.people import Actor
from core.domain.pushes import PUSHABLE
from core.domain.routes import Topic
from core.domain.words import joined, say, say_many
from core.domain.work import TellNudge, Urgency
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.judgement import publish
from core.usecases.request_push import open_to, queue

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PushOpen:
    """Push, beside an order: all of it that can be pushed."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, order_id: OrderId, actor: Actor) -> AnswerCard:
        """Queued; the order's alert shows how it goes. Raises NotAllowed where none of it is this
        person's business."""
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None:
                return _gone()
            pushes = await unit.pushes.of_order(order_id, lock=True)
            access = await unit.people.access(actor)
            store = await unit.stores.get(record.store_id)
            theirs = await open_to(unit, access, store, pushes)
            wanted = [push for push in theirs if push.state in PUSHABLE]
            for push in wanted:
                await queue(unit, push, actor)
            if wanted:
                await publish(unit, order_id)
            await unit.commit()
        if not wanted:
            return AnswerCard(
                say("Nothing of {order} waits for a push any more.", order=record.facts.name)
            )
        return AnswerCard(say("Pushing {order} …", order=record.facts.name), good=True)


@dataclass(frozen=True, slots=True)
class Nudge:
    """Nudge the source, beside an order: it is asked in its channel when it ships."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, order_id: OrderId, actor: Actor) -> AnswerCard:
        """Each source once a day."""
        day = f"{self.clock.now():%Y-%m-%d}"
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None:
                return _gone()
            open_ = [push for push in await unit.pushes.of_order(order_id) if push.waits_at_source]
            keys = {push.id: f"nudge:{push.id}:{day}" for push in open_}
            asked = await unit.messages.get(list(keys.values()))
            named: list[str] = []
            silent: list[str] = []
            for push in open_:
                source = await unit.stores.get(push.source_id)
                if source.channel_of(Topic.RECEIVED) is None:
                    silent.append(source.name)
                elif keys[push.id] not in asked:
                    named.append(source.name)
                    work = TellNudge(push.id, keys[push.id], actor.user)
                    await unit.jobs.add(work, urgency=Urgency.PERSON)
            await unit.commit()
        return _answer(record.facts.name, named, silent, asked=bool(asked))


@dataclass(frozen=True, slots=True)
class Snooze:
    """Snooze, beside an order: digests leave it out for a while."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, order_id: OrderId, actor: Actor) -> AnswerCard:
        """Its alert, and the lists on demand, show it as before."""
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None:
                return _gone()
            until = self.clock.now() + SNOOZED_FOR
            await unit.digests.snooze(order_id, until, actor.user)
            await unit.commit()
        days = SNOOZED_FOR // _A_DAY
        return AnswerCard(
            say("Digests leave {order} out for {days} days.", order=record.facts.name, days=days),
            good=True,
        )


def _answer(name: str, named: list[str], silent: list[str], *, asked: bool) -> AnswerCard:
    if named:
        return AnswerCard(
            say_many(
                "{named} was asked about {name}.",
                "{named} were asked about {name}.",
                len(named),
                named=joined(named),
                name=name,
            ),
            good=True,
        )
    if asked:
        return AnswerCard(say("The source was asked about {name} today already.", name=name))
    if silent:
        stores = joined(silent)
        return AnswerCard(
            say("{source} has no channel in Slack.", source=stores), say("Ask in another way.")
        )
    return AnswerCard(say("Nothing of {name} waits at a source.", name=name))


def _gone() -> AnswerCard:
    return AnswerCard(say("SyncTec does not keep this order any more."))
