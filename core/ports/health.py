"""How the stores do: what is kept of it, and who watches the calls."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from core.domain.breakers import StoreHealth
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
