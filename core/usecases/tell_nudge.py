"""A destination's people ask a source when it ships an order."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.notices import Notice
from core.domain.push_list import NudgeCard
from core.domain.pushes import PushId
from core.domain.routes import Topic
from core.domain.work import TellNudge as TellNudgeWork
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.order_cards import OrderCards


@dataclass(frozen=True, slots=True)
class TellNudge:
    """Posted once into the source's channel, however often the job runs."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    cards: OrderCards
    clock: Clock

    async def __call__(self, work: TellNudgeWork) -> None:
        """Raises what the notifier raises."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(PushId(work.push_id))
            record = await unit.orders.get(push.order_id) if push else None
            if push is None or record is None:
                return
            stores = {store.id: store for store in await unit.stores.all()}
            row = self.cards.push_row(record, push, stores)
            existing = (await unit.messages.get([work.key])).get(work.key)
            alert = (await unit.messages.get([f"order:{record.id}"])).get(f"order:{record.id}")
        channel = stores[push.source_id].channel_of(Topic.RECEIVED)
        if channel is None:
            return
        back = (alert.channel, alert.ts) if alert and alert.ts else None
        card = NudgeCard(row, self.clock.now(), work.actor, back)
        await self.deliver(Notice(work.key, channel, card, post=True), existing)
