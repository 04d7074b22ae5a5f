"""What happened to an order, whoever did it and wherever: the lines of its timeline.

An event is told once, however often it is heard of: its `subject` names it for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import Push, PushId, PushLine, PushState
from core.domain.reasons import Reason
from core.domain.words import say

SYNCTEC = "synctec"
"""The actor of what nobody asked for."""
_NAMED, _LONGEST = 3, 60
"""Items that an event names, and letters of a name."""


class EventKind(StrEnum):
    """What happened; the words are those of `core.domain.timeline`."""

    PUSHED = "pushed"
    PUSH_FAILED = "push_failed"
    SHIPPED = "shipped"  # the source sent a parcel
    MARKED_SHIPPED = "marked_shipped"  # the customer's order shows it
    NOT_MARKED = "not_marked"  # it cannot show it, or need not
    TRACKING = "tracking"
    DELIVERY = "delivery"
    CALLED_BACK = "called_back"  # the source cancelled a parcel
    REFUNDED = "refunded"
    TAKEN_OFF = "taken_off"  # items, by the source's people
    REFUND_WRITTEN = "refund_written"
    CANCELLED = "cancelled"
    CUSTOMERS_RETURN = "customers_return"
    RETURN = "return"  # its copy on the source order
    EDITED = "edited"
    PLACED = "placed"  # the customer's order, here and in the next three
    PAID = "paid"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_REFUNDED = "order_refunded"  # whole or in part, as its payment says
    HELD = "held"  # a push, from here on
    WAITING = "waiting"
    QUEUED = "queued"
    SENDING = "sending"
    NOT_SENT = "not_sent"  # the store could not be asked: nothing was done
    IN_DOUBT = "in_doubt"
    ASKED = "asked"  # people were asked whether it is there
    ANSWERED = "answered"  # a person said that it is
    ADOPTED = "adopted"
    SKIPPED = "skipped"
    PUSH_CANCELLED = "push_cancelled"
    SOURCE_CANCELLED = "source_cancelled"  # the source cancelled its order
    CANCELLATION = "cancellation"  # the customer's, on its way to the source
    ADDRESS_CHANGED = "address_changed"  # of the source order, after the customer's
    NOT_CARRIED = "not_carried"  # what cannot be done on the other store
    DECIDED = "decided"  # a person answered a question
    PAID_BACK = "paid_back"  # to the customer, since a person said so
    ADDED = "added"  # items, to the customer's order


CALLS = frozenset(
    {
        EventKind.SHIPPED,
        EventKind.MARKED_SHIPPED,
        EventKind.NOT_MARKED,
        EventKind.TRACKING,
        EventKind.DELIVERY,
        EventKind.CALLED_BACK,
        EventKind.REFUNDED,
        EventKind.TAKEN_OFF,
        EventKind.REFUND_WRITTEN,
        EventKind.CANCELLED,
        EventKind.ADDED,
        EventKind.CUSTOMERS_RETURN,
        EventKind.RETURN,
        EventKind.EDITED,
        EventKind.SOURCE_CANCELLED,
        EventKind.CANCELLATION,
        EventKind.ADDRESS_CHANGED,
        EventKind.NOT_CARRIED,
        EventKind.DECIDED,
        EventKind.PAID_BACK,
    }
)
"""What is worth a reply in a thread."""

TOLD = CALLS | {
    EventKind.PUSHED,
    EventKind.ADOPTED,
    EventKind.ANSWERED,
    EventKind.PUSH_FAILED,
    EventKind.PUSH_CANCELLED,
    EventKind.ORDER_CANCELLED,
    EventKind.ORDER_REFUNDED,
}
"""What such a reply tells besides: the alert itself says it when it happens, and a message more for
every order would take the channel's pace from the alerts. The rest is in the timeline alone."""


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


_KINDS = {
    PushState.HELD: EventKind.HELD,
    PushState.WAITING: EventKind.WAITING,
    PushState.QUEUED: EventKind.QUEUED,
    PushState.SENDING: EventKind.SENDING,
    PushState.UNKNOWN: EventKind.IN_DOUBT,
    PushState.PUSHED: EventKind.PUSHED,
    PushState.FAILED: EventKind.PUSH_FAILED,
    PushState.SKIPPED: EventKind.SKIPPED,
    PushState.CANCELLED: EventKind.PUSH_CANCELLED,
}
_IN_DOUBT = frozenset({PushState.UNKNOWN, PushState.QUEUED})
_WHY = frozenset(_KINDS) - {PushState.SENDING, PushState.PUSHED}
"""States whose reason is that of the move into them."""


def events_of(before: Push | None, after: Push, source: str, at: datetime) -> Iterator[Event]:
    """What became of a push between two of its states; `before` is None for a new one, `source`
    the handle of its source store. Whoever writes a push writes these with it, so `at` makes a
    subject that no other move has."""
    if before is None or before.state is not after.state or _held_anew(before, after):
        yield _move(before, after, at)
    if after.asked and not (before and before.asked):
        yield _of_push(after, EventKind.ASKED, at, details=because(after.reason))
    gone = after.source_order
    if gone is not None and gone.cancelled_at is not None and not _was_gone(before):
        yield Event(
            order_id=after.order_id,
            push_id=after.id,
            subject=f"{EventKind.SOURCE_CANCELLED}:{gone.gid}",
            kind=EventKind.SOURCE_CANCELLED,
            happened_at=gone.cancelled_at,
            actor=f"store:{source}",
            details={"order": gone.name},
        )


def answered(push: Push, name: str, user: str, at: datetime) -> Event:
    """A person said which source order the push became."""
    return _of_push(push, EventKind.ANSWERED, at, user, {"order": name})


def milestones(order_id: OrderId, facts: OrderFacts, store: str) -> Iterator[Event]:
    """What an order's facts tell of it; `store` is the handle of the store that has it. Shopify
    says of a payment how it stands, not since when: that is when it was seen."""

    def event(
        kind: EventKind, at: datetime, mark: str = "", actor: str = f"store:{store}"
    ) -> Event:
        details = {"status": mark} if mark else {}
        return Event(order_id, None, f"order:{kind}:{mark}", kind, at, actor, details)

    yield event(EventKind.PLACED, facts.processed_at)
    status = facts.financial_status or ""
    if status == "PAID":
        yield event(EventKind.PAID, facts.updated_at)
    if status in {"PARTIALLY_REFUNDED", "REFUNDED", "VOIDED"}:
        yield event(EventKind.ORDER_REFUNDED, facts.updated_at, status)
    if facts.cancelled_at is not None:
        yield event(EventKind.ORDER_CANCELLED, facts.cancelled_at)


def counted(units: Mapping[str, int], lines: Sequence[PushLine]) -> dict[str, str]:
    """Units by the customer's lines as an event keeps them: how many, and the first items' names as
    far as the push knows them."""
    titles = {line.line_gid: line.title for line in lines}
    known = [(titles[gid], many) for gid, many in units.items() if gid in titles and many]
    told = [f"{many} \u00d7 {_short(title)}" for title, many in known[:_NAMED]]
    hidden = len(known) - len(told)
    details = {"units": str(sum(units.values()))}
    if told and len(known) == sum(1 for many in units.values() if many):
        details["items"] = ", ".join(told) + (
            " " + say("and {hidden} more", hidden=hidden) if hidden else ""
        )
    return details


def units_of(lines: Iterable[PushLine]) -> dict[str, int]:
    """Of each of the customer's lines."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.line_gid] = found.get(line.line_gid, 0) + line.quantity
    return found


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}\u2026"


def because(reason: Reason | None) -> dict[str, str]:
    """A reason as an event keeps it."""
    return {"code": reason.code, "sentence": reason.sentence} if reason else {}


def _held_anew(before: Push, after: Push) -> bool:
    if after.state is not PushState.HELD:
        return False
    return because(before.reason).get("code") != because(after.reason).get("code")


def _was_gone(push: Push | None) -> bool:
    order = push.source_order if push else None
    return order is not None and order.cancelled_at is not None


def _move(before: Push | None, after: Push, at: datetime) -> Event:
    kind, was = _KINDS[after.state], before.state if before else None
    if kind is EventKind.PUSHED and was in _IN_DOUBT:
        kind = EventKind.ADOPTED
    if kind is EventKind.QUEUED and was is PushState.SENDING:
        kind = EventKind.NOT_SENT
    details = because(after.reason) if after.state in _WHY else {}
    if after.source_order is not None:
        details["order"] = after.source_order.name
    if after.due_at is not None and kind is EventKind.WAITING:
        details["due"] = after.due_at.isoformat()
    details |= counted(units_of(after.lines), after.lines)
    if after.attempt:
        details["attempt"] = str(after.attempt)
    # Sent by SyncTec, for who asked for it.
    asked = kind in _ASKED_FOR and not _proven_absent(before, after)
    return _of_push(after, kind, at, (asked and after.actor) or SYNCTEC, details)


_ASKED_FOR = frozenset({EventKind.QUEUED, EventKind.PUSHED})


def _proven_absent(before: Push | None, after: Push) -> bool:
    """Whether SyncTec itself sends a push in doubt again: the look that found nothing counts."""
    in_doubt = before is not None and before.state is PushState.UNKNOWN
    return in_doubt and before is not None and before.lookups != after.lookups


def _of_push(
    push: Push,
    kind: EventKind,
    at: datetime,
    actor: str = SYNCTEC,
    details: Mapping[str, str] | None = None,
) -> Event:
    subject = f"push:{push.id}:{push.attempt}:{kind}:{at.isoformat()}"
    return Event(push.order_id, push.id, subject, kind, at, actor, details or {})
