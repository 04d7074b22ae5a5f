"""Why something that happened on one store was not carried to the other."""

from __future__ import annotations

from core.domain.reasons.base import Reason


def parcel_on_hold(order: str, parcel: str, units: int) -> Reason:
    """The customer's order holds the items back."""
    return Reason(
        "parcel_on_hold",
        f"{_items(units)} of {parcel} cannot be marked as shipped: {order} is on hold.",
        "Release the hold in Shopify; SyncTec then marks them by itself.",
    )


def parcel_elsewhere(order: str, parcel: str, units: int, location: str) -> Reason:
    """The items are to be fulfilled by another app or service, which Shopify keeps to it."""
    return Reason(
        "parcel_elsewhere",
        f"{_items(units)} of {parcel} cannot be marked as shipped: on {order} they belong to "
        f"{location}, which another app fulfils.",
        "Move them to one of your own locations in Shopify; SyncTec then marks them by itself.",
    )


def parcel_by_hand(order: str, parcel: str, units: int) -> Reason:
    """Somebody fulfilled them before us."""
    return Reason(
        "parcel_by_hand",
        f"{_items(units)} of {parcel} were marked as shipped on {order} already, not by SyncTec.",
        "Nothing to do; their tracking is left as it is.",
    )


def parcel_not_ordered(order: str, parcel: str, units: int) -> Reason:
    """More was shipped than the order has left: cancelled, refunded or removed meanwhile, or never
    ordered."""
    return Reason(
        "parcel_not_ordered",
        f"{parcel} holds {_items(units)} more than {order} still asks for.",
        "Ask the source store what it sent; the customer's order is left as it is.",
    )


def _items(units: int) -> str:
    return "1 item" if units == 1 else f"{units:,} items"
