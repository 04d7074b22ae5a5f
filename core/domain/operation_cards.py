"""What the people who run SyncTec are shown, as data: a store in trouble, what broke, and what was
found and mended."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.breakers import PASSING, StoreHealth
from core.domain.faults import Fault
from core.domain.findings import SHOWN, Kind
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


@dataclass(frozen=True, slots=True)
class FaultCard:
    """What broke."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Found:
    """One find by its name, with its page in the store's admin where it has one."""

    kind: Kind
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FindingsCard:
    """What was found and mended at one store."""

    store: Store
    found: tuple[Found, ...]

    def of(self, kind: Kind) -> tuple[Found, ...]:
        """Those of one kind."""
        return tuple(one for one in self.found if one.kind is kind)

    def named(self, kind: Kind) -> tuple[Found, ...]:
        """Those of one kind that are among the first of all."""
        first = [one for each in Kind for one in self.of(each)][:SHOWN]
        return tuple(one for one in first if one.kind is kind)
