"""How each store does, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.operation_cards import HealthCard
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of a store's traffic: when it was asked last what changed, when it last sent a
    delivery, its rate budget (points there are now, of how many), and pushes that are on their way
    to it."""

    polled_at: datetime | None = None
    heard_at: datetime | None = None
    budget: tuple[int, int] | None = None
    under_way: int = 0


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """One store: its trouble, where there is some, and its traffic; `renews`: its token ends by
    itself and is renewed; `address` is where its webhooks lead, None where it is polled alone."""

    store: Store
    standing: Standing
    address: str | None
    renews: bool
    trouble: HealthCard | None = None


@dataclass(frozen=True, slots=True)
class StatusCard:
    """Every store that somebody may see; `waiting` jobs are to be done now, `failed` ones were
    given up."""

    stores: tuple[StoreStatus, ...]
    waiting: int
    failed: int
    now: datetime
