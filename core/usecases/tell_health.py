"""The message of a store's trouble: posted once it is certain, edited until it is over."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.notices import Notice
from core.domain.operation_cards import HealthCard
from core.domain.stores import StoreId
from core.domain.work import TellHealth as TellHealthWork
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver


@dataclass(frozen=True, slots=True)
class TellHealth:
    """`channel` is where the operators look; without one, each store's own channel is taken."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    channel: str | None

    async def __call__(self, work: TellHealthWork) -> None:
        """Trouble that was over before anybody was told of it stays untold.

        Raises:
            Temporary, Rejected, Broken: as the notifier does.
        """
        key = f"health:{work.store_id}:{work.number}"
        async with self.open_unit() as unit:
            card = await health_card(unit, StoreId(work.store_id), work.number)
            existing = (await unit.messages.get([key])).get(key)
        channel = self.channel or card.store.channel
        if channel is not None:
            await self.deliver(Notice(key, channel, card, post=card.is_open), existing)


async def health_card(unit: UnitOfWork, store_id: StoreId, number: int) -> HealthCard:
    """A store's trouble as it stands."""
    store = await unit.stores.get(store_id)
    health = await unit.health.get(store_id)
    waiting = await unit.pushes.waiting_on(store_id) if health.held else 0
    return HealthCard(store, health, number, waiting)
