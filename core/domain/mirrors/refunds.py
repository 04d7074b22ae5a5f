"""From what the customer's order gave back to what its source orders must not ship, or get back.

A refund is written down on the source order, unit for unit, with the same choice about the stock.
Money moves there only where the connection says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.mirrors.marks import is_ours
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind
from core.domain.mirrors.stock import given_up
from core.domain.progress import Progress, Refund, RefundUnits, Units, summed
from core.domain.push_settings import Refunds
from core.domain.pushes import PushId


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Write a refund down on one source order: `units` are in the source's lines, `meant` the same
    in the customer's."""

    pair: Pair
    refund: Refund
    units: tuple[RefundUnits, ...]
    meant: tuple[Units, ...]


def steps(order: Progress, pairs: Sequence[Pair]) -> Iterator[GiveBack]:
    """What of the order's refunds is to be written down, oldest first. A refund that is our own,
    for one that the source made, is none to carry back; those of a cancelled order go with its
    cancellation.

    Units that nobody shipped are given up before those that were; of several source orders the
    newest part gives them up first.
    """
    sides = [pair for pair in pairs if not pair.is_over]
    sides.sort(key=lambda pair: (-pair.push.part, pair.push.id))
    if order.cancelled_at is not None or not sides:
        return
    desk = _Desk(sides)
    for refund in sorted(order.refunds, key=lambda one: (one.created_at, one.gid)):
        if not is_ours(refund):
            yield from desk.shared_out(refund)


class _Desk:
    """The source orders while refunds are shared out among them: what is given up is gone."""

    def __init__(self, sides: Sequence[Pair]) -> None:
        self._sides = sides
        self._done = {pair.push.id: _carried(pair) for pair in sides}
        self._left: dict[tuple[PushId, str], int] = {}
        self._open: dict[tuple[PushId, str], int] = {}
        for pair in sides:
            waiting = pair.source.open_units
            for line in pair.source.lines:
                if line.gid in pair.links:
                    self._left[pair.push.id, line.gid] = line.current
                    self._open[pair.push.id, line.gid] = waiting.get(line.gid, 0)

    def shared_out(self, refund: Refund) -> Iterator[GiveBack]:
        """The parts of one refund that no source order has yet, each for one source order."""
        wanted = summed(Units(one.line_gid, one.quantity) for one in refund.units)
        free = []
        for pair in self._sides:
            carried = self._done[pair.push.id].get(refund.gid)
            if carried is not None:
                wanted -= carried
            elif pair.settings.back.refunds is not Refunds.OFF:
                free.append(pair)
        restock = {one.line_gid: one.restock for one in refund.units}
        for pair, lines in self._taken(free, wanted):
            meant = summed(Units(pair.links[gid], units) for gid, units in lines.items())
            yield GiveBack(
                pair,
                refund,
                tuple(_with_restock(pair, lines, restock)),
                tuple(Units(gid, units) for gid, units in meant.items()),
            )

    def _taken(
        self, sides: Sequence[Pair], wanted: Counter[str]
    ) -> Iterator[tuple[Pair, Counter[str]]]:
        """What each source order gives up, in its own lines."""
        given: dict[PushId, Counter[str]] = {pair.push.id: Counter() for pair in sides}
        for shipped in (False, True):
            for pair in sides:
                for gid, meant in pair.links.items():
                    key = pair.push.id, gid
                    there = (self._left if shipped else self._open).get(key, 0)
                    units = min(wanted[meant], there)
                    if units > 0:
                        wanted[meant] -= units
                        self._left[key] -= units
                        self._open[key] = max(0, self._open[key] - units)
                        given[pair.push.id][gid] += units
        for pair in sides:
            if given[pair.push.id]:
                yield pair, given[pair.push.id]


def _with_restock(
    pair: Pair, lines: Mapping[str, int], restock: Mapping[str, str]
) -> Iterator[RefundUnits]:
    """A line at a time: the customer's lines may each have a choice of their own."""
    for gid, units in lines.items():
        yield from given_up(pair.source, {gid: units}, restock[pair.links[gid]])


def _carried(pair: Pair) -> Mapping[str, Counter[str]]:
    return {mirror.original: summed(mirror.units) for mirror in pair.of(Kind.REFUND)}
