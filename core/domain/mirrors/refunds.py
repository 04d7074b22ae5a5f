"""From what the customer's order gave back to what its source orders must not ship, or get back.

A refund is written down on the source order, unit for unit, with the same choice about the stock.
Money moves there only where the connection says so. Never more than the source orders have beyond
what the customer still wants: what was refunded before it was pushed, or was never pushed, is none
of theirs to give up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from core.domain.mirrors.marks import is_ours
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind
from core.domain.mirrors.stock import CANCEL, RETURN, Stock
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

    What came back is taken from what was sent; other units, and what came back and is not sent any
    more, from what waits to be shipped first. Of several source orders the newest part gives up
    first.
    """
    sides = [pair for pair in pairs if not pair.is_over]
    sides.sort(key=lambda pair: (-pair.push.part, pair.push.id))
    if order.cancelled_at is not None or not sides:
        return
    desk = _Desk(order, sides)
    for refund in sorted(order.refunds, key=lambda one: (one.created_at, one.gid)):
        if not is_ours(refund):
            yield from desk.shared_out(refund)


class _Desk:
    """The source orders while refunds are shared out among them: what is given up is gone."""

    def __init__(self, order: Progress, sides: Sequence[Pair]) -> None:
        self._sides = sides
        self._done = {pair.push.id: _carried(pair) for pair in sides}
        self._stock = {pair.push.id: Stock.of(pair.source) for pair in sides}
        self._beyond = beyond(order, sides)

    def shared_out(self, refund: Refund) -> Iterator[GiveBack]:
        """The parts of one refund that no source order has yet, each for one source order."""
        carried = summed(
            Units(gid, units)
            for done in self._done.values()
            for gid, units in done.get(refund.gid, Counter[str]()).items()
        )
        free = [
            pair
            for pair in self._sides
            if refund.gid not in self._done[pair.push.id]
            and pair.settings.back.refunds is not Refunds.OFF
        ]
        given: dict[PushId, list[RefundUnits]] = {pair.push.id: [] for pair in free}
        for row in refund.units:
            before = min(row.quantity, carried[row.line_gid])
            carried[row.line_gid] -= before
            self._take(free, row, row.quantity - before, given)
        for pair in free:
            units = given[pair.push.id]
            if units:
                meant = summed(Units(pair.links[one.line_gid], one.quantity) for one in units)
                told = tuple(Units(gid, many) for gid, many in meant.items())
                yield GiveBack(pair, refund, tuple(units), told)

    def _take(
        self,
        sides: Sequence[Pair],
        row: RefundUnits,
        wanted: int,
        given: Mapping[PushId, list[RefundUnits]],
    ) -> None:
        """One row of a refund: each may have a choice of its own about the stock."""
        left = min(wanted, self._beyond[row.line_gid])
        # A parcel may have been called back since: then what came back waits to be shipped again.
        choices = (RETURN, CANCEL) if row.restock == RETURN else (row.restock,)
        for restock, pair in product(choices, sides):
            for gid, meant in pair.links.items():
                if meant == row.line_gid and left > 0:
                    taken = list(self._stock[pair.push.id].take(gid, left, restock))
                    units = sum(one.quantity for one in taken)
                    left -= units
                    self._beyond[row.line_gid] -= units
                    given[pair.push.id].extend(taken)


def beyond(order: Progress, sides: Sequence[Pair]) -> Counter[str]:
    """Units that source orders have beyond what the customer still has on order of a line, but for
    what was fulfilled by hand: that is not theirs."""
    have = summed(
        Units(pair.links[line.gid], line.current)
        for pair in sides
        for line in pair.source.lines
        if line.gid in pair.links
    )
    ours = {copy.copy for pair in sides for copy in pair.of(Kind.PARCEL) if copy.copy}
    ours |= {gid for pair in sides for gid in pair.others}
    by_hand = summed(
        units
        for parcel in order.parcels
        if parcel.is_live and parcel.gid not in ours
        for units in parcel.units
    )
    wanted = {line.gid: max(0, line.current - by_hand[line.gid]) for line in order.lines}
    return +Counter({gid: units - wanted.get(gid, 0) for gid, units in have.items()})


def _carried(pair: Pair) -> Mapping[str, Counter[str]]:
    return {mirror.original: summed(mirror.units) for mirror in pair.of(Kind.REFUND)}
