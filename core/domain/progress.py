"""What has become of an order on one store: what was shipped, given back, cancelled, returned.

The same shape for the customer's order and for a source order, read afresh from Shopify. Whatever
is carried between them is decided from two of these, never from a single event: so repeats, gaps
and any order of delivery come to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.money import Money
from core.domain.orders import Address

_GONE = frozenset({"CANCELLED", "ERROR", "FAILURE"})
_OVER = frozenset({"CLOSED", "CANCELLED"})


@dataclass(frozen=True, slots=True)
class Tracking:
    """Who carries a parcel, under which numbers, and where it can be followed; `company` is as the
    store wrote it, whether Shopify knows the carrier or not."""

    company: str | None = None
    numbers: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.company or self.numbers or self.urls)


@dataclass(frozen=True, slots=True)
class Units:
    """Units of one line of an order."""

    line_gid: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One fulfilment: Shopify's `name` is `#1001-F1`; `delivery` its display status
    (`IN_TRANSIT`, `DELIVERED`, ...), None where nobody reports one. `parts` are the fulfilment's
    own global ids by line."""

    gid: str
    name: str
    created_at: datetime
    status: str
    delivery: str | None
    tracking: Tracking
    location_gid: str | None
    units: tuple[Units, ...]
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        """Whether what was in it counts as shipped."""
        return self.status not in _GONE


@dataclass(frozen=True, slots=True)
class TaskUnits:
    """Units of a line that one fulfilment order still asks for; `gid` is the fulfilment order's
    line, which lives no longer than it."""

    gid: str
    line_gid: str
    remaining: int


@dataclass(frozen=True, slots=True)
class Task:
    """One fulfilment order. `open_to_us`: Shopify offers us to fulfil it now. Splits, holds and
    moves make new ones, so that its `gid` is never kept."""

    gid: str
    status: str
    location_gid: str | None
    location: str
    open_to_us: bool
    units: tuple[TaskUnits, ...]


@dataclass(frozen=True, slots=True)
class RefundUnits:
    """Units given back: `restock` is Shopify's (`CANCEL`, `RETURN`, `NO_RESTOCK`), `location_gid`
    where they were put."""

    line_gid: str
    quantity: int
    restock: str
    location_gid: str | None


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund; `amount` is the money that moved, nothing where it was only written down. `note`
    is what its people wrote to it, or what we did."""

    gid: str
    created_at: datetime
    amount: Money
    units: tuple[RefundUnits, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnUnits:
    """Units that a customer sends back, by the part of the parcel they came in."""

    line_gid: str
    part_gid: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Return:
    """One return: `status` is Shopify's (`REQUESTED`, `OPEN`, `CLOSED`, `CANCELED`, `DECLINED`)."""

    gid: str
    name: str
    status: str
    units: tuple[ReturnUnits, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `quantity` is what was ordered, with what was added later; `current` what is
    neither refunded nor removed, shipped or not. `meant` is the customer's line that a source
    order's line stands for, with the place it was to ship from, where the source order says so."""

    gid: str
    sku: str | None
    title: str
    variant_gid: str | None
    quantity: int
    current: int
    meant: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An order of a store as far as it has come. Statuses are Shopify's display enums; `address` is
    where the parcels go, of the customer's order only."""

    gid: str
    name: str
    updated_at: datetime
    cancelled_at: datetime | None
    cancel_reason: str | None
    fulfillment_status: str
    financial_status: str | None
    lines: tuple[Line, ...]
    parcels: tuple[Parcel, ...]
    tasks: tuple[Task, ...]
    refunds: tuple[Refund, ...]
    returns: tuple[Return, ...]
    address: Address | None = None

    def line(self, gid: str) -> Line | None:
        """One of its lines."""
        return next((line for line in self.lines if line.gid == gid), None)

    def parcel(self, gid: str) -> Parcel | None:
        """One of its parcels, live or not."""
        return next((parcel for parcel in self.parcels if parcel.gid == gid), None)

    @property
    def shipped(self) -> Mapping[str, int]:
        """Units in live parcels, by line."""
        return summed(units for parcel in self.parcels if parcel.is_live for units in parcel.units)

    @property
    def open_units(self) -> Mapping[str, int]:
        """Units that are still to be shipped, by line: held back, or another app's, they count."""
        return +summed(
            Units(unit.line_gid, unit.remaining)
            for task in self.tasks
            if task.status not in _OVER
            for unit in task.units
        )

    @property
    def refunded(self) -> Mapping[str, int]:
        """Units of all refunds, by line."""
        return summed(
            Units(units.line_gid, units.quantity)
            for refund in self.refunds
            for units in refund.units
        )


def summed(units: Iterable[Units]) -> Counter[str]:
    """By line."""
    total: Counter[str] = Counter()
    for one in units:
        total[one.line_gid] += one.quantity
    return total
