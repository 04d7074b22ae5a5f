"""Bring the message of a storm to its present state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core.domain.notices import Notice
from core.domain.storms import SHOWN, Storm, StormCard, StormId
from core.domain.work import TellStorm as TellStormWork
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.order_cards import OrderCards


@dataclass(frozen=True, slots=True)
class TellStorm:
    """Posted once, edited as pushes join and as they are solved, closed when all have moved on."""

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
        trying = [push for push in members if storm.waits_for(push)]
        first = (still or trying)[:SHOWN]
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
            len(trying),
        )
