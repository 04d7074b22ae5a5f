"""Bring every message of one order to its present state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import Rejected
from core.domain.notices import notices_of
from core.domain.orders import OrderId
from core.domain.work import TellHistory
from core.ports import Clock, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.gather_storms import GatherStorms
from core.usecases.order_cards import OrderCards

_A_MOMENT = timedelta(seconds=3)
"""What happens together is told in one reply."""


@dataclass(frozen=True, slots=True)
class PublishOrder:
    """Whoever changed the order, the same few messages tell it."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    cards: OrderCards
    clock: Clock
    gather: GatherStorms

    async def __call__(self, order_id: OrderId) -> None:
        """A message whose channel is closed to us keeps no other one from its channel.

        Raises:
            Temporary, Rejected, Broken: as the notifier does; what was delivered stays delivered.
        """
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None:
                return
            card = await self.cards.card(unit, record)
            attempts = await unit.pushes.attempts([p.push.id for p in card.pushes])
            notices = notices_of(card, attempts, self.clock.now())
            existing = await unit.messages.get([notice.key for notice in notices])
            told = await self.gather(unit, notices, existing)
            await unit.commit()
        refused: Rejected | None = None
        for notice in told:
            try:
                await self.deliver(notice, existing.get(notice.key))
            except Rejected as error:
                refused = refused or error
        if not card.facts.erased:
            await self._tell_history(order_id)
        if refused is not None:
            raise refused

    async def _tell_history(self, order_id: OrderId) -> None:
        """Every change of an order ends with its messages: so what is new, and what was there
        before the alert, is told in their threads from here."""
        async with self.open_unit() as unit:
            if await unit.events.threads(order_id):
                await unit.jobs.add(TellHistory(order_id), at=self.clock.now() + _A_MOMENT)
                await unit.commit()
