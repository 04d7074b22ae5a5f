"""Work on one order and its pushes."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import A_WEEK, HALF_A_DAY, Work


@dataclass(frozen=True, slots=True)
class JudgeOrder(Work):
    """Read the order afresh and write its pushes. Idempotent."""

    patience = A_WEEK
    """Given up, the order would be lost."""
    collapses = True
    """A burst of webhooks for one order is one judgement."""

    store_id: int
    order_gid: str

    @property
    def lock(self) -> str | None:
        """One judgement of an order at a time."""
        return f"judge:{self.store_id}:{self.order_gid}"


@dataclass(frozen=True, slots=True)
class PushOrder(Work):
    """Carry out one push that is queued."""

    push_id: int

    @property
    def once(self) -> str | None:
        """A push that is queued waits once."""
        return f"push:{self.push_id}"


@dataclass(frozen=True, slots=True)
class LookUpPush(Work):
    """Look for the source order of an unknown push; fenced by the attempt's number and by how
    often was looked before, so that a job that runs twice looks once."""

    push_id: int
    attempt: int
    done: int = 0


@dataclass(frozen=True, slots=True)
class PublishOrder(Work):
    """Bring every message of an order to its present state."""

    patience = A_WEEK
    """Given up, its messages would stay untrue."""
    collapses = True
    """Several changes in a moment are one edit."""

    order_id: int

    @property
    def lock(self) -> str | None:
        """One publisher an order, so that nothing is posted twice."""
        return f"publish:{self.order_id}"


@dataclass(frozen=True, slots=True)
class PlaceSourceOrder(Work):
    """See that a source order stands at a location of its group. Idempotent."""

    patience = HALF_A_DAY
    """Until it is shipped, it can be moved."""
    collapses = True
    """One waits at a time."""

    push_id: int

    @property
    def lock(self) -> str | None:
        """One at a time moves an order."""
        return f"place:{self.push_id}"


@dataclass(frozen=True, slots=True)
class RefreshSourceOrder(Work):
    """A source order changed: read its state, keep it with its push."""

    patience = A_WEEK
    """Given up, its state would stay untrue."""
    collapses = True
    """A burst of webhooks is one refresh."""

    store_id: int
    order_gid: str

    @property
    def lock(self) -> str | None:
        """One refresh of a source order at a time."""
        return f"source-order:{self.store_id}:{self.order_gid}"


@dataclass(frozen=True, slots=True)
class MirrorOrder(Work):
    """Carry what happened on one store to the other. Idempotent."""

    patience = A_WEEK
    """Given up, a customer would not hear of a parcel."""
    collapses = True
    """Several changes in a moment are carried together."""

    order_id: int

    @property
    def lock(self) -> str | None:
        """One at a time carries what concerns an order."""
        return f"mirror:{self.order_id}"


@dataclass(frozen=True, slots=True)
class AdoptHeard(Work):
    """A source order was heard of while its push was being sent: adopt it, should the answer never
    come. Idempotent."""

    patience = HALF_A_DAY
    """The question may stand unanswered for as long."""

    push_id: int
    order_gid: str

    @property
    def once(self) -> str | None:
        """Several webhooks tell of one order."""
        return f"adopt-heard:{self.push_id}:{self.order_gid}"


@dataclass(frozen=True, slots=True)
class TellHistory(Work):
    """Tell the threads of an order's messages what is new in its history."""

    patience = HALF_A_DAY
    """What is told later is no news; the history has it."""
    collapses = True
    """Several events in a moment are one reply."""

    order_id: int

    @property
    def lock(self) -> str | None:
        """One teller an order, so that nothing is posted twice."""
        return f"history:{self.order_id}"
