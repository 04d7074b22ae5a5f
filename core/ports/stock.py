"""How stock is counted and written, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.stock.aims import Batch
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Level:
    """One inventory item at one location: units for sale. `stocked`: whether it is kept there at
    all; `tracked`: whether the store counts it anywhere."""

    available: int
    stocked: bool = True
    tracked: bool = True


class StockGateway(Protocol):
    """One way to every store's stock. Every method may raise `AccessRefused`, `Temporary` and
    `Broken`."""

    async def levels(
        self, store_id: StoreId, item_gids: Collection[str], location_gid: str
    ) -> Mapping[str, Level]:
        """What each of these inventory items has at a location; one that does not exist is left
        out."""
        ...

    async def set_levels(self, store_id: StoreId, batch: Batch) -> Sequence[int]:
        """Write all rows of a batch over the numbers that they expect, or none of them; asked again
        with the same key the store answers as it did. Returns the places of the rows that expected
        another number than was there: nothing was written where there is one.

        Raises:
            Rejected: the store refuses, in its own words; nothing was written.
            OutcomeUnknown: nobody knows whether it was written.
        """
        ...

    async def stock_item(
        self, store_id: StoreId, item_gid: str, location_gid: str, available: int, *, key: str
    ) -> None:
        """Begin to keep an item at a location, with so many units.

        Raises:
            Rejected, OutcomeUnknown: as `set_levels`.
        """
        ...

    async def adjust(
        self, store_id: StoreId, changes: Mapping[tuple[str, str], int], *, key: str
    ) -> None:
        """Change what is there, by (item, location), by so many units each: all, or none.

        Raises:
            Rejected, OutcomeUnknown: as `set_levels`.
        """
        ...
