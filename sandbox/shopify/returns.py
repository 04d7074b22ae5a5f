"""What customers send back of an order, as plain data, and what of it can be sent back at all."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

# Those that keep their units from being returned once more.
STANDING = ("REQUESTED", "OPEN", "CLOSED")


class Reason(NamedTuple):
    """One of Shopify's reasons: its older name, and the definition that takes its place."""

    number: int
    handle: str
    name: str


# The ten that have an older name, as recorded; Shopify knows hundreds more.
REASONS = {
    "UNKNOWN": Reason(1, "unknown", "Unknown"),
    "UNWANTED": Reason(2, "changed-my-mind", "Changed my mind"),
    "NOT_AS_DESCRIBED": Reason(3, "item-not-as-described", "Item not as described"),
    "WRONG_ITEM": Reason(4, "received-the-wrong-item", "Received the wrong item"),
    "OTHER": Reason(5, "other-reason", "Other"),
    "DEFECTIVE": Reason(6, "damaged-or-defective", "Damaged or defective"),
    "SIZE_TOO_SMALL": Reason(7, "too-small", "Too small"),
    "SIZE_TOO_LARGE": Reason(8, "too-big", "Too big"),
    "STYLE": Reason(9, "style", "Style"),
    "COLOR": Reason(10, "color", "Color"),
}


@dataclass
class ReturnLine:
    """Units of a parcel's line that come back, and how many of them were refunded."""

    id: int
    fulfillment_line_id: int
    line_id: int
    quantity: int
    reason: str
    note: str = ""
    customer_note: str | None = None
    refunded: int = 0


@dataclass
class Return:
    """One return: `REQUESTED`, `OPEN`, `CLOSED`, `DECLINED` or `CANCELED`."""

    id: int
    name: str
    created_at: datetime
    status: str
    lines: list[ReturnLine] = field(default_factory=list)
    approved_at: datetime | None = None
    closed_at: datetime | None = None
    decline_reason: str | None = None
    decline_note: str | None = None

    @property
    def quantity(self) -> int:
        """All units."""
        return sum(line.quantity for line in self.lines)

    @property
    def refunded(self) -> int:
        """Those that were refunded."""
        return sum(line.refunded for line in self.lines)


def status(returns: list[Return]) -> str:
    """`Order.returnStatus`: a request counts before what is under way, that before what is done."""
    there = {one.status for one in returns}
    for kind, shown in (
        ("REQUESTED", "RETURN_REQUESTED"),
        ("OPEN", "IN_PROGRESS"),
        ("CLOSED", "RETURNED"),
    ):
        if kind in there:
            return shown
    return "NO_RETURN"
