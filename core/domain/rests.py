"""What of a verdict is left to push beside the pushes there are: nothing is sent twice.

A push knows a line by its global id and by the place it was to ship from. People may move what is
not fulfilled to another place: so it is counted, too. More units than the order has of a line are
never carried, wherever they lie now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from core.domain.pushes import SETTLED, Push, PushLine
from core.domain.qualification import Verdict
from core.domain.stores import StoreId

Place = tuple[str, str | None]
"""A line's global id, and the location its units ship from; None: all of the line."""


def place_of(line: PushLine) -> Place:
    """How a push knows the line."""
    return line.line_gid, line.place


def is_among(line: PushLine, places: Set[Place]) -> bool:
    """Whether the line's units ship from one of these places."""
    return place_of(line) in places or (line.line_gid, None) in places


@dataclass(frozen=True, slots=True)
class Rest:
    """The lines of each source's share that no push speaks for, in the order's sequence."""

    lines: Mapping[StoreId, tuple[PushLine, ...]]

    @classmethod
    def of(cls, verdict: Verdict, taken: Sequence[PushLine]) -> Rest:
        """What is left of the verdict's shares beside the lines that are `taken`."""
        places = {place_of(line) for line in taken}
        left = _units_left(verdict, taken)
        found: dict[StoreId, tuple[PushLine, ...]] = {}
        for share in verdict.shares:
            every = (line for part in share.parts for line in part)
            new = (line for line in every if not is_among(line, places))
            found[share.source_id] = tuple(_bounded(new, left))
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
    free = Rest.of(verdict, [line for other in others for line in other.lines])
    mine = free.of_source(push.source_id)
    owners = Owners.of([push], mine)
    return tuple(line for line in mine if owners.part_of(line) == push.part)


def _units_left(verdict: Verdict, taken: Sequence[PushLine]) -> dict[str, int]:
    """How many units of a line may still be pushed, for lines of which the verdict knows."""
    carried: Counter[str] = Counter()
    for line in taken:
        carried[line.line_gid] += line.quantity
    return {
        line.line_gid: line.units - carried[line.line_gid]
        for line in verdict.lines
        if line.units is not None
    }


def _bounded(lines: Iterable[PushLine], left: dict[str, int]) -> Iterable[PushLine]:
    for line in lines:
        units = min(line.quantity, left.get(line.line_gid, line.quantity))
        if units > 0:
            left[line.line_gid] = left.get(line.line_gid, units) - units
            yield line if units == line.quantity else replace(line, quantity=units)
