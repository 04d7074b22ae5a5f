"""What the source's people did to their order by themselves: the destination's people decide what
becomes of the customer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.mirrors import cancellations, remakes
from core.domain.mirrors.marks import is_ours
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror
from core.domain.progress import Progress, Refund, Units, summed


@dataclass(frozen=True, slots=True)
class Cancelled:
    """They cancelled it. `units` of the customer's lines have no source any more."""

    pair: Pair
    units: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Refunded:
    """They refunded these units, which the customer has not been refunded."""

    pair: Pair
    refund: Refund
    units: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """They took these units off it, which the customer still has on order."""

    pair: Pair
    units: tuple[Units, ...]


def steps(order: Progress, pairs: Sequence[Pair]) -> Iterator[Cancelled | Refunded | Edited]:
    """What people are to be asked; nothing about an order that is cancelled itself."""
    if order.cancelled_at is not None:
        return
    lost = _lost(order, pairs)
    for pair in pairs:
        if pair.is_over and not pair.of(Kind.SOURCE_CANCELLED) and not _is_ours(pair):
            yield Cancelled(pair, _of(pair, lost))
        known = {mirror.original for mirror in pair.of(Kind.SOURCE_REFUND)}
        for refund in pair.source.refunds if not pair.is_over else ():
            units = _refunded(pair, refund, lost)
            if refund.gid not in known and not is_ours(refund) and units:
                yield Refunded(pair, refund, units)
        edited = _edited(pair, lost) if not pair.is_over else ()
        if edited:
            yield Edited(pair, edited)


def _is_ours(pair: Pair) -> bool:
    """Whether we had it cancelled."""
    return cancellations.is_wanted(pair) or remakes.is_wanted(pair)


def left_of(mirror: Mirror, order: Progress, pairs: Sequence[Pair]) -> tuple[Units, ...]:
    """What of the units of a question is still in question: the customer may have been refunded
    meanwhile, or another source order made."""
    still = summed(mirror.units) & _lost(order, pairs)
    return tuple(Units(gid, units) for gid, units in still.items())


def _lost(order: Progress, pairs: Sequence[Pair]) -> Counter[str]:
    """Units of the customer's lines that source orders were made for, that they will not ship, and
    that the customer still has on order."""
    sold, have = Counter[str](), Counter[str]()
    for pair in pairs:
        for line in pair.source.lines:
            if line.gid in pair.links:
                sold[pair.links[line.gid]] += line.quantity
                have[pair.links[line.gid]] += 0 if pair.is_over else line.current
    return +Counter(
        {
            line.gid: min(line.current, sold[line.gid]) - have[line.gid]
            for line in order.lines
            if line.gid in sold
        }
    )


def _of(pair: Pair, lost: Counter[str]) -> tuple[Units, ...]:
    pushed = Counter[str]()
    for line in pair.push.lines:
        pushed[line.line_gid] += line.quantity
    return tuple(Units(gid, units) for gid, units in (pushed & lost).items())


def _edited(pair: Pair, lost: Counter[str]) -> tuple[Units, ...]:
    """Neither refunded nor taken off by us, who then let the push carry less; and not asked about
    before."""
    removed, missing = Counter[str](), Counter[str]()
    for carried in pair.push.lines:
        missing[carried.line_gid] += carried.quantity
    for line in pair.source.lines:
        if line.gid in pair.links:
            customers = pair.links[line.gid]
            gone = line.quantity - line.current
            removed[customers] += gone - pair.source.refunded.get(line.gid, 0)
            missing[customers] -= line.current
    removed -= summed(units for one in pair.of(Kind.SOURCE_EDITED) for units in one.units)
    return tuple(Units(gid, units) for gid, units in (+removed & +missing & lost).items())


def _refunded(pair: Pair, refund: Refund, lost: Counter[str]) -> tuple[Units, ...]:
    linked: Mapping[str, str] = pair.links
    meant = summed(
        Units(linked[one.line_gid], one.quantity) for one in refund.units if one.line_gid in linked
    )
    return tuple(Units(gid, units) for gid, units in (meant & lost).items())
