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
    request_status: str = "UNSUBMITTED"
    holds: list[Hold] = field(default_factory=list)


@dataclass
class FulfillmentLine:
    """What of one line lies in a parcel, and of which fulfilment order's line."""

    id: int
    line_id: int
    fulfillment_order_line_id: int
    quantity: int


@dataclass
class FulfillmentEvent:
    """What a carrier says of a parcel, at the place and time it happened."""

    id: int
    status: str
    created_at: datetime
    happened_at: datetime
    message: str | None = None
    estimated_delivery_at: datetime | None = None
    address1: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    zip: str | None = None
    latitude: float | None = None
    longitude: float | None = None


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
    service: str | None = None
    events: list[FulfillmentEvent] = field(default_factory=list)

    @property
    def latest(self) -> FulfillmentEvent | None:
        """The event that happened last; of two at the same time the one told last."""
        return max(self.events, key=lambda one: (one.happened_at, one.id), default=None)

    @property
    def display_status(self) -> str:
        """A cancelled parcel says so, else the carrier's last word; without one it is sent."""
        if self.status == "CANCELLED":
            return "CANCELED"
        return self.latest.status if self.latest else "FULFILLED"

    def first(self, status: str) -> datetime | None:
        """When an event of this status happened first."""
        times = (one.happened_at for one in self.events if one.status == status)
        return min(times, default=None)

    @property
    def expected_at(self) -> datetime | None:
        """The delivery date that the latest event with one names."""
        told = [one for one in self.events if one.estimated_delivery_at]
        last = max(told, key=lambda one: (one.happened_at, one.id), default=None)
        return last.estimated_delivery_at if last else None
