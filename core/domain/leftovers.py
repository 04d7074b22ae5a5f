"""What of an order stays behind: items that must be shipped and that no push carries.

An item that needs no shipping, or has nothing left to ship, stays for good reason and is not meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.domain.orders import OrderFacts
from core.domain.pushes import Push, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import UNITS_IN_QUESTION, Reason, units_in_question

_CARRIES_NOTHING = frozenset({PushState.SKIPPED, PushState.CANCELLED})


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """`units` of the order's `total` units to ship stay behind, for these reasons, each once.
    `rest_pushed`: the others are on their source stores already."""

    units: int
    total: int
    reasons: tuple[Reason, ...]
    rest_pushed: bool = False


def left_behind(
    facts: OrderFacts, lines: Sequence[LineVerdict], pushes: Sequence[Push]
) -> LeftBehind | None:
    """What stays behind of this order, None where nothing does or where the order is over."""
    carried = Carried.of(lines, pushes)
    staying = carried.staying()
    if facts.is_over or not staying:
        return None
    states = {push.state for push in pushes} - _CARRIES_NOTHING
    units = sum(units for _, units in staying)
    return LeftBehind(
        units=units,
        total=_total(lines, carried, staying),
        reasons=tuple(dict.fromkeys(line.reason for line, _ in staying if line.reason)),
        rest_pushed=states == {PushState.PUSHED},
    )


def is_quiet(line: LineVerdict) -> bool:
    """Whether the line stays for a reason that nobody has to mend."""
    return line.quiet


@dataclass(frozen=True, slots=True)
class Carried:
    """Which push carries which units of an order. A line that was sent stays sent, whatever became
    of its SKU or its location since."""

    lines: Sequence[LineVerdict]
    by_place: dict[tuple[str, str | None], Push] = field(default_factory=dict)
    by_line: dict[str, Push] = field(default_factory=dict)
    units: Counter[str] = field(default_factory=Counter)
    there: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    cancelled: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Sequence[LineVerdict], pushes: Iterable[Push]) -> Carried:
        """By these pushes, of these lines."""
        carried = cls(lines)
        every = tuple(pushes)
        for push in (push for push in every if push.state is PushState.CANCELLED):
            for line in push.lines:
                carried.cancelled[line.line_gid] += line.quantity
        for push in (push for push in every if push.state not in _CARRIES_NOTHING):
            for line in push.lines:
                carried.by_place[line.line_gid, line.place] = push
                carried.by_line[line.line_gid] = push
                carried.units[line.line_gid] += line.quantity
                carried.there[line.line_gid, line.place] += line.quantity
        return carried

    def push_of(self, line: LineVerdict) -> Push | None:
        """The push that carries this line, None where none does."""
        own = self.by_place.get((line.line_gid, line.place))
        own = own or self.by_place.get((line.line_gid, None))
        if own is None and self._free(line) <= 0:
            return self.by_line.get(line.line_gid)
        return own

    def staying(self) -> list[tuple[LineVerdict, int]]:
        """The lines that must ship, with how many units of each no push carries: the refused ones,
        then those in question."""
        left: dict[str, int] = {}
        found: list[tuple[LineVerdict, int]] = []
        for line in self.lines:
            if line.reason is None or line.quiet or self.push_of(line) is not None:
                continue
            free = left.get(line.line_gid, self._free(line))
            units = min(line.quantity, free)
            left[line.line_gid] = free - units
            if units > 0:
                found.append((line, units))
        return [*found, *self._in_question(left)]

    def in_question(self) -> list[LineVerdict]:
        """The units in question alone, each with that reason."""
        return [
            replace(line, quantity=units)
            for line, units in self.staying()
            if line.reason is not None and line.reason.code == UNITS_IN_QUESTION
        ]

    def _in_question(self, left: dict[str, int]) -> Iterator[tuple[LineVerdict, int]]:
        """Of lines that qualify, and of which a push carries something: units that none carries,
        because they may be the very ones that were sent. `left` are the units left of a line."""
        left = dict(left)
        for line in self.lines:
            gid = line.line_gid
            if line.reason is not None or gid not in self.by_line or (gid, None) in self.by_place:
                continue
            free = left.get(gid, self._free(line)) - self.cancelled[gid]
            units = min(line.quantity - self.there[gid, line.place], free)
            if units > 0:
                left[gid] = free + self.cancelled[gid] - units
                yield replace(line, reason=units_in_question(units, line.sku or line.title)), units

    def _free(self, line: LineVerdict) -> int:
        """Units of the whole line that no push carries."""
        if line.units is None:
            return 0 if line.line_gid in self.by_line else line.quantity
        return line.units - self.units[line.line_gid]


def _total(
    lines: Sequence[LineVerdict], carried: Carried, staying: Iterable[tuple[LineVerdict, int]]
) -> int:
    to_ship: Counter[str] = Counter()
    for line in lines:
        to_ship[line.line_gid] += 0 if line.quiet else line.quantity
    known = Counter({gid: carried.units[gid] for gid in to_ship})
    for line, units in staying:
        known[line.line_gid] += units
    return sum(max(units, known[gid]) for gid, units in to_ship.items())
