"""What happened to an order, in words: for a thread, a private answer, a terminal and a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.domain.history import SYNCTEC, Event, EventKind
from core.domain.money import plain, rounded
from core.domain.orders import OrderId
from core.domain.pushes import Push
from core.domain.stores import Store, StoreId

_STORE = "store:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: an event beside the names it needs. `order` is the name of the customer's order,
    `source` and `source_order` those of the push it is about; `store` is the name of the store
    whose people or apps did it."""

    event: Event
    order: str
    source: str = ""
    source_order: str = ""
    part: int = 1
    store: str = ""

    @property
    def user(self) -> str | None:
        """The Slack user who did it, where it was one."""
        actor = self.event.actor
        return None if actor == SYNCTEC or actor.startswith(_STORE) else actor

    @property
    def who(self) -> str:
        """Whoever did it, by name; a person by Slack user id."""
        return self.user or self.store or "SyncTec"


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that happened to an order, oldest first."""

    order_id: OrderId
    store: Store
    name: str
    number: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """What is new of an order, told in a thread."""

    store: Store
    name: str
    number: str
    entries: tuple[Entry, ...]


def entries_of(
    events: Sequence[Event], order: str, pushes: Sequence[Push], stores: Sequence[Store]
) -> tuple[Entry, ...]:
    """The events with their names, in the sequence given."""
    by_id = {push.id: push for push in pushes}
    names: Mapping[StoreId, str] = {store.id: store.name for store in stores}
    handles = {f"{_STORE}{store.handle}": store.name for store in stores}

    def entry(event: Event) -> Entry:
        store = handles.get(event.actor, event.actor.removeprefix(_STORE))
        acting = store if event.actor.startswith(_STORE) else ""
        push = by_id.get(event.push_id) if event.push_id is not None else None
        if push is None:
            return Entry(event, order, store=acting)
        made = push.source_order.name if push.source_order else ""
        return Entry(event, order, names.get(push.source_id, ""), made, push.part, acting)

    return tuple(entry(event) for event in events)


def said(entry: Entry) -> str:
    """What happened, as a sentence without its end, in plain text: whose words are in it is for
    others to escape."""
    words = _WORDS.get(entry.event.kind, _plainly)(entry)
    sentence = entry.event.details.get("sentence", "").rstrip(".")
    return f"{words}: {sentence}" if sentence else words


def when(entry: Entry) -> datetime:
    """When it happened."""
    return entry.event.happened_at


def _told(entry: Entry, key: str) -> str:
    return entry.event.details.get(key, "")


def _units(entry: Entry) -> str:
    if named := _told(entry, "items"):
        return named
    many = _told(entry, "units") or "0"
    return f"{many} unit" if many == "1" else f"{many} units"


def _source(entry: Entry) -> str:
    return f"{entry.source} (part {entry.part})" if entry.part > 1 else entry.source


def _their_order(entry: Entry) -> str:
    name = _told(entry, "order") or entry.source_order
    return f"order {name}" if name else "the order"


def _again(entry: Entry) -> str:
    attempt = _told(entry, "attempt")
    return f", attempt {attempt}" if attempt not in {"", "1"} else ""


def _tracking(entry: Entry) -> str:
    carried = " ".join(part for part in (_told(entry, "company"), _told(entry, "numbers")) if part)
    return f"Tracking of parcel {_told(entry, 'parcel')}: {carried or 'removed'}"


def _waits(entry: Entry) -> str:
    due = _told(entry, "due")
    how = "goes by itself after the waiting time" if due else "waits for a person"
    return f"The push of {_units(entry)} to {_source(entry)} {how}"


def _shipped(entry: Entry) -> str:
    return f"Shipped {_units(entry)} of {_their_order(entry)} as parcel {_told(entry, 'parcel')}"


def _status(entry: Entry) -> str:
    return _told(entry, "status").replace("_", " ").lower()


def _plainly(entry: Entry) -> str:
    """What has no words of its own yet."""
    kind = entry.event.kind.value.replace("_", " ").capitalize()
    hidden = {"sentence", "remedy", "code"}
    rest = [f"{key} {value}" for key, value in entry.event.details.items() if key not in hidden]
    return f"{kind} ({', '.join(rest)})" if rest else kind


def _cancellation(entry: Entry) -> str:
    theirs = f"{_their_order(entry)} of {_source(entry)}"
    match _told(entry, "what"):
        case "asked":
            return f"Asked {_source(entry)} to accept that {_their_order(entry)} is cancelled"
        case "overdue":
            return f"Nobody answered in time: cancelling {theirs}"
        case "remake":
            return f"Cancelling {theirs}, to push order {entry.order} again"
        case "part":
            return f"Taking off {theirs} what was not shipped"
        case _:
            return f"Cancelling {theirs}"


def _decided(entry: Entry) -> str:
    theirs, choice = _their_order(entry), _told(entry, "choice")
    if choice == "accept":
        return f"Accepted that {theirs} is cancelled"
    if choice == "reject":
        return f"Rejected the cancellation: {theirs} is to be shipped"
    items = {
        "source_cancelled": f"the items that {_source(entry)} does not ship",
        "source_refund": f"the items that {_source(entry)} refunded",
        "source_edited": f"the items that {_source(entry)} took off its order",
    }.get(_told(entry, "question"), f"a change that {theirs} does not take")
    answers = {
        "push_again": f"Chose to push again {items}",
        "refund": f"Chose to refund {items}",
        "keep": f"Chose to leave the order as it is, with {items}",
        "remake": f"Chose to cancel {theirs} and to push the order again",
    }
    return answers.get(choice, f"Decided about {items}: {choice.replace('_', ' ')}")


def _refund_written(entry: Entry) -> str:
    money = ", paid back" if _told(entry, "paid") else ", no money moved"
    return f"Refund of {_units(entry)} written down on {_their_order(entry)}{money}"


def _paid_back(entry: Entry) -> str:
    amount, currency = _told(entry, "amount"), _told(entry, "currency")
    money = f": {plain(rounded(Decimal(amount), currency))}" if amount and currency else ""
    return f"Refunded {_units(entry)} to the customer{money}"


def _not_carried(entry: Entry) -> str:
    what = _told(entry, "what") or "change"
    return f"The {what} could not be carried to {_source(entry)}"


_K = EventKind
_WORDS: Mapping[EventKind, Callable[[Entry], str]] = {
    _K.PLACED: lambda e: f"Order {e.order} was placed",
    _K.PAID: lambda e: f"Order {e.order} is paid",
    _K.ORDER_CANCELLED: lambda e: f"Order {e.order} was cancelled",
    _K.ORDER_REFUNDED: lambda e: f"Payment of order {e.order}: {_status(e)}",
    _K.ADDED: lambda e: f"Added {_units(e)} of {_told(e, 'item')} to order {e.order}",
    _K.HELD: lambda e: f"The push to {_source(e)} is held",
    _K.WAITING: _waits,
    _K.QUEUED: lambda e: f"Queued {_units(e)} to be pushed to {_source(e)}",
    _K.SENDING: lambda e: f"Sending {_units(e)} to {_source(e)}{_again(e)}",
    _K.NOT_SENT: lambda e: f"Not sent to {_source(e)}, it is tried again",
    _K.PUSHED: lambda e: f"Pushed {_units(e)} to {_source(e)} as {_their_order(e)}{_again(e)}",
    _K.PUSH_FAILED: lambda e: f"The push to {_source(e)} failed{_again(e)}",
    _K.IN_DOUBT: lambda e: f"Sent to {_source(e)}, the outcome is in doubt{_again(e)}",
    _K.ASKED: lambda e: f"Asked whether the order is at {_source(e)}",
    _K.ANSWERED: lambda e: f"Said that it is at {_source(e)}: {_their_order(e)}",
    _K.ADOPTED: lambda e: f"Found at {_source(e)} as {_their_order(e)}, and taken over",
    _K.SKIPPED: lambda e: f"Nothing is left to push to {_source(e)}",
    _K.PUSH_CANCELLED: lambda e: f"The push to {_source(e)} is over",
    _K.SOURCE_CANCELLED: lambda e: f"Cancelled {_their_order(e)} of {_source(e)}",
    _K.SHIPPED: _shipped,
    _K.MARKED_SHIPPED: lambda e: (
        f"Marked {_units(e)} of order {e.order} as shipped: parcel {_told(e, 'parcel')}"
    ),
    _K.NOT_MARKED: lambda e: f"Parcel {_told(e, 'parcel')} is not shown on order {e.order}",
    _K.TRACKING: _tracking,
    _K.DELIVERY: lambda e: f"Parcel {_told(e, 'parcel')}: {_status(e)}",
    _K.CANCELLATION: _cancellation,
    _K.DECIDED: _decided,
    _K.TAKEN_OFF: lambda e: f"Took {_units(e)} off {_their_order(e)}",
    _K.REFUNDED: lambda e: f"Refunded {_units(e)} of {_their_order(e)}",
    _K.REFUND_WRITTEN: _refund_written,
    _K.PAID_BACK: _paid_back,
    _K.CUSTOMERS_RETURN: lambda e: f"Return {_told(e, 'return')} of {_units(e)}: {_status(e)}",
    _K.RETURN: lambda e: f"Return on {_their_order(e)} {_told(e, 'what')}",
    _K.EDITED: lambda e: f"Took {_units(e)} off {_their_order(e)}",
    _K.ADDRESS_CHANGED: lambda e: f"Changed the shipping address of {_their_order(e)}",
    _K.NOT_CARRIED: _not_carried,
    _K.CALLED_BACK: lambda e: f"Cancelled parcel {_told(e, 'parcel')}",
}
"""A kind without words here is told by its name and its details."""
