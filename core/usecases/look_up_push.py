"""A push in doubt: look for its order on the source store, and decide when to stop looking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.lookups import absence_is_proof, next_delay
from core.domain.orders import legacy_id
from core.domain.pushes import Identity, Outcome, Push, PushId, PushState, SourceOrder, move
from core.domain.reasons import FOUND_CANCELLED, NEEDS_DECISION, NOT_LOOKED_UP
from core.domain.work import LookUpPush as LookUpWork
from core.domain.work import MirrorOrder, PlaceSourceOrder, PushOrder
from core.ports import Clock, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.judgement import publish

_CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class LookUpPush:
    """Found: adopt it. Not found: wait and look again; after the last look ask a person, unless
    this store's keyed look-up has been measured to be immediate."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock
    delays: Sequence[timedelta]

    async def __call__(self, push_id: PushId, attempt: int, done: int) -> None:
        """Does nothing unless the push is unknown, the attempt its newest, and `done` look-ups are
        behind it.

        Raises:
            Temporary: the store could not be asked; the look-up does not count.
        """
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None or not _in_doubt(push, attempt) or push.lookups != done:
                return
            identity = await identity_of_push(unit, push)
            began = (await unit.pushes.attempts([push_id])).get(push_id, ())
        since = min((a.started_at for a in began), default=self.clock.now()) - _CLOCK_SKEW
        sought = await self.gateway.search_order(push.source_id, identity, since)
        async with self.open_unit() as unit:
            locked = await unit.pushes.get(push_id, lock=True)
            if locked is None or not _in_doubt(locked, attempt) or locked.lookups != done:
                return
            now = self.clock.now()
            if sought.order is not None:
                settled = await adopt(unit, locked, sought.order, now)
            else:
                settled = await self._again(unit, locked, now, keyed=sought.keyed)
            await unit.pushes.save(settled)
            await publish(unit, settled.order_id)
            await unit.commit()

    async def give_up(self, push_id: PushId, attempt: int) -> None:
        """The store cannot be asked (no access, or for too long): ask a person instead. That is
        no empty answer, and never a proof."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None or push.asked or not _in_doubt(push, attempt):
                return
            await unit.pushes.save(replace(push, asked=True, reason=NOT_LOOKED_UP))
            await publish(unit, push.order_id)
            await unit.commit()

    async def _again(self, unit: UnitOfWork, push: Push, now: datetime, *, keyed: bool) -> Push:
        looked = replace(push, lookups=push.lookups + 1)
        delay = next_delay(looked.lookups, self.delays)
        if delay is not None:
            work = LookUpWork(push.id, push.attempt, looked.lookups)
            await unit.jobs.add(work, at=now + delay)
            return looked
        store = await unit.stores.get(push.source_id)
        if keyed and absence_is_proof(store.keyed_hits):
            await unit.jobs.add(PushOrder(push.id))
            return move(looked, PushState.QUEUED, reason=None)
        return replace(looked, asked=True, reason=NEEDS_DECISION)


async def adopt(unit: UnitOfWork, push: Push, found: SourceOrder, now: datetime) -> Push:
    """The push with the source order that was found, its attempt ended as adopted; a cancelled
    order is not adopted. The caller saves the push."""
    tried = (await unit.pushes.attempts([push.id])).get(push.id, ())
    if tried and tried[-1].outcome in {None, Outcome.UNKNOWN}:
        ended = replace(tried[-1], finished_at=now, outcome=Outcome.ADOPTED, reason=None)
        await unit.pushes.finish_attempt(ended)
    if found.cancelled_at is not None:
        return move(push, PushState.CANCELLED, reason=FOUND_CANCELLED, source_order=found)
    await unit.jobs.add(PlaceSourceOrder(push.id))
    # What happened to either order while it was in doubt is carried now.
    await unit.jobs.add(MirrorOrder(push.order_id))
    return move(push, PushState.PUSHED, reason=None, source_order=found, asked=False)


async def identity_of_push(unit: UnitOfWork, push: Push) -> Identity:
    """The name of a push on its source store.

    Raises:
        KeyError: the push's order is not kept any more.
    """
    record = await unit.orders.get(push.order_id)
    if record is None:
        raise KeyError(push.order_id)
    store = await unit.stores.get(record.store_id)
    return Identity(store.domain, legacy_id(record.facts.gid), push.part)


def _in_doubt(push: Push, attempt: int) -> bool:
    return push.state is PushState.UNKNOWN and push.attempt == attempt
