"""Units of an order to give up, each with the place its stock goes back to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.domain.progress import Progress, RefundUnits

CANCEL, RETURN, NO_RESTOCK = "CANCEL", "RETURN", "NO_RESTOCK"
"""Shopify's: never shipped and free again; shipped and back; gone."""


@dataclass(slots=True)
class Stock:
    """What of an order can still be given up: `waiting` is to be shipped, `sent` is in parcels, by
    line. What is taken is taken."""

    order: Progress
    waiting: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, order: Progress) -> Stock:
        """All there is."""
        unshipped = order.open_units
        stock = cls(order)
        for line in order.lines:
            stock.waiting[line.gid] = min(line.current, unshipped.get(line.gid, 0))
            stock.sent[line.gid] = line.current - stock.waiting[line.gid]
        return stock

    def take(self, line_gid: str, wanted: int, restock: str) -> Iterator[RefundUnits]:
        """So many units of a line, at most as many as are there. What comes back was sent; all else
        is taken from what waits first, and from what was sent only where nothing waits."""
        left = wanted
        if restock != RETURN:
            units = min(left, self.waiting.get(line_gid, 0))
            if units > 0:
                yield self._waiting(line_gid, units, restock)
                left -= units
        units = min(left, self.sent.get(line_gid, 0))
        if units > 0:
            self.sent[line_gid] -= units
            kind = RETURN if restock == RETURN else NO_RESTOCK
            place = _senders(self.order).get(line_gid) if kind == RETURN else None
            yield RefundUnits(line_gid, units, kind, place)

    def _waiting(self, line_gid: str, units: int, restock: str) -> RefundUnits:
        """Of a line of which something was sent, Shopify was seen to take units that are not put
        back from those that were sent (community.shopify.dev/t/19953): what waits is put back."""
        partly = self.order.shipped.get(line_gid, 0) > 0
        kind = NO_RESTOCK if restock == NO_RESTOCK and not partly else CANCEL
        self.waiting[line_gid] -= units
        place = None if kind == NO_RESTOCK else _homes(self.order).get(line_gid)
        return RefundUnits(line_gid, units, kind, place)


def given_up(order: Progress, wanted: Mapping[str, int], restock: str) -> Iterator[RefundUnits]:
    """So many units of these lines, as `Stock.take` takes them."""
    stock = Stock.of(order)
    for line_gid, units in wanted.items():
        yield from stock.take(line_gid, units, restock)


def _homes(order: Progress) -> Mapping[str, str]:
    return {
        unit.line_gid: task.location_gid
        for task in order.tasks
        for unit in task.units
        if task.location_gid
    }


def _senders(order: Progress) -> Mapping[str, str]:
    return {
        unit.line_gid: parcel.location_gid
        for parcel in order.parcels
        for unit in parcel.units
        if parcel.is_live and parcel.location_gid
    }
