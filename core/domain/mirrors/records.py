"""What was carried from one store to the other, and how far it came: what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from core.domain.progress import Tracking, Units
from core.domain.pushes import PushId
from core.domain.reasons import Reason

NO_TRACKING = Tracking()

MirrorId = NewType("MirrorId", int)
UNSAVED = MirrorId(0)


class Kind(StrEnum):
    """What is carried."""

    PARCEL = "parcel"  # from the source to the customer's order
    # From the customer's order to the source:
    CANCELLATION = "cancellation"
    REFUND = "refund"
    RETURN = "return"
    EDIT = "edit"
    ADDRESS = "address"
    # What the source's people did, and the destination's are asked about:
    SOURCE_CANCELLED = "source_cancelled"
    SOURCE_REFUND = "source_refund"
    SOURCE_EDITED = "source_edited"


class State(StrEnum):
    """How far it came."""

    WAITING = "waiting"  # cannot be done yet; looked at again when `lease_until` is over
    ASKED = "asked"  # a person decides, until `lease_until` where there is one
    AGREED = "agreed"  # a person said yes
    SENDING = "sending"  # one attempt holds it; after its lease its outcome is looked up
    DONE = "done"  # its copy is there
    UNDONE = "undone"  # its copy was taken back by us
    LEFT = "left"  # not ours to carry: done by hand, refused, or not wanted


@dataclass(frozen=True, slots=True)
class Mirror:
    """One thing carried: `original` is its global id where it happened, `place` tells several
    copies of it apart (the location of a fulfilment; "" where there is one) and `number` those of
    one place, `copy` the global id of what stands for it on the other store. `units` are in the
    customer's lines. `tracking` is what the original said when it was carried last. `key` is
    Shopify's idempotency key of the attempt, or the fingerprint of what was carried last. `actor`
    is who decided, `details` what people are told of it: no customer data."""

    id: MirrorId
    push_id: PushId
    kind: Kind
    original: str
    place: str
    state: State
    units: tuple[Units, ...]
    number: int = 1
    copy: str | None = None
    tracking: Tracking = NO_TRACKING
    attempt: int = 0
    lease_until: datetime | None = None
    key: str | None = None
    reason: Reason | None = None
    actor: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def quantity(self) -> int:
        """Units in all."""
        return sum(one.quantity for one in self.units)
