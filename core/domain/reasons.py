"""Why something may not be done: a stable code, a sentence for people, and what to do about it.

A reason is a value: it is stored with the push or line it explains, shown in Slack as it is, and
compared by its code. Every sentence names the thing it is about; no sentence holds customer data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One refusal: `code` is stable and made for machines, `sentence` and `remedy` for people."""

    code: str
    sentence: str
    remedy: str


# The order as a whole.
UNPAID = Reason(
    "order_unpaid",
    "The order is not paid yet.",
    "Capture or mark the payment in Shopify; SyncTec goes on by itself when it is paid.",
)
NO_NAME = Reason(
    "customer_name_missing",
    "The order has no customer name.",
    "Add a first or last name to the shipping address in Shopify.",
)
NO_ADDRESS = Reason(
    "customer_address_missing",
    "The order has no complete shipping address.",
    "Add street, city and country to the shipping address in Shopify.",
)
NO_EMAIL = Reason(
    "customer_email_missing",
    "The order has no customer e-mail address.",
    "Add the customer's e-mail address to the order in Shopify.",
)
NO_VALUE = Reason(
    "order_value_zero",
    "The order's value is not above zero.",
    "Orders of $0.00 are not pushed; make the source order by hand if it has to be shipped.",
)
CANCELLED = Reason(
    "order_cancelled",
    "The order was cancelled in Shopify.",
    "Nothing to do: a cancelled order is not pushed.",
)
REFUNDED = Reason(
    "order_refunded",
    "The order was refunded or its payment voided.",
    "Nothing to do: there is nothing left to ship for it.",
)
MADE_BY_PUSH = Reason(
    "order_made_by_push",
    "The order was itself made by a push.",
    "Nothing to do: a pushed order is never pushed again.",
)
NOTHING_SYNCED = Reason(
    "no_synced_item",
    "No item of the order has a SKU that one variant of a connected source store carries.",
    "Give the variants the same SKU on both stores, then push the order again.",
)
NOTHING_TO_SHIP = Reason(
    "nothing_to_ship",
    "The order has nothing left to ship.",
    "Nothing to do: its items were fulfilled, refunded or removed, or need no shipping.",
)
NOTHING_LEFT_HERE = Reason(
    "nothing_left_here",
    "None of this push's items is to be shipped by this source store any more.",
    "Nothing to do: they were removed from the order, or another push ships them.",
)
CURRENCY_DIFFERS = Reason(
    "currency_differs",
    "The order's currency is not the source store's currency.",
    "Push this order by hand on the source store, or connect a source with the same currency.",
)


def app_removed(store: str, handle: str) -> Reason:
    """Somebody uninstalled the app on the store."""
    return Reason(
        "app_removed",
        f"The app was removed from {store}.",
        f"Install it on {store} again, then run `python app.py stores check {handle}`.",
    )


def order_changing(name: str) -> Reason:
    """The order was changed while it was being read or judged."""
    return Reason(
        "order_changing",
        f"Order {name} is being changed.",
        "SyncTec reads it again by itself.",
    )


def sku_missing(title: str) -> Reason:
    """The line has no SKU at all."""
    return Reason(
        "sku_missing",
        f"“{title}” has no SKU.",
        "Give the variant a SKU in the destination store.",
    )


def sku_unknown(sku: str) -> Reason:
    """No connected source store has the SKU."""
    return Reason(
        "sku_unknown",
        f"SKU {sku} does not exist on a connected source store.",
        "Add the SKU to the source store's variant, letter for letter.",
    )


def sku_ambiguous(sku: str, store: str, count: int) -> Reason:
    """More than one variant of one source store carries the SKU."""
    return Reason(
        "sku_ambiguous",
        f"SKU {sku} belongs to {count} variants on {store}.",
        f"Make the SKU unique on {store}.",
    )


def sku_on_several_sources(sku: str, stores: str) -> Reason:
    """Two connected source stores carry the SKU, and choosing would be a guess."""
    return Reason(
        "sku_on_several_sources",
        f"SKU {sku} exists on several connected source stores: {stores}.",
        "Keep the SKU on one connected source store only.",
    )


NO_SHIPPING = "line_needs_no_shipping"
NOTHING_LEFT = "line_nothing_left"


def no_shipping(title: str) -> Reason:
    """The line is nothing that is shipped."""
    return Reason(
        NO_SHIPPING,
        f"“{title}” does not need shipping.",
        "Nothing to do: only items that are shipped are pushed.",
    )


def nothing_left(title: str) -> Reason:
    """Refunded, removed or fulfilled already: no unit is left to ship."""
    return Reason(
        NOTHING_LEFT,
        f"“{title}” has nothing left to ship.",
        "Nothing to do: it was fulfilled, refunded or removed.",
    )


# Why a push failed or is in doubt.
OUTCOME_UNKNOWN = Reason(
    "outcome_unknown",
    "The source store was asked to create the order and no clear answer came back.",
    "SyncTec looks the order up before anything is sent again; nothing to do for now.",
)
NEEDS_DECISION = Reason(
    "outcome_undecided",
    "The order was not found on the source store, and an empty search is no proof.",
    "Look into the source store's orders, then answer the question in the channel.",
)
NOT_LOOKED_UP = Reason(
    "look_up_failed",
    "The source store gave no clear answer, and could not be asked again for the order.",
    "Look into the source store's orders, then answer the question in the channel.",
)
FOUND_CANCELLED = Reason(
    "source_order_cancelled",
    "The source order was found, but it is cancelled.",
    "Push the order again if it still has to be shipped.",
)


STOCK_REFUSED = "stock_refused"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Shortage:
    """An item of which `needed` units were wanted and `there` were to be had."""

    title: str
    sku: str
    needed: int
    there: int


def stock_refused(store: str, short: Sequence[Shortage] = ()) -> Reason:
    """Shopify's INVENTORY_CLAIM_FAILED: not enough stock under the variant's policy. `short` are
    the items, where they are known."""
    items = [
        f"{one.title[:60]} (SKU {one.sku[:60]}): {one.needed:,} needed, {one.there:,} in stock"
        for one in short[:_NAMED]
    ]
    hidden = len(short) - _NAMED
    more = [f"and {hidden:,} more"] if hidden > 0 else []
    what = "of " + "; ".join([*items, *more]) if items else "for at least one item"
    return Reason(
        STOCK_REFUSED,
        f"{store} does not have enough stock {what}.",
        f"Correct the stock on {store}, or allow selling when out of stock, then press Retry.",
    )


def refused_by_shopify(store: str, message: str) -> Reason:
    """Any other userError of a mutation; `message` is Shopify's own."""
    return Reason(
        "refused_by_shopify",
        f"{store} refused: {message}",
        "Correct what Shopify names, then press Retry.",
    )
