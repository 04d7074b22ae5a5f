"""What is to be shipped of an order, and the parcels it is shipped in, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class FulfillmentOrderLine:
    """A line's share in a fulfilment order."""

    id: int
    line_id: int
    total: int
    remaining: int


@dataclass
class Hold:
    """Why a fulfilment order may not be shipped yet."""

    id: int
    reason: str
    notes: str | None


@dataclass
class FulfillmentOrder:
    """What one location is to ship."""

    id: int
    location_id: int
    created_at: datetime
    updated_at: datetime
    lines: list[FulfillmentOrderLine]
    status: str = "OPEN"
    holds: list[Hold] = field(default_factory=list)


@dataclass
class FulfillmentLine:
    """What of one line lies in a parcel, and of which fulfilment order's line."""

    id: int
    line_id: int
    fulfillment_order_line_id: int
    quantity: int


@dataclass
class Fulfillment:
    """A parcel on its way."""

    id: int
    name: str
    location_id: int
    created_at: datetime
    updated_at: datetime
    lines: list[FulfillmentLine]
    status: str = "SUCCESS"
    company: str | None = None
    numbers: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    notified: bool = False
