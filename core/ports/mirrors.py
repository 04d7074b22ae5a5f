"""What was carried between stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.mirrors.parcels import Pick
from core.domain.mirrors.records import Mirror
from core.domain.progress import Parcel, Progress, Tracking
from core.domain.pushes import PushId
from core.domain.stores import StoreId

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


class MirrorGateway(Protocol):
    """Every store's orders as far as they have come, and what is written into them. All raise
    `AccessRefused`, `Temporary`, `Broken`; what writes raises `Rejected` with Shopify's own words,
    and then nothing was done."""

    async def read_progress(self, store_id: StoreId, gid: str) -> Progress | None:
        """An order now; None when it does not exist or may not be seen. Reads by id are consistent
        with every write that was answered (facts: recorded)."""
        ...

    async def ship(
        self,
        store_id: StoreId,
        picks: Sequence[Pick],
        tracking: Tracking,
        *,
        notify: bool,
        not_after: datetime,
    ) -> Parcel:
        """Mark units of one location as shipped. Not idempotent: raises OutcomeUnknown where no
        clear answer came. Nothing is sent after `not_after`."""
        ...

    async def retrack(
        self, store_id: StoreId, parcel_gid: str, tracking: Tracking, *, notify: bool
    ) -> None:
        """Replace the tracking of a fulfilment. Idempotent."""
        ...

    async def call_back(self, store_id: StoreId, parcel_gid: str) -> None:
        """Cancel a fulfilment; one that is cancelled already is no error."""
        ...
