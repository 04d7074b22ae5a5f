"""One line in a store's channel: who changed what."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.cards import ChangeCard
from core.domain.notices import Notice
from core.domain.work import TellChange as TellChangeWork
from core.ports import UnitOfWorkFactory
from core.usecases.deliver import Deliver


@dataclass(frozen=True, slots=True)
class TellChange:
    """Posted once, however often the job runs."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver

    async def __call__(self, work: TellChangeWork) -> None:
        """Raises what the notifier raises."""
        async with self.open_unit() as unit:
            existing = (await unit.messages.get([work.key])).get(work.key)
        card = ChangeCard(work.actor, work.said)
        await self.deliver(Notice(work.key, work.channel, card, post=True), existing)
