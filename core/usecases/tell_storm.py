"""Bring the message of a storm to its present state; and retry all that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.cards import AnswerCard, FailureCard
from core.domain.notices import Notice
from core.domain.people import Actor, Right
from core.domain.pushes import PushState
from core.domain.storms import SHOWN, Cause, Storm, StormCard, StormId
from core.domain.work import TellStorm as TellStormWork
from core.ports import Clock, MessageRecord, UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.order_cards import OrderCards
from core.usecases.retry_pushes import queue_all

_A_MOMENT = timedelta(seconds=2)
"""What comes together is told in one edit."""


@dataclass(frozen=True, slots=True)
class GatherStorms:
    """Failures that are about to be told join their storm, where there is one."""

    clock: Clock

    async def __call__(
        self,
        unit: UnitOfWork,
        notices: Sequence[Notice],
        existing: Mapping[str, MessageRecord],
    ) -> Sequence[Notice]:
        """The same notices; those that a storm tells are only edited. The caller commits."""
        told: list[Notice] = []
        for notice in notices:
            joined = await self._join(unit, notice) if _is_news(notice, existing) else None
            told.append(replace(notice, post=False) if joined else notice)
        await self._refresh(unit, notices)
        return told

    async def _join(self, unit: UnitOfWork, notice: Notice) -> Storm | None:
        card = notice.card
        if not isinstance(card, FailureCard) or card.push.push.reason is None:
            return None
        push, reason = card.push.push, card.push.push.reason
        cause = Cause(notice.channel, push.source_id, reason.code)
        return await unit.storms.join(cause, push.id, self.clock.now())

    async def _refresh(self, unit: UnitOfWork, notices: Sequence[Notice]) -> None:
        """Whatever became of the pushes, their storms tell it."""
        ids = [n.card.push.push.id for n in notices if isinstance(n.card, FailureCard)]
        for storm in await unit.storms.of_pushes(ids) if ids else ():
            await unit.jobs.add(TellStormWork(storm.id), at=self.clock.now() + _A_MOMENT)


@dataclass(frozen=True, slots=True)
class TellStorm:
    """Posted once, edited as pushes join and as they are solved, closed when none fails of it."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    cards: OrderCards
    clock: Clock

    async def __call__(self, work: TellStormWork) -> None:
        """Raises what the notifier raises."""
        storm_id = StormId(work.storm_id)
        async with self.open_unit() as unit:
            storm = await unit.storms.get(storm_id, lock=True)
            if storm is None:
                return
            card = await self._card(unit, storm)
            if card.is_over and storm.ended_at is None:
                await unit.storms.end(storm_id, self.clock.now())
            existing = (await unit.messages.get([storm.key])).get(storm.key)
            await unit.commit()
        notice = Notice(storm.key, storm.cause.channel, card, post=not card.is_over)
        await self.deliver(notice, existing)

    async def _card(self, unit: UnitOfWork, storm: Storm) -> StormCard:
        members = await unit.storms.members(storm.id)
        still = [push for push in members if storm.holds(push)]
        stores = {store.id: store for store in await unit.stores.all()}
        first = still[:SHOWN]
        records = await unit.orders.get_many({push.order_id for push in first})
        reasons = Counter(push.reason for push in still if push.reason is not None)
        return StormCard(
            storm,
            stores[storm.cause.source_id],
            len(members),
            len(still),
            dict(reasons.most_common()),
            tuple(
                self.cards.push_row(records[push.order_id], push, stores)
                for push in first
                if push.order_id in records
            ),
        )


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
            return AnswerCard("None of them fails any more: nothing is to be retried.")
        if not theirs:
            return AnswerCard("None of them is an order of a store that you may push for.")
        noun = "push" if len(theirs) == 1 else "pushes"
        return AnswerCard(f"Retrying {len(theirs)} {noun} …", good=True)


def _is_news(notice: Notice, existing: Mapping[str, MessageRecord]) -> bool:
    """Whether it would be posted now."""
    return notice.post and notice.key not in existing
