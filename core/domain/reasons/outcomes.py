"""Why a push failed or is in doubt, and why a store or an order could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.reasons.base import Reason
from core.domain.words import grouped, later, say

OUTCOME_UNKNOWN = Reason(
    "outcome_unknown",
    later("The source store was asked to create the order and no clear answer came back."),
    later("SyncTec looks the order up before anything is sent again; nothing to do for now."),
)
NEEDS_DECISION = Reason(
    "outcome_undecided",
    later("The order was not found on the source store, and an empty search is no proof."),
    later("Look into the source store's orders, then answer the question in the channel."),
)
NOT_LOOKED_UP = Reason(
    "look_up_failed",
    later("The source store gave no clear answer, and could not be asked again for the order."),
    later("Look into the source store's orders, then answer the question in the channel."),
)
FOUND_CANCELLED = Reason(
    "source_order_cancelled",
    later("The source order was found, but it is cancelled."),
    later("Push the order again if it still has to be shipped."),
)


def store_held(store: str) -> Reason:
    """The store failed again and again: nothing is sent to it but a probe now and then."""
    return Reason(
        "store_held",
        say("{store} does not answer, and is left alone for the moment.", store=store),
        say("SyncTec asks it again by itself, and goes on as soon as it answers."),
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
        say(
            "{item} (SKU {sku}): {needed} needed, {there} in stock",
            item=one.title[:60],
            sku=one.sku[:60],
            needed=grouped(one.needed),
            there=grouped(one.there),
        )
        for one in short[:_NAMED]
    ]
    hidden = len(short) - _NAMED
    if hidden > 0:
        items.append(say("and {hidden} more", hidden=grouped(hidden)))
    if items:
        listed = "; ".join(items)
        sentence = say("{store} does not have enough stock of {items}.", store=store, items=listed)
    else:
        sentence = say("{store} does not have enough stock for at least one item.", store=store)
    return Reason(
        STOCK_REFUSED,
        sentence,
        say(
            "Correct the stock on {store}, or allow selling when out of stock, then press Retry.",
            store=store,
        ),
    )


_EMAIL = re.compile(r"[^\s@<>()\"',;:“”]{1,64}@[^\s@<>()\"',;:“”]{1,253}\.\w{2,63}")
_PHONE = re.compile(
    r"(?<![\w/#.$€£-])"  # an amount is none
    r"(?!\d{4}-\d{2}-\d{2}(?!\d))"  # a date
    r"(?!\d{13,}(?!\d))"  # one of Shopify's keys
    r"\+?\(?\d(?:[ \u00a0().\/-]{0,3}\d){6,}"
)


def refused_by_shopify(store: str, message: str) -> Reason:
    """Any other userError of a mutation; `message` is Shopify's own, less the e-mail addresses and
    phone numbers that it repeats: a reason is kept, and shown to a whole channel."""
    return Reason(
        "refused_by_shopify",
        _refused(store, message),
        say("Correct what Shopify names, then press Retry."),
    )


def change_refused(store: str, message: str) -> Reason:
    """The same of a change to an order that is there: no button tries that again."""
    return Reason(
        "change_refused",
        _refused(store, message),
        say(
            "Look at the order in the admin of {store}, and do there what is missing.", store=store
        ),
    )


def _refused(store: str, message: str) -> str:
    hidden = _PHONE.sub(say("[phone number]"), _EMAIL.sub(say("[e-mail address]"), message))
    return say("{store} refused: {hidden}", store=store, hidden=hidden)


def app_removed(store: str, handle: str) -> Reason:
    """Somebody uninstalled the app on the store."""
    return Reason(
        "app_removed",
        say("The app was removed from {store}.", store=store),
        say(
            "Install it on {store} again, then run `python app.py stores check {handle}`.",
            store=store,
            handle=handle,
        ),
    )


def settings_changing(store: str) -> Reason:
    """Somebody changed the settings while the order was being read."""
    return Reason(
        "settings_changing",
        say("The settings of {store} were changed while the order was being read.", store=store),
        say("SyncTec judges it again by itself."),
    )


def order_changing(name: str) -> Reason:
    """The order was changed while it was being read or judged."""
    return Reason(
        "order_changing",
        say("Order {name} is being changed.", name=name),
        say("SyncTec reads it again by itself."),
    )
