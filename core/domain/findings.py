"""What SyncTec found by itself that somebody, or something, should have told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.stores import StoreId

DELIVERY = timedelta(minutes=2)
"""How late a webhook may come before it counts as lost: nothing is told before."""
_COLLECTED = timedelta(seconds=5)
"""Several of one moment are one message."""
_SKEW = timedelta(minutes=1)
"""How far the store's clock may be ahead of ours."""

SHOWN = 10
"""Of one message's finds, how many are named; the rest is counted."""


class Kind(StrEnum):
    """What was found."""

    ORDER = "order"
    SOURCE_ORDER = "source_order"
    NO_OUTCOME = "no_outcome"
    JOB_LOST = "job_lost"
    WEBHOOK = "webhook"
    MADE_TWICE = "made_twice"  # people alone can mend it


_BY_WEBHOOK = frozenset({Kind.ORDER, Kind.SOURCE_ORDER})


@dataclass(frozen=True, slots=True)
class Finding:
    """One find at a store: `thing` is what (a global id, a push's key, a topic), `mark` tells it
    from a later find of the same thing; `before` is the state of the thing that was known."""

    store_id: StoreId
    kind: Kind
    thing: str
    mark: str
    before: str = ""

    @property
    def wait(self) -> timedelta:
        """How long it is kept to ourselves: what has been told after all is no find."""
        return DELIVERY if self.kind in _BY_WEBHOOK else _COLLECTED


def was_told(changed_at: datetime, heard_at: datetime | None) -> bool:
    """Whether a delivery that came at `heard_at` can have been that of a change."""
    return heard_at is not None and heard_at >= changed_at - _SKEW
