"""What happened to an order, whoever did it and wherever: the lines of its timeline.

An event is told once, however often it is heard of: its `subject` names it for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.orders import OrderId
from core.domain.pushes import PushId

SYNCTEC = "synctec"
"""The actor of what nobody asked for."""


class EventKind(StrEnum):
    """What happened; the words are those of `bot.blocks.history`."""

    PUSHED = "pushed"
    PUSH_FAILED = "push_failed"
    SHIPPED = "shipped"  # the source sent a parcel
    MARKED_SHIPPED = "marked_shipped"  # the customer's order shows it
    NOT_MARKED = "not_marked"  # it cannot show it, or need not
    TRACKING = "tracking"
    DELIVERY = "delivery"
    CALLED_BACK = "called_back"  # the source cancelled a parcel
    REFUNDED = "refunded"
    REFUND_WRITTEN = "refund_written"
    CANCELLED = "cancelled"
    RETURN = "return"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Event:
    """`actor` is a Slack user id, `store:<handle>` for a store's people or apps, or SYNCTEC;
    `details` are what the words need, in plain text, without customer data."""

    order_id: OrderId
    push_id: PushId | None
    subject: str
    kind: EventKind
    happened_at: datetime
    actor: str = SYNCTEC
    details: Mapping[str, str] = field(default_factory=dict)
