"""What a destination's location shows of one item, and how much of it is explained.

A customer's order takes its units off the destination at once; SyncTec hears of it a moment later.
In between the number there is lower than anything known explains. Writing the source's number over
it would put a unit back on sale that is sold. So each shelf is kept as an account: what it is
believed to show, and which of its changes nobody has explained yet. Units that are missing are held
back everywhere, until orders explain them or the time in which orders are heard of is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.stores import StoreId

GRACE = timedelta(minutes=10)
"""Twice the time between two polls of a store: whoever bought something is heard of by then."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One variant at one location of a store."""

    store_id: StoreId
    variant_gid: str
    location_gid: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A change that was seen and is not explained: so many units fewer, negative: more. `own`: it
    may come from a number of SyncTec's of which nobody knows whether it was written."""

    units: int
    since: datetime
    own: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """The account of a spot. `shown`: units for sale there, as far as is known; None until it was
    looked at. `gaps`, the oldest first: fewer units and more units side by side, since a unit that
    was bought is not given back by somebody who counted. `writing`: what SyncTec is writing over
    it, until the store's answer is known. `doubtful`: something said that it shows another number.
    `lost`: so it may after an answer that never came. `stocked`: whether the item is at the
    location at all."""

    spot: Spot
    shown: int | None = None
    gaps: tuple[Gap, ...] = ()
    writing: int | None = None
    doubtful: bool = False
    lost: bool = False
    stocked: bool = True

    @property
    def held_back(self) -> int:
        """Units that somebody may have bought."""
        return sum(max(0, gap.units) for gap in self.gaps)

    def hear(self, units: int) -> Shelf:
        """An order took these units (gave them back where negative): that explains the oldest gaps
        first, so that what is left of a gap after its time was no order's, and is a further change
        for the rest."""
        if self.shown is None:
            return self
        left, gaps = units, []
        for gap in self.gaps:
            explained = _common(left, gap.units)
            left -= explained
            gaps.append(replace(gap, units=gap.units - explained))
        writing = None if self.writing is None else self.writing - left
        return replace(self, shown=self.shown - left, writing=writing, gaps=_open(gaps))

    def come_and_gone(self, units: int) -> Shelf:
        """An order is heard of that has given these units back by now: somebody may have looked in
        between, and seen them missing."""
        return self.hear(units).hear(-units)

    def look(self, actual: int, now: datetime) -> Shelf:
        """It was read: what differs from what was believed is not explained yet. What it shows when
        it is looked at for the first time needs no explanation."""
        fewer = 0 if self.shown is None else self.shown - actual
        gaps = _open((*self.gaps, Gap(fewer, now, self.lost)))
        return Shelf(self.spot, actual, gaps, self.writing)

    def begin(self, after: int) -> Shelf:
        """SyncTec is about to write this number."""
        return replace(self, writing=after)

    def ended(self, *, written: bool) -> Shelf:
        """The store's answer to what was begun; what was heard meanwhile stands."""
        return replace(self, shown=self.writing if written else self.shown, writing=None)

    def given_up(self) -> Shelf:
        """Whether the number was written will not be known. Of the two numbers it may have shown
        the higher one is believed: what is missing then may have been bought, and is held back."""
        if self.writing is None:
            return self
        highest = max(self.shown or 0, self.writing)
        return replace(self, shown=highest, writing=None, doubtful=True, lost=True)

    def is_unsure(self, now: datetime) -> bool:
        """Whether it has to be read before anything is decided. What is being written is not: the
        store's answer comes first."""
        unknown = self.shown is None or self.doubtful or self.is_overdue(now)
        return unknown and self.writing is None

    @property
    def is_known(self) -> bool:
        """Whether a number may be written over what it shows."""
        return self.shown is not None and self.writing is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether a gap's time is over: no order made it."""
        return any(_is_over(gap, now) for gap in self.gaps)

    def excused(self, now: datetime) -> tuple[Shelf, int]:
        """The same without the gaps whose time is over, nor what undid them since; and by how many
        units somebody changed the number there, positive where they raised it."""
        over = [gap for gap in self.gaps if _is_over(gap, now)]
        left, gaps = -sum(gap.units for gap in over if not gap.own), []
        # Some of these may have been bought, and given back before the order was heard of.
        back = -sum(max(0, gap.units) for gap in over if gap.own)
        for gap in (gap for gap in self.gaps if not _is_over(gap, now)):
            undone = _common(left, gap.units)
            given_back = _common(back, gap.units - undone)
            left, back = left - undone, back - given_back
            gaps.append(replace(gap, units=gap.units - undone - given_back))
        return replace(self, gaps=_open(gaps)), left


def _common(units: int, gap: int) -> int:
    """As much of a change as a gap of the same direction explains."""
    if units * gap <= 0:
        return 0
    return min(units, gap) if units > 0 else max(units, gap)


def _open(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in gaps if gap.units)


def _is_over(gap: Gap, now: datetime) -> bool:
    return now - gap.since >= GRACE
