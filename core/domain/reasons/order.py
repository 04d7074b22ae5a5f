"""Why an order as a whole is not pushed."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.reasons.base import Reason
from core.domain.words import later, say

UNPAID = Reason(
    "order_unpaid",
    later("The order is not paid yet."),
    later("Capture or mark the payment in Shopify; SyncTec goes on by itself when it is paid."),
)
NO_NAME = Reason(
    "customer_name_missing",
    later("The order has no customer name."),
    later("Add a first or last name to the shipping address in Shopify."),
)
NO_ADDRESS = Reason(
    "customer_address_missing",
    later("The order has no complete shipping address."),
    later("Add street, city and country to the shipping address in Shopify."),
)
NO_EMAIL = Reason(
    "customer_email_missing",
    later("The order has no customer e-mail address."),
    later(
        "Add the customer's e-mail address to the order in Shopify, or waive it in the settings."
    ),
)
NO_VALUE = Reason(
    "order_value_zero",
    later("The order's value is not above zero."),
    later("Orders of $0.00 are not pushed; make the source order by hand if it has to be shipped."),
)
TEST = Reason(
    "order_is_test",
    later("It is a test order."),
    later("Nothing to do, unless test orders are to be pushed: the store's settings allow them."),
)
HIGH_RISK = Reason(
    "order_risk_high",
    later("Shopify's assessment says that the risk of fraud is high."),
    later("Look at the order in Shopify. The store's settings can allow orders of high risk."),
)
CANCELLED = Reason(
    "order_cancelled",
    later("The order was cancelled in Shopify."),
    later("Nothing to do: a cancelled order is not pushed."),
)
REFUNDED = Reason(
    "order_refunded",
    later("The order was refunded or its payment voided."),
    later("Nothing to do: there is nothing left to ship for it."),
)
MADE_BY_PUSH = Reason(
    "order_made_by_push",
    later("The order was itself made by a push."),
    later("Nothing to do: a pushed order is never pushed again."),
)
NOTHING_SYNCED = Reason(
    "no_synced_item",
    later("No item of the order has a SKU that one variant of a connected source store carries."),
    later("Give the variants the same SKU on both stores, then push the order again."),
)
NOTHING_QUALIFIES = Reason(
    "no_item_qualifies",
    later("None of the order's items can be pushed."),
    later("“Why not?” in the order's alert says of each item what it lacks."),
)
NOTHING_TO_SHIP = Reason(
    "nothing_to_ship",
    later("The order has nothing left to ship."),
    later("Nothing to do: its items were fulfilled, refunded or removed, or need no shipping."),
)
NOTHING_LEFT_HERE = Reason(
    "nothing_left_here",
    later("None of this push's items is to be shipped by this source store any more."),
    later("Nothing to do: they were removed from the order, or another push ships them."),
)


def plan_too_low(gate: str, handle: str) -> Reason:
    """The store's plan is below the one from which on orders are pushed. The sentence is one
    that people know by heart: it stays as it is, without a full stop."""
    return Reason(
        "plan_too_low",
        say("Order Push is available on the {gate} plan and above", gate=gate),
        say("Once the store is on it: `/synctec plan {handle} {gate}`.", handle=handle, gate=gate),
    )


def push_off(store: str, handle: str) -> Reason:
    """Nobody has switched order push on for the store, or somebody switched it off."""
    return Reason(
        "order_push_off",
        say("Order push is switched off for {store}.", store=store),
        say("Switch it on with `/synctec settings {handle}`.", handle=handle),
    )


SWITCHED_OFF = frozenset({"order_push_off", "plan_too_low"})
"""Codes of what holds the orders of a store for which nothing was ever asked to go by itself."""


def push_paused(store: str, handle: str) -> Reason:
    """Somebody stopped order push for a while."""
    return Reason(
        "order_push_paused",
        say("Order push is paused for {store}.", store=store),
        say("`/synctec resume {handle}` lets its orders go on.", handle=handle),
    )


def on_hold(holds: Sequence[str]) -> Reason:
    """Part of the order's fulfilment is on hold, for these reasons of Shopify's."""
    told = ", ".join(sorted(dict.fromkeys(holds)))
    return Reason(
        "order_on_hold",
        say("The order's fulfilment is on hold in Shopify: {told}.", told=told),
        say("Release the hold in Shopify; SyncTec goes on by itself when it is released."),
    )


def tag_left_out(tag: str) -> Reason:
    """The settings leave out orders with this tag."""
    return Reason(
        "order_tag_left_out",
        say("The order has the tag “{tag}”, which the settings leave out.", tag=tag),
        say("Push it by hand if it is to go: a person's push goes past this."),
    )


def channel_left_out(channel: str) -> Reason:
    """The settings leave out orders from this channel."""
    return Reason(
        "order_channel_left_out",
        say("The order came through “{channel}”, which the settings leave out.", channel=channel),
        say("Push it by hand if it is to go: a person's push goes past this."),
    )
