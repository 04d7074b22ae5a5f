"""What of a verdict is left to push beside the pushes there are: nothing is sent twice.

A push knows a line by its global id and by the place it was to ship from. People may move what is
not fulfilled to another place: so it is counted, too. More units than the order has of a line are
never carried, wherever they lie now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.pushes import SETTLED, Push, PushLine
from core.domain.qualification import Verdict
from core.domain.stores import StoreId

Place = tuple[str, str | None]
"""A line's global id, and the location its units ship from; None: all of the line."""


def place_of(line: PushLine) -> Place:
    """How a push knows the line."""
    return line.line_gid, line.place


@dataclass(frozen=True, slots=True)
class Rest:
    """The lines of each source's share that no push speaks for, in the order's sequence."""

    lines: Mapping[StoreId, tuple[PushLine, ...]]

    @classmethod
    def of(cls, verdict: Verdict, pushes: Sequence[Push]) -> Rest:
        """What is left of the verdict's shares beside what these pushes carry."""
        carried = [line for push in pushes for line in push.lines]
        whole = {line.line_gid for line in carried if line.place is None}
        bounded = {each.line_gid for each in verdict.lines if each.units is not None}
        there = Counter[Place]()
        for push in pushes:
            for line in push.lines:
                # What was shipped is not among what is to ship: `left` bounds it.
                if not (_is_shipped(push) and line.line_gid in bounded):
                    there[place_of(line)] += line.quantity
        left = _units_left(verdict, pushes)
        found: dict[StoreId, tuple[PushLine, ...]] = {}
        for share in verdict.shares:
            every = (line for part in share.parts for line in part)
            new = (line for line in every if line.line_gid not in whole)
            found[share.source_id] = tuple(_bounded(new, there, left))
        return cls(found)

    def of_source(self, source_id: StoreId) -> tuple[PushLine, ...]:
        """What is left for one source."""
        return self.lines.get(source_id, ())


@dataclass(frozen=True, slots=True)
class Owners:
    """Which push has which line: that which has it at its very place, else that which had it at a
    place where nothing of it is left."""

    exactly: Mapping[Place, int]
    moved: Mapping[str, int]

    @classmethod
    def of(cls, pushes: Sequence[Push], free: Iterable[PushLine]) -> Owners:
        """The owners, by part, among these pushes of one source; the lower part comes first."""
        there = {place_of(line) for line in free}
        exactly: dict[Place, int] = {}
        moved: dict[str, int] = {}
        for push in reversed(pushes):
            for line in push.lines:
                exactly[place_of(line)] = push.part
                if place_of(line) not in there:
                    moved[line.line_gid] = push.part
        return cls(exactly, moved)

    def part_of(self, line: PushLine) -> int | None:
        """The part that has this line, None where it is new."""
        own = self.exactly.get(place_of(line))
        return self.moved.get(line.line_gid) if own is None else own


def lines_now(push: Push, verdict: Verdict, every: Iterable[Push]) -> tuple[PushLine, ...]:
    """What of a push's lines still qualifies, in today's quantities, beside the other pushes of
    `every` that carry something of the order."""
    others = (other for other in every if other.id != push.id and other.state in SETTLED)
    mine = Rest.of(verdict, list(others)).of_source(push.source_id)
    owners = Owners.of([push], mine)
    return tuple(line for line in mine if owners.part_of(line) == push.part)


def _units_left(verdict: Verdict, pushes: Sequence[Push]) -> dict[str, int]:
    """How many units of a line may still be pushed, for lines of which the verdict knows.

    Not more than the order has beside all that is carried. And not more than are to ship now beside
    what is carried and not shipped by its source: units that somebody fulfilled by hand were never
    among those.
    """
    carried, unshipped = Counter[str](), Counter[str]()
    for push in pushes:
        for line in push.lines:
            carried[line.line_gid] += line.quantity
            unshipped[line.line_gid] += 0 if _is_shipped(push) else line.quantity
    to_ship = Counter[str]()
    for each in verdict.lines:
        to_ship[each.line_gid] += 0 if each.quiet else each.quantity
    return {
        each.line_gid: min(
            each.units - carried[each.line_gid],
            to_ship[each.line_gid] - unshipped[each.line_gid],
        )
        for each in verdict.lines
        if each.units is not None
    }


def _is_shipped(push: Push) -> bool:
    return push.source_order is not None and push.source_order.fulfillment_status == "FULFILLED"


def _bounded(
    lines: Iterable[PushLine], there: Mapping[Place, int], left: dict[str, int]
) -> Iterable[PushLine]:
    for line in lines:
        here = line.quantity - there.get(place_of(line), 0)
        units = min(here, left.get(line.line_gid, here))
        if units > 0:
            left[line.line_gid] = left.get(line.line_gid, units) - units
            yield line if units == line.quantity else replace(line, quantity=units)
