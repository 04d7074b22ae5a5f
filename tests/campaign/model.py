"""What must become of every unit, by the generator's knowledge of each order alone.

Written apart from the product, so that one mistake cannot hide in both: it knows the shelves, what
customers and staff did, and the promise; no state, no rule and no table of SyncTec.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.campaign.orders import Kind, Planned, Wanted
from tests.campaign.world import EVERYTHING


class End(StrEnum):
    """Where units may end."""

    PUSHED = "pushed"
    STAYS = "stays"  # nothing ships them, or not any more: with a reason
    HELD = "held"  # a rule of the order is not met
    OVER = "over"  # the order was cancelled or refunded before it went
    FAILED = "failed"  # refused with a reason; a person may try again
    WAITING = "waiting"  # for a person's click


@dataclass(frozen=True, slots=True)
class Fate:
    """Where the units of one line end: on which source, or for the reason of which code."""

    end: End
    units: int
    source: str | None = None
    code: str | None = None


Fates = Mapping[str, frozenset[Fate]]
"""By SKU, what may become of a line: one fate, or two where a cancellation races with the push."""

_HELD = {
    Kind.NEVER_PAID: "order_unpaid",
    Kind.TEST: "order_is_test",
    Kind.NO_EMAIL: "customer_email_missing",
}
_OVER = {Kind.CANCELLED: "order_cancelled", Kind.REFUNDED: "order_refunded"}


def fates(order: Planned) -> Fates:
    """Strict: whatever else is found of a line is an error in the books."""
    return {wanted.sku: frozenset(_fates(order, wanted)) for wanted in order.lines}


def _fates(order: Planned, wanted: Wanted) -> list[Fate]:
    units = wanted.quantity - wanted.refunded
    goods = EVERYTHING[wanted.sku]
    if order.kind in _OVER:
        return [Fate(End.OVER, wanted.quantity, code=_OVER[order.kind])]
    over = Fate(End.OVER, units, code="order_cancelled")
    if goods.home is None:
        # A thing that needs no shipping is told so, refunded or not, and none of it is to ship.
        gone = units == 0 and goods.ships
        code = "line_nothing_left" if gone else goods.stays
        stays = Fate(End.STAYS, units if goods.ships else 0, code=code)
        return [over] if order.kind is Kind.CANCELLED_LATER else [stays]
    if units == 0:
        return [Fate(End.STAYS, 0, code="line_nothing_left")]
    if order.kind in _HELD:
        return [Fate(End.HELD, units, goods.home, _HELD[order.kind])]
    ends = _of_its_source(order, goods.home, units)
    return [*ends, over] if order.kind is Kind.CANCELLED_LATER else ends


def _of_its_source(order: Planned, home: str, units: int) -> list[Fate]:
    """What becomes of units that qualify, were nothing to happen to their order."""
    if order.is_left_alone and home == "north":
        return [Fate(End.WAITING, units, home)]
    if home == "north" and _is_short(order):
        if order.kind is Kind.CANCELLED_LATER:
            return []
        return [Fate(End.FAILED, units, home, "stock_refused")]
    return [Fate(End.PUSHED, units, home)]


def _is_short(order: Planned) -> bool:
    """An item that is sold out stops what goes to its source with it."""
    return any(w.sku == "N-SOLD" and w.quantity > w.refunded for w in order.lines)
