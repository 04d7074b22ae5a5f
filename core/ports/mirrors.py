"""What was carried between stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.mirrors.parcels import Pick
from core.domain.mirrors.paybacks import Payback, Suggestion
from core.domain.mirrors.records import Mirror, MirrorId
from core.domain.orders import Address, OrderId
from core.domain.progress import Parcel, Progress, RefundUnits, ReturnUnits, Tracking
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

    async def save(self, mirror: Mirror, *, seen: Mirror) -> bool:
        """Write one that is still in the state and at the attempt in which it was seen; False, with
        nothing written, where somebody else has moved it since."""
        ...

    async def get(self, mirror_id: MirrorId, *, lock: bool = False) -> Mirror | None:
        """One, locked until the unit ends where that is asked for."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> Sequence[OrderId]:
        """Orders of which something waits whose time is over."""
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

    async def read_progress(
        self, store_id: StoreId, gid: str, *, address: bool = False, ended_returns: bool = False
    ) -> Progress | None:
        """An order now, with its `address` and its `ended_returns` where they are asked for; None
        when it does not exist or may not be seen. Reads by id are consistent with every write that
        was answered (facts: recorded)."""
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


class AmendGateway(Protocol):
    """What changes an order that is there. All raise as `MirrorGateway` does."""

    async def suggest_refund(
        self, store_id: StoreId, gid: str, units: Sequence[RefundUnits]
    ) -> Suggestion:
        """What Shopify would pay back for these units."""
        ...

    async def refund(
        self,
        store_id: StoreId,
        gid: str,
        payback: Payback,
        *,
        note: str,
        key: str,
        not_after: datetime,
    ) -> str:
        """Refund units; answers the refund's global id. With the same `key` and the same words it
        is done once (for about a day: facts). Nothing is sent after `not_after`. Raises
        OutcomeUnknown where no clear answer came."""
        ...

    async def cancel(
        self, store_id: StoreId, gid: str, *, reason: str | None, pays: bool, note: str
    ) -> None:
        """Ask for an order's cancellation, which Shopify carries out a little later, with its stock
        given back; one that is cancelled already is no error. Can be asked again."""
        ...

    async def edit(
        self, store_id: StoreId, gid: str, quantities: Mapping[str, int], *, note: str
    ) -> None:
        """Bring lines to these quantities: all of them, or none. Idempotent."""
        ...

    async def change_address(self, store_id: StoreId, gid: str, address: Address) -> None:
        """Send the order's parcels somewhere else. Idempotent."""
        ...

    async def open_return(
        self,
        store_id: StoreId,
        gid: str,
        units: Sequence[ReturnUnits],
        note: str,
        *,
        not_after: datetime,
    ) -> str:
        """Open a return, at most 255 characters saying why; answers its global id. Nothing is sent
        after `not_after`. Raises OutcomeUnknown where no clear answer came."""
        ...

    async def close_return(self, store_id: StoreId, return_gid: str) -> None:
        """Say that a return is over; one that is closed already is no error."""
        ...

    async def reopen_return(self, store_id: StoreId, return_gid: str) -> None:
        """Expect goods again of a return that was closed; one that is open stays so."""
        ...

    async def cancel_return(self, store_id: StoreId, return_gid: str) -> None:
        """Say that nothing comes back; one that is cancelled already is no error."""
        ...
