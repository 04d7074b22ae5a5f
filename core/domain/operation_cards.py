"""What the people who run SyncTec are shown, as data: a store in trouble."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.breakers import PASSING, StoreHealth
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class HealthCard:
    """A store's trouble, and its end; `waiting` pushes cannot go on meanwhile. `number` is that of
    the trouble this card is about: a later one has a card of its own."""

    store: Store
    health: StoreHealth
    number: int
    waiting: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it lasts."""
        return self.health.troubled and not self.is_past

    @property
    def is_past(self) -> bool:
        """Whether there was trouble again since."""
        return self.number < self.health.number

    @property
    def was_away(self) -> bool:
        """Whether the store did not answer, rather than refuse."""
        reason = self.health.reason
        return self.health.held or (reason is not None and reason.code in PASSING)
