"""From what the customer's order gave back to what its source orders must not ship, or get back.

A refund is written down on the source order, unit for unit, with the same choice about the stock.
Money moves there only where the connection says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.mirrors.records import Mirror
from core.domain.progress import Progress, Refund, RefundUnits, Units, summed
from core.domain.pushes import Push, PushId

CANCEL, RETURN, NO_RESTOCK = "CANCEL", "RETURN", "NO_RESTOCK"


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Write a refund down on one source order: `units` are in the source's lines, `meant` the same
    in the customer's."""

    push_id: PushId
    refund: Refund
    units: tuple[RefundUnits, ...]
    meant: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class SourceSide:
    """One source order, as far as it has come, with the customer's lines its lines stand for."""

    push: Push
    progress: Progress
    links: Mapping[str, str]


def steps(
    order: Progress, sources: Sequence[SourceSide], mirrors: Iterable[Mirror]
) -> Iterator[GiveBack]:
    """What of the order's refunds is to be written down, oldest first. A refund that is a copy of
    the source's own (`mirrors` know it) is none of ours to carry back.

    Units that nobody shipped are given up before those that were; of several source orders the
    newest part gives them up first.
    """
    known = list(mirrors)
    copies = {mirror.copy for mirror in known if mirror.copy}
    desk = _Desk(sources)
    for refund in sorted(order.refunds, key=lambda one: (one.created_at, one.gid)):
        if refund.gid in copies:
            continue
        done = {m.push_id: summed(m.units) for m in known if m.original == refund.gid}
        yield from desk.shared_out(refund, done)


class _Desk:
    """The source orders while refunds are shared out among them: what is given up is gone."""

    def __init__(self, sources: Sequence[SourceSide]) -> None:
        self._sides = sorted(sources, key=lambda one: (-one.push.part, one.push.id))
        self._current: dict[str, int] = {}
        self._shipped: dict[str, int] = {}
        for side in self._sides:
            shipped = side.progress.shipped
            for line in side.progress.lines:
                if line.gid in side.links:
                    self._current[line.gid] = line.current
                    self._shipped[line.gid] = min(line.current, shipped.get(line.gid, 0))

    def shared_out(self, refund: Refund, done: Mapping[PushId, Counter[str]]) -> Iterator[GiveBack]:
        """The parts of one refund that no source order has yet, each for one source order."""
        wanted = summed(Units(one.line_gid, one.quantity) for one in refund.units)
        for carried in done.values():
            wanted -= carried
        how = {one.line_gid: one for one in refund.units}
        parts: dict[PushId, list[tuple[RefundUnits, Units]]] = {}
        for shipped in (False, True):
            for side in self._sides:
                if side.push.id in done:
                    continue
                for given in self._given(side, wanted, how, shipped=shipped):
                    parts.setdefault(side.push.id, []).append(given)
        for push_id, part in parts.items():
            units, meant = zip(*part, strict=True)
            yield GiveBack(push_id, refund, units, meant)

    def _given(
        self,
        side: SourceSide,
        wanted: Counter[str],
        how: Mapping[str, RefundUnits],
        *,
        shipped: bool,
    ) -> Iterator[tuple[RefundUnits, Units]]:
        for gid, meant in side.links.items():
            there = self._shipped.get(gid, 0) if shipped else self._unshipped(gid)
            units = min(wanted[meant], there)
            if units <= 0:
                continue
            wanted[meant] -= units
            self._current[gid] -= units
            if shipped:
                self._shipped[gid] -= units
            restock = _restock(how[meant], shipped=shipped)
            yield RefundUnits(gid, units, restock, None), Units(meant, units)

    def _unshipped(self, gid: str) -> int:
        return self._current.get(gid, 0) - self._shipped.get(gid, 0)


def _restock(refunded: RefundUnits, *, shipped: bool) -> str:
    """What was never shipped cannot come back: it is only free again."""
    if refunded.restock == NO_RESTOCK:
        return NO_RESTOCK
    return RETURN if shipped else CANCEL
