"""What the stores' people, their customers and carriers did, as it is told: read off an order as it
is now, so that what was there and gone between two readings is not told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from core.domain.history import Event, EventKind
from core.domain.orders import OrderId
from core.domain.progress import Parcel, Progress
from core.domain.pushes import Push

_NOT_CARRIERS = frozenset({"FULFILLED", "MARKED_AS_FULFILLED", "SUBMITTED", "CANCELED"})
"""Display statuses that no carrier reported."""


def of_order(order_id: OrderId, order: Progress, handle: str) -> Iterator[Event]:
    """The customer's returns, from the request on."""
    for one in order.returns:
        units = sum(part.quantity for part in one.units)
        yield Event(
            order_id=order_id,
            push_id=None,
            subject=f"return:{one.gid}:{one.status}",
            kind=EventKind.CUSTOMERS_RETURN,
            happened_at=order.updated_at,
            actor=f"store:{handle}",
            details={"return": one.name, "status": one.status, "units": str(units)},
        )


def of_source(push: Push, source: Progress, handle: str) -> Iterator[Event]:
    """What the source's people and carriers did with their order."""
    for parcel in source.parcels:
        yield from _of_parcel(push, parcel, f"store:{handle}", source.updated_at)


def _of_parcel(push: Push, parcel: Parcel, actor: str, seen: datetime) -> Iterator[Event]:
    """`seen` is when the source order was changed last; a parcel says when it was made."""

    def event(kind: EventKind, mark: str, details: Mapping[str, str], at: datetime = seen) -> Event:
        return Event(
            order_id=push.order_id,
            push_id=push.id,
            subject=f"{kind}:{parcel.gid}:{mark}",
            kind=kind,
            happened_at=at,
            actor=actor,
            details={"parcel": parcel.name, **details},
        )

    units = sum(one.quantity for one in parcel.units)
    yield event(EventKind.SHIPPED, "", {"units": str(units)}, parcel.created_at)
    if not parcel.tracking.is_empty:
        numbers = ", ".join(parcel.tracking.numbers)
        yield event(
            EventKind.TRACKING,
            f"{parcel.tracking.company}:{numbers}",
            {"company": parcel.tracking.company or "", "numbers": numbers},
        )
    if parcel.delivery and parcel.delivery not in _NOT_CARRIERS:
        yield event(EventKind.DELIVERY, parcel.delivery, {"status": parcel.delivery})
    if not parcel.is_live:
        yield event(EventKind.CALLED_BACK, "", {})
