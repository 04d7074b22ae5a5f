"""Returns of the customer's order, shown on the source orders whose parcels come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Parcel, Return, ReturnUnits, Units

_THERE = frozenset({"OPEN", "CLOSED"})
_ENDED = frozenset({"CLOSED", "CANCELED"})


@dataclass(frozen=True, slots=True)
class Open:
    """Open one on the source order: `units` are in its lines and parcels, `meant` in the
    customer's lines."""

    pair: Pair
    original: Return
    units: tuple[ReturnUnits, ...]
    meant: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Follow:
    """Close, reopen or cancel the copy, as happened to the original; `there`: it is so already."""

    pair: Pair
    mirror: Mirror
    original: Return
    there: bool


def steps(pair: Pair) -> Iterator[Open | Follow]:
    """What is to be done for one source order."""
    if pair.is_over or not pair.settings.back.returns:
        return
    known = {mirror.original: mirror for mirror in pair.of(Kind.RETURN)}
    for original in pair.order.returns:
        mirror = known.get(original.gid)
        if mirror is None:
            if original.status in _THERE:
                yield from _opened(pair, original)
        elif mirror.state is State.DONE and original.status in _THERE | _ENDED:
            yield from _followed(pair, mirror, original)


def _opened(pair: Pair, original: Return) -> Iterator[Open]:
    found = [parts for one in original.units for parts in _parts(pair, one)]
    if found:
        units, meant = zip(*found, strict=True)
        yield Open(pair, original, units, meant)


def _parts(pair: Pair, wanted: ReturnUnits) -> Iterator[tuple[ReturnUnits, Units]]:
    """The same goods in the parcel that the source sent: through the copy that stands for it."""
    parcel = _original_of(pair, wanted)
    left = wanted.quantity
    for unit in parcel.units if parcel else ():
        if parcel is None or pair.links.get(unit.line_gid) != wanted.line_gid:
            continue
        quantity = min(left, unit.quantity)
        if quantity > 0:
            left -= quantity
            part = parcel.parts[unit.line_gid]
            yield ReturnUnits(unit.line_gid, part, quantity), Units(wanted.line_gid, quantity)


def _original_of(pair: Pair, wanted: ReturnUnits) -> Parcel | None:
    for mirror in pair.of(Kind.PARCEL):
        copy = pair.order.parcel(mirror.copy) if mirror.copy else None
        if copy is not None and wanted.part_gid in copy.parts.values():
            return pair.source.parcel(mirror.original)
    return None


def _followed(pair: Pair, mirror: Mirror, original: Return) -> Iterator[Follow]:
    """Each change once: what the source's people make of the copy afterwards is theirs."""
    if mirror.key != original.status:
        copy = next((one.status for one in pair.source.returns if one.gid == mirror.copy), None)
        both_ended = copy in _ENDED and original.status in _ENDED
        there = copy == original.status or both_ended
        yield Follow(pair, mirror, original, there)
