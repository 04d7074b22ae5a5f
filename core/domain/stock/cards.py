"""What people are shown about stock, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.match_cards import Link
from core.domain.stock.comparisons import Comparison, Stage
from core.domain.stock.differences import Difference
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An order that waits for units of an item, at its store; `url` leads to it there."""

    name: str
    store: Store
    units: int
    url: str


@dataclass(frozen=True, slots=True)
class OversoldCard:
    """Customers paid for more of an item than its source has. `orders` are the newest of those that
    wait for it, `waiting` says how many there are."""

    source: Store
    sku: str
    title: str
    there: int
    promised: int
    orders: tuple[WaitingOrder, ...] = ()
    waiting: int = 0

    @property
    def missing(self) -> int:
        """Units that nobody has."""
        return max(0, self.promised - self.there)


@dataclass(frozen=True, slots=True)
class StockLine:
    """One number of an item: what a store shows at a location, or has there. `units` None: it was
    not looked at yet, or is not counted. `note` says what else has to be known of it."""

    store: Store
    location: str
    units: int | None
    moved_at: datetime | None = None
    why: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StockCard:
    """An item everywhere: at its sources, with what is promised of it, and at the destinations.
    `followed`: one of them shows what a source has, which is counted for it."""

    sku: str
    sources: tuple[StockLine, ...]
    destinations: tuple[StockLine, ...]
    promised: int
    orders: tuple[WaitingOrder, ...] = ()
    waiting: int = 0
    followed: bool = True


@dataclass(frozen=True, slots=True)
class PlacedDifference:
    """A difference with the name of its location."""

    difference: Difference
    location: str


SHOWN, SHOWN_BY_NIGHT = 12, 5
"""Differences that a message names; the rest is in a file."""


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """A comparison as it stands: how many variants of the source and of the destination were listed
    so far (None: it has not begun), the first differences, and of how many differing items nothing
    was done yet; `written` numbers were put right."""

    link: Link
    run: Comparison
    listed: tuple[int | None, int | None] = (None, None)
    found: tuple[PlacedDifference, ...] = ()
    waiting: int = 0
    written: int = 0

    @property
    def mended_by_night(self) -> bool:
        """Whether it puts right what it found, and nobody asked."""
        return (
            self.run.by_night and self.run.applied_by is None and self.run.stage is not Stage.SHOWN
        )

    @property
    def shown(self) -> int:
        """How many of the differences its message names."""
        return SHOWN_BY_NIGHT if self.mended_by_night else SHOWN
