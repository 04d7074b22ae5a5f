"""A push: one order's share for one source store, and the moves it may make.

The states and the protocol are those of docs/exactly-once.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType

from core.domain.orders import OrderId
from core.domain.reasons import Reason
from core.domain.stores import StoreId

PushId = NewType("PushId", int)


class PushState(StrEnum):
    """Where a push stands."""

    HELD = "held"  # a rule of the order is not met yet and may be
    WAITING = "waiting"  # for a person, or for the waiting time to pass
    QUEUED = "queued"
    SENDING = "sending"  # one attempt holds it, until its lease ends
    UNKNOWN = "unknown"  # sent, no clear answer; being looked up
    PUSHED = "pushed"
    FAILED = "failed"
    SKIPPED = "skipped"  # nothing of it is ours to push
    CANCELLED = "cancelled"


_S = PushState
MOVES: dict[PushState, frozenset[PushState]] = {
    _S.HELD: frozenset({_S.WAITING, _S.SKIPPED, _S.CANCELLED, _S.QUEUED}),
    _S.WAITING: frozenset({_S.HELD, _S.QUEUED, _S.SKIPPED, _S.CANCELLED}),
    # `pushed`: the answer to the attempt in doubt came when it was about to be sent again.
    # `waiting`: the settings leave the order out by now, and nobody asked for it.
    _S.QUEUED: frozenset(
        {_S.SENDING, _S.PUSHED, _S.HELD, _S.WAITING, _S.FAILED, _S.SKIPPED, _S.CANCELLED}
    ),
    _S.SENDING: frozenset({_S.PUSHED, _S.FAILED, _S.QUEUED, _S.UNKNOWN}),
    # A late but clear refusal of the very attempt in doubt is an answer, too: hence `failed`.
    _S.UNKNOWN: frozenset({_S.PUSHED, _S.QUEUED, _S.CANCELLED, _S.FAILED}),
    _S.FAILED: frozenset({_S.QUEUED, _S.HELD, _S.SKIPPED, _S.CANCELLED}),
    _S.SKIPPED: frozenset({_S.HELD, _S.WAITING, _S.QUEUED}),
    _S.PUSHED: frozenset({_S.CANCELLED}),
    _S.CANCELLED: frozenset(),
}
"""Every allowed move. Whoever makes another has a bug. An identity is never used twice, so
nothing leads out of `cancelled`: an order made again is a new part."""

OPEN = frozenset({_S.HELD, _S.WAITING, _S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.FAILED})
"""States of a push that still may end in a source order."""

PUSHABLE = frozenset({_S.WAITING, _S.FAILED})
"""States from which a person's push or retry queues it."""

SETTLED = frozenset({_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.PUSHED})
"""States whose lines are spoken for: no other push may carry them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The name of a push on the source store: unique there, never used twice."""

    destination_domain: str
    order_legacy_id: str
    part: int

    def __str__(self) -> str:
        return f"{self.destination_domain}/{self.order_legacy_id}/{self.part}"

    @property
    def tag(self) -> str:
        """The identity in the 40 characters of an order tag."""
        return f"synctec-{self.order_legacy_id}-{self.part}"


@dataclass(frozen=True, slots=True)
class PushLine:
    """Units of one line of a share, as judged: `variant_gid` is the source's, `line_gid` the
    order's, `place` the location of the destination from which they were to ship; None: all of the
    line, wherever it is."""

    line_gid: str
    sku: str
    title: str
    quantity: int
    variant_gid: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SourceOrder:
    """An order that exists on a source store; `updated_at` is Shopify's, of the state read."""

    gid: str
    name: str
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None
    fulfillment_status: str


@dataclass(frozen=True, slots=True)
class Push:
    """One order's share for one source. `actor` is who queued it (a Slack user id), None for
    SyncTec itself; `attempt` the number of the newest attempt; `lookups` those done since it
    became unknown; `asked` whether a person has been asked; `placement` why its source order stands
    at a location outside the group; `carries_shipping` whether the order's shipping went with its
    newest attempt; `changed_at` is set by whoever keeps it, at every change; `waiting_since` when
    the waiting began that ends at `due_at`; `left_to_person` whether it was planned while nothing
    was pushed by itself: then it never goes by itself."""

    id: PushId
    order_id: OrderId
    source_id: StoreId
    part: int
    state: PushState
    lines: tuple[PushLine, ...]
    reason: Reason | None = None
    reference: str | None = None
    source_order: SourceOrder | None = None
    actor: str | None = None
    shipping_fee: Decimal | None = None
    attempt: int = 0
    lease_until: datetime | None = None
    lookups: int = 0
    unknown_since: datetime | None = None
    asked: bool = False
    due_at: datetime | None = None
    changed_at: datetime | None = None
    placement: Reason | None = None
    carries_shipping: bool = False
    waiting_since: datetime | None = None
    left_to_person: bool = False

    @property
    def units(self) -> int:
        """What it carries, in units."""
        return sum(line.quantity for line in self.lines)

    @property
    def waits_at_source(self) -> bool:
        """Whether its source order stands and is not shipped whole."""
        made = self.source_order
        stands = self.state is PushState.PUSHED and made is not None and made.cancelled_at is None
        return stands and made is not None and made.fulfillment_status != "FULFILLED"


class Outcome(StrEnum):
    """How an attempt ended."""

    PUSHED = "pushed"
    ADOPTED = "adopted"
    REFUSED = "refused"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"
    NOT_SENT = "not sent"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to carry out a push: the audit trail. `finished_at` is None while it runs."""

    push_id: PushId
    number: int
    started_at: datetime
    lease_until: datetime
    actor: str | None = None
    finished_at: datetime | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    reference: str | None = None


class IllegalMove(Exception):
    """A move that the table does not allow: a bug of the caller."""


def move(push: Push, to: PushState, **changes: Any) -> Push:
    """The push in its new state, with `changes` to its other fields.

    Raises:
        IllegalMove: the table does not allow it.
    """
    if to not in MOVES[push.state]:
        msg = f"push {push.id} cannot go from {push.state} to {to}"
        raise IllegalMove(msg)
    return replace(push, state=to, **changes)


_ANSWERS: dict[PushState, frozenset[PushState]] = {
    _S.SENDING: frozenset({_S.PUSHED, _S.FAILED, _S.QUEUED, _S.UNKNOWN}),
    _S.UNKNOWN: frozenset({_S.PUSHED, _S.FAILED, _S.QUEUED}),
    _S.QUEUED: frozenset({_S.PUSHED}),
}


def may_settle(push: Push, attempt: int, to: PushState) -> bool:
    """Fencing: whether what this attempt was answered still decides where the push goes.

    Only the newest attempt counts. After its lease ended the push is unknown: then a clear answer
    that comes late still counts (that nothing was sent, too), another doubt adds nothing. Where the
    push is about to be sent again only a success counts: it is what keeps the second order from
    being made.
    """
    return push.attempt == attempt and to in _ANSWERS.get(push.state, frozenset())


def lines_when_skipped(push: Push) -> tuple[PushLine, ...]:
    """None, so that others may carry them. A push that was in doubt keeps its own: an order with
    its identity may exist, and no other part may make another one of them."""
    return push.lines if push.unknown_since else ()


def without(push: Push, gone: Mapping[str, int]) -> Push:
    """A push that does not carry these units any more, by the order's line: others may."""
    left = dict(gone)
    lines: list[PushLine] = []
    for line in reversed(push.lines):
        units = min(line.quantity, left.get(line.line_gid, 0))
        left[line.line_gid] = left.get(line.line_gid, 0) - units
        if line.quantity > units:
            lines.insert(0, replace(line, quantity=line.quantity - units))
    return replace(push, lines=tuple(lines))
