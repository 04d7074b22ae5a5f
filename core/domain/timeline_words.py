"""What happened to an order, each kind of event in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from core.domain.history import EventKind
from core.domain.money import plain, rounded
from core.domain.timeline import Entry
from core.domain.words import say, say_many


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
    return say_many(
        "{count} unit", "{count} units", int(many) if many.isdecimal() else 0, count=many
    )


def _source(entry: Entry) -> str:
    return (
        say("{source} (part {part})", source=entry.source, part=entry.part)
        if entry.part > 1
        else entry.source
    )


def _their_order(entry: Entry) -> str:
    name = _told(entry, "order") or entry.source_order
    return say("order {name}", name=name) if name else say("the order")


def _again(entry: Entry) -> str:
    attempt = _told(entry, "attempt")
    return say(", attempt {attempt}", attempt=attempt) if attempt not in {"", "1"} else ""


def _tracking(entry: Entry) -> str:
    carried = " ".join(part for part in (_told(entry, "company"), _told(entry, "numbers")) if part)
    return say(
        "Tracking of parcel {parcel}: {carried}",
        parcel=_told(entry, "parcel"),
        carried=carried or say("removed"),
    )


def _waits(entry: Entry) -> str:
    due = _told(entry, "due")
    how = say("goes by itself after the waiting time") if due else say("waits for a person")
    return say(
        "The push of {units} to {source} {how}", units=_units(entry), source=_source(entry), how=how
    )


def _shipped(entry: Entry) -> str:
    return say(
        "Shipped {units} of {their_order} as parcel {parcel}",
        units=_units(entry),
        their_order=_their_order(entry),
        parcel=_told(entry, "parcel"),
    )


def _status(entry: Entry) -> str:
    return _told(entry, "status").replace("_", " ").lower()


def _plainly(entry: Entry) -> str:
    """What has no words of its own yet."""
    kind = entry.event.kind.value.replace("_", " ").capitalize()
    hidden = {"sentence", "remedy", "code"}
    rest = [f"{key} {value}" for key, value in entry.event.details.items() if key not in hidden]
    return f"{kind} ({', '.join(rest)})" if rest else kind


def _cancellation(entry: Entry) -> str:
    theirs = say(
        "{their_order} of {source}", their_order=_their_order(entry), source=_source(entry)
    )
    match _told(entry, "what"):
        case "asked":
            return say(
                "Asked {source} to accept that {their_order} is cancelled",
                source=_source(entry),
                their_order=_their_order(entry),
            )
        case "overdue":
            return say("Nobody answered in time: cancelling {source_order}", source_order=theirs)
        case "remake":
            return say(
                "Cancelling {source_order}, to push order {order} again",
                source_order=theirs,
                order=entry.order,
            )
        case "part":
            return say("Taking off {source_order} what was not shipped", source_order=theirs)
        case _:
            return say("Cancelling {source_order}", source_order=theirs)


def _decided(entry: Entry) -> str:
    theirs, choice = _their_order(entry), _told(entry, "choice")
    if choice == "accept":
        return say("Accepted that {source_order} is cancelled", source_order=theirs)
    if choice == "reject":
        return say(
            "Rejected the cancellation: {source_order} is to be shipped", source_order=theirs
        )
    items = {
        "source_cancelled": say("the items that {source} does not ship", source=_source(entry)),
        "source_refund": say("the items that {source} refunded", source=_source(entry)),
        "source_edited": say("the items that {source} took off its order", source=_source(entry)),
    }.get(
        _told(entry, "question"),
        say("a change that {source_order} does not take", source_order=theirs),
    )
    answers = {
        "push_again": say("Chose to push again {items}", items=items),
        "refund": say("Chose to refund {items}", items=items),
        "keep": say("Chose to leave the order as it is, with {items}", items=items),
        "remake": say(
            "Chose to cancel {source_order} and to push the order again", source_order=theirs
        ),
    }
    return answers.get(
        choice, say("Decided about {items}: {choice}", items=items, choice=choice.replace("_", " "))
    )


def _refund_written(entry: Entry) -> str:
    money = say(", paid back") if _told(entry, "paid") else say(", no money moved")
    return say(
        "Refund of {units} written down on {their_order}{money}",
        units=_units(entry),
        their_order=_their_order(entry),
        money=money,
    )


def _paid_back(entry: Entry) -> str:
    amount, currency = _told(entry, "amount"), _told(entry, "currency")
    money = f": {plain(rounded(Decimal(amount), currency))}" if amount and currency else ""
    return say("Refunded {units} to the customer{money}", units=_units(entry), money=money)


def _not_carried(entry: Entry) -> str:
    what = _told(entry, "what") or "change"
    return say("The {what} could not be carried to {source}", what=what, source=_source(entry))


_K = EventKind
_WORDS: Mapping[EventKind, Callable[[Entry], str]] = {
    _K.PLACED: lambda e: say("Order {order} was placed", order=e.order),
    _K.PAID: lambda e: say("Order {order} is paid", order=e.order),
    _K.ORDER_CANCELLED: lambda e: say("Order {order} was cancelled", order=e.order),
    _K.ORDER_REFUNDED: lambda e: say(
        "Payment of order {order}: {status}", order=e.order, status=_status(e)
    ),
    _K.ADDED: lambda e: say(
        "Added {units} of {item} to order {order}",
        units=_units(e),
        item=_told(e, "item"),
        order=e.order,
    ),
    _K.HELD: lambda e: say("The push to {source} is held", source=_source(e)),
    _K.WAITING: _waits,
    _K.QUEUED: lambda e: say(
        "Queued {units} to be pushed to {source}", units=_units(e), source=_source(e)
    ),
    _K.SENDING: lambda e: say(
        "Sending {units} to {source}{again}", units=_units(e), source=_source(e), again=_again(e)
    ),
    _K.NOT_SENT: lambda e: say("Not sent to {source}, it is tried again", source=_source(e)),
    _K.PUSHED: lambda e: say(
        "Pushed {units} to {source} as {their_order}{again}",
        units=_units(e),
        source=_source(e),
        their_order=_their_order(e),
        again=_again(e),
    ),
    _K.PUSH_FAILED: lambda e: say(
        "The push to {source} failed{again}", source=_source(e), again=_again(e)
    ),
    _K.IN_DOUBT: lambda e: say(
        "Sent to {source}, the outcome is in doubt{again}", source=_source(e), again=_again(e)
    ),
    _K.ASKED: lambda e: say("Asked whether the order is at {source}", source=_source(e)),
    _K.ANSWERED: lambda e: say(
        "Said that it is at {source}: {their_order}", source=_source(e), their_order=_their_order(e)
    ),
    _K.ADOPTED: lambda e: say(
        "Found at {source} as {their_order}, and taken over",
        source=_source(e),
        their_order=_their_order(e),
    ),
    _K.SKIPPED: lambda e: say("Nothing is left to push to {source}", source=_source(e)),
    _K.PUSH_CANCELLED: lambda e: say("The push to {source} is over", source=_source(e)),
    _K.SOURCE_CANCELLED: lambda e: say(
        "Cancelled {their_order} of {source}", their_order=_their_order(e), source=_source(e)
    ),
    _K.SHIPPED: _shipped,
    _K.MARKED_SHIPPED: lambda e: say(
        "Marked {units} of order {order} as shipped: parcel {parcel}",
        units=_units(e),
        order=e.order,
        parcel=_told(e, "parcel"),
    ),
    _K.NOT_MARKED: lambda e: say(
        "Parcel {parcel} is not shown on order {order}", parcel=_told(e, "parcel"), order=e.order
    ),
    _K.TRACKING: _tracking,
    _K.DELIVERY: lambda e: say(
        "Parcel {parcel}: {status}", parcel=_told(e, "parcel"), status=_status(e)
    ),
    _K.CANCELLATION: _cancellation,
    _K.DECIDED: _decided,
    _K.TAKEN_OFF: lambda e: say(
        "Took {units} off {their_order}", units=_units(e), their_order=_their_order(e)
    ),
    _K.REFUNDED: lambda e: say(
        "Refunded {units} of {their_order}", units=_units(e), their_order=_their_order(e)
    ),
    _K.REFUND_WRITTEN: _refund_written,
    _K.PAID_BACK: _paid_back,
    _K.CUSTOMERS_RETURN: lambda e: say(
        "Return {name} of {units}: {status}",
        name=_told(e, "return"),
        units=_units(e),
        status=_status(e),
    ),
    _K.RETURN: lambda e: say(
        "Return on {their_order} {what}", their_order=_their_order(e), what=_told(e, "what")
    ),
    _K.EDITED: lambda e: say(
        "Took {units} off {their_order}", units=_units(e), their_order=_their_order(e)
    ),
    _K.ADDRESS_CHANGED: lambda e: say(
        "Changed the shipping address of {their_order}", their_order=_their_order(e)
    ),
    _K.NOT_CARRIED: _not_carried,
    _K.CALLED_BACK: lambda e: say("Cancelled parcel {parcel}", parcel=_told(e, "parcel")),
}
"""A kind without words here is told by its name and its details."""
