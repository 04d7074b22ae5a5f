"""Why something that happened on one store was not carried to the other."""

from __future__ import annotations

from core.domain.reasons.base import Reason
from core.domain.words import later, say, say_many


def parcel_on_hold(order: str, parcel: str, units: int) -> Reason:
    """The customer's order holds the items back."""
    return Reason(
        "parcel_on_hold",
        say(
            "{items} of {parcel} cannot be marked as shipped: {order} is on hold.",
            items=_items(units),
            parcel=parcel,
            order=order,
        ),
        say("Release the hold in Shopify; SyncTec then marks them by itself."),
    )


def parcel_elsewhere(order: str, parcel: str, units: int, location: str) -> Reason:
    """The items are to be fulfilled by another app or service, which Shopify keeps to it."""
    return Reason(
        "parcel_elsewhere",
        say(
            "{items} of {parcel} cannot be marked as shipped: on {order} they belong to "
            "{location}, which another app fulfils.",
            items=_items(units),
            parcel=parcel,
            order=order,
            location=location,
        ),
        say(
            "Move them to one of your own locations in Shopify; SyncTec then marks them by itself."
        ),
    )


def parcel_by_hand(order: str, parcel: str, units: int) -> Reason:
    """Somebody fulfilled them before us."""
    return Reason(
        "parcel_by_hand",
        say(
            "{items} of {parcel} were marked as shipped on {order} already, not by SyncTec.",
            items=_items(units),
            parcel=parcel,
            order=order,
        ),
        say("Nothing to do; their tracking is left as it is."),
    )


def parcel_not_ordered(order: str, parcel: str, units: int) -> Reason:
    """More was shipped than the order has left: cancelled, refunded or removed meanwhile, or never
    ordered."""
    return Reason(
        "parcel_not_ordered",
        say(
            "{parcel} holds {items} more than {order} still asks for.",
            parcel=parcel,
            items=_items(units),
            order=order,
        ),
        say("Ask the source store what it sent; the customer's order is left as it is."),
    )


def _items(units: int) -> str:
    return say_many("{count} item", "{count} items", units)


def cancelled_with_order(order: str) -> Reason:
    """The source order followed the customer's."""
    return Reason(
        "source_cancelled_with_order",
        say("{order} was cancelled, and so was its order on the source store.", order=order),
        say("Nothing to do."),
    )


def cancelled_there(source: str, source_order: str) -> Reason:
    """The source's people cancelled their order by themselves."""
    return Reason(
        "source_cancelled",
        say("{source} cancelled {source_order}.", source=source, source_order=source_order),
        say("Decide in the channel: push again, refund the items, or keep the order open."),
    )


def cancellation_rejected(source: str) -> Reason:
    """The source's people said no."""
    return Reason(
        "cancellation_rejected",
        say(
            "{source} did not accept the cancellation: it ships the order all the same.",
            source=source,
        ),
        say("Talk to the source store, or have the customer send the items back."),
    )


def cancellation_too_late(source: str, units: int) -> Reason:
    """Shipped before it could be cancelled."""
    return Reason(
        "cancellation_too_late",
        say(
            "{items} had been shipped by {source} when the order was cancelled.",
            items=_items(units),
            source=source,
        ),
        say("Have the customer send them back, or let them keep them."),
    )


def removed_too_late(source: str, units: int) -> Reason:
    """An edit took off what was shipped."""
    return Reason(
        "edit_after_shipping",
        say(
            "{items} had been shipped by {source} when they were taken off the order.",
            items=_items(units),
            source=source,
        ),
        say("Have the customer send them back, or put them back onto the order."),
    )


def edit_refused(why: Reason) -> Reason:
    """The source order does not take the change; `why` is what its store said."""
    return Reason(
        "edit_refused",
        why.sentence,
        say("Cancel it and push the order again, or ask the source store to change it."),
    )


def made_again(source_order: str) -> Reason:
    """It could not be changed."""
    return Reason(
        "source_order_made_again",
        say(
            "{source_order} could not be changed: it was cancelled, and the order pushed again.",
            source_order=source_order,
        ),
        say("Nothing to do."),
    )


def address_too_late(source: str) -> Reason:
    """Shipped to the address before."""
    return Reason(
        "address_after_shipping",
        say("The shipping address was changed after {source} had shipped.", source=source),
        say("Ask the carrier, or the source store, whether the parcel can still be sent on."),
    )


def edits_not_carried(source: str) -> Reason:
    """The connection's setting leaves edits alone."""
    return Reason(
        "edits_not_carried",
        say("The change was not carried to {source}: its setting “edits” is off.", source=source),
        say("Tell the source store, or switch the setting on."),
    )


SETTLED_MEANWHILE = Reason(
    "settled_meanwhile",
    later(
        "Nothing is left to decide: the items were refunded, or another source order ships them."
    ),
    later("Nothing to do."),
)

ORDER_GONE = Reason(
    "order_gone",
    later("The customer's order does not exist any more, or SyncTec may not see it."),
    later("Look at the source order, and decide there."),
)
