"""What was carried between stores, and what happened to an order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from core.domain.history import Event
from core.domain.mirrors.records import Mirror
from core.domain.orders import OrderId
from core.domain.pushes import PushId

Links = Mapping[str, tuple[str, str | None]]
"""From a source order's lines to the customer's line, and to the place it was to ship from."""


class Mirrors(Protocol):
    """Everything that was carried, and the lines it was carried between."""

    async def of_pushes(self, push_ids: Collection[PushId]) -> Sequence[Mirror]:
        """What was carried for these pushes, oldest first."""
        ...

    async def add(self, mirror: Mirror) -> Mirror | None:
        """With its key; None where another process has added the very same."""
        ...

    async def save(self, mirror: Mirror) -> bool:
        """Write one whose attempt is still the newest; False where it is not."""
        ...

    async def forget(self, mirror: Mirror) -> None:
        """It never came to be."""
        ...

    async def links(self, push_ids: Collection[PushId]) -> Mapping[PushId, Links]:
        """The lines of those pushes whose source orders were read."""
        ...

    async def keep_links(self, push_id: PushId, links: Links) -> None:
        """Once for each line; what is there stays."""
        ...


class Events(Protocol):
    """The timelines of orders."""

    async def add(self, events: Collection[Event]) -> int:
        """Those that are not there yet; how many these were."""
        ...

    async def of_order(self, order_id: OrderId) -> Sequence[Event]:
        """All, by when they happened."""
        ...
