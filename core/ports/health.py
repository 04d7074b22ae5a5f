"""How the stores do: what is kept of it, and who watches the calls; what broke, what was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from core.domain.breakers import StoreHealth
from core.domain.faults import Fault, Subject
from core.domain.findings import Finding
from core.domain.reasons import Reason
from core.domain.stores import StoreAccess, StoreId


class StoreHealths(Protocol):
    """How each store does, shared by all processes."""

    async def all(self) -> Mapping[StoreId, StoreHealth]:
        """Every store that ever had trouble."""
        ...

    async def get(self, store_id: StoreId) -> StoreHealth:
        """How the store does."""
        ...

    async def lock(self, store_id: StoreId) -> tuple[StoreHealth, datetime]:
        """The same, locked until the unit of work ends, and the database's time."""
        ...

    async def save(self, health: StoreHealth) -> None:
        """Write every field of one that is locked."""
        ...


class StoreWatch(Protocol):
    """Stands before every call to a store, and hears how it ended."""

    def call(
        self, access: StoreAccess, what: str, *, probe: bool = False
    ) -> AbstractAsyncContextManager[None]:
        """Around one call; `probe` goes out to a store that is held, too. What the call raises
        passes through unchanged, and what could not be written down is never raised.

        Raises:
            StoreHeld: before anything was sent.
        """
        ...


class Faults(Protocol):
    """Faults of our own, counted by what failed of what."""

    async def count(self, job: str, reason: Reason, reference: str, subject: Subject) -> Fault:
        """One more of these."""
        ...

    async def get(self, code: str, job: str) -> Fault | None:
        """How it stands."""
        ...


class Findings(Protocol):
    """What was found that nobody told us of, and whether people were told."""

    async def add(self, found: Collection[Finding]) -> int:
        """Those that are new; returns how many."""
        ...

    async def take(self, store_id: StoreId) -> tuple[int, Sequence[Finding]]:
        """The finds of one store that are to be told now, under the number of their message: those
        that were taken before and not told yet, else all that are due."""
        ...

    async def told(self, store_id: StoreId, batch: int) -> None:
        """People know."""
        ...

    async def next_due(self, store_id: StoreId) -> datetime | None:
        """When the next of those is to be told that were not taken."""
        ...
