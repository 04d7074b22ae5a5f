"""What was taken off the customer's order by an edit, and is still on its source orders.

Decided from the quantities of both, so that it comes to the same however often it is asked. What
was added is judged like everything else that no push carries (`core.domain.rests`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.mirrors import remakes
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.questions import REFUSED, Choice, choice_of
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Line, Progress, Units, summed


@dataclass(frozen=True, slots=True)
class Reduce:
    """Bring lines of one source order to these quantities; `removed` is the difference, in the
    customer's lines."""

    pair: Pair
    quantities: Mapping[str, int]
    removed: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Shipped:
    """Units that were taken off the customer's order when the source had shipped them."""

    pair: Pair
    units: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing is left of a change that the source order did not take."""

    pair: Pair
    question: Mirror


def steps(order: Progress, pairs: Sequence[Pair]) -> Iterator[Reduce | Shipped | Settled]:
    """What is to be done; nothing for an order that is cancelled."""
    sides = [pair for pair in pairs if not pair.is_over and pair.settings.back.edits]
    sides.sort(key=lambda pair: (-pair.push.part, pair.push.id))
    if order.cancelled_at is not None:
        return
    surplus = _surplus(order, sides)
    for pair in sides:
        taken = _open_lines(pair, surplus)
        yield from _reduced(pair, taken) if taken else _settled(pair)
    for pair in sides:
        told = _units(one for one in pair.of(Kind.EDIT) if one.place != REFUSED)
        late = _shipped_lines(pair, surplus) - told
        if late:
            yield Shipped(pair, tuple(Units(gid, units) for gid, units in late.items()))


def _reduced(pair: Pair, taken: Counter[str]) -> Iterator[Reduce]:
    now = {line.gid: line.current for line in pair.source.lines}
    units = summed(Units(pair.links[gid], many) for gid, many in taken.items())
    removed = tuple(Units(gid, many) for gid, many in units.items())
    if not remakes.is_settled(pair, removed):
        yield Reduce(pair, {gid: now[gid] - many for gid, many in taken.items()}, removed)


def _settled(pair: Pair) -> Iterator[Settled]:
    asked = remakes.question(pair)
    if asked is not None and asked.state in {State.ASKED, State.AGREED}:
        yield Settled(pair, asked)


def _surplus(order: Progress, sides: Sequence[Pair]) -> Counter[str]:
    """Units that an edit took off the customer's lines, beyond those that no source has and those
    that were taken off the source orders already."""
    sold, removed = Counter[str](), Counter[str]()
    for pair in sides:
        for line in pair.source.lines:
            if line.gid in pair.links:
                sold[pair.links[line.gid]] += line.quantity
                removed[pair.links[line.gid]] += _removed(pair.source, line)
        again, settled = _of_the_source(pair)
        sold -= again
        removed -= again + settled
    ours = {copy.copy for pair in sides for copy in pair.of(Kind.PARCEL) if copy.copy}
    by_hand = summed(
        units
        for parcel in order.parcels
        if parcel.is_live and parcel.gid not in ours
        for units in parcel.units
    )
    found = Counter[str]()
    for line in order.lines:
        if line.gid in sold:
            # What nobody had pushed was taken off first; what was fulfilled by hand was not.
            free = max(0, line.quantity - sold[line.gid] - by_hand[line.gid])
            found[line.gid] = _removed(order, line) - free - removed[line.gid]
    return +found


def _of_the_source(pair: Pair) -> tuple[Counter[str], Counter[str]]:
    """Units that the source's people took off, which have nothing to do with the customer's edits:
    those that another source order was made for, and those that the customer was refunded."""
    asked = pair.of(Kind.SOURCE_EDITED)
    again = (one for one in asked if choice_of(one) is Choice.PUSH_AGAIN)
    paid = (one for one in asked if one.state is State.DONE)
    return _units(again), _units(paid)


def _units(mirrors: Iterable[Mirror]) -> Counter[str]:
    return summed(units for one in mirrors for units in one.units)


def _removed(order: Progress, line: Line) -> int:
    """By edits alone."""
    return line.quantity - line.current - order.refunded.get(line.gid, 0)


def _open_lines(pair: Pair, surplus: Counter[str]) -> Counter[str]:
    return _taken(pair, surplus, pair.source.open_units)


def _shipped_lines(pair: Pair, surplus: Counter[str]) -> Counter[str]:
    taken = _taken(pair, surplus, pair.source.shipped)
    return summed(Units(pair.links[gid], units) for gid, units in taken.items())


def _taken(pair: Pair, surplus: Counter[str], there: Mapping[str, int]) -> Counter[str]:
    taken = Counter[str]()
    for gid, meant in pair.links.items():
        units = min(surplus[meant], there.get(gid, 0))
        if units > 0:
            surplus[meant] -= units
            taken[gid] += units
    return taken
