"""Why an item of an order stays behind."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.reasons.base import Reason
from core.domain.words import say, say_many

NO_SHIPPING = "line_needs_no_shipping"
NOTHING_LEFT = "line_nothing_left"
LOCATION_UNKNOWN = "location_unknown"
UNITS_IN_QUESTION = "units_in_question"
_LISTED = 3


def no_shipping(title: str) -> Reason:
    """The line is nothing that is shipped."""
    return Reason(
        NO_SHIPPING,
        say("“{title}” does not need shipping.", title=title),
        say("Nothing to do: only items that are shipped are pushed."),
    )


def nothing_left(title: str) -> Reason:
    """Refunded, removed or fulfilled already: no unit is left to ship."""
    return Reason(
        NOTHING_LEFT,
        say("“{title}” has nothing left to ship.", title=title),
        say("Nothing to do: it was fulfilled, refunded or removed."),
    )


def sku_missing(title: str) -> Reason:
    """The line has no SKU at all."""
    return Reason(
        "sku_missing",
        say("“{title}” has no SKU.", title=title),
        say("Give the variant a SKU in the destination store."),
    )


def product_gone(title: str) -> Reason:
    """The line's variant was deleted, or it never had one: it is no synced item."""
    return Reason(
        "product_gone",
        say("“{title}” has no product in the destination store any more.", title=title),
        say(
            "Make the source order by hand if it has to be shipped; a product made anew "
            "has orders of its own."
        ),
    )


def sku_unknown(sku: str, near: Sequence[tuple[str, str]] = ()) -> Reason:
    """No connected source store has the SKU. `near` are SKUs, each with its store, that differ in
    case or blanks only: a suggestion, never a match."""
    sentence = say("SKU {sku} does not exist on a connected source store.", sku=sku)
    if not near:
        remedy = say("Add the SKU to the source store's variant, letter for letter.")
        return Reason("sku_unknown", sentence, remedy)
    told = "; ".join(
        say("{store} has “{found}”", store=store, found=found) for found, store in near[:_LISTED]
    )
    return Reason(
        "sku_unknown",
        say("{sentence} Only case or blanks differ: {told}.", sentence=sentence, told=told),
        say(
            "Make the SKUs equal, letter for letter, or use the other as its alias: "
            "`/synctec match` offers it."
        ),
    )


def alias_unknown(sku: str, source_sku: str, store: str) -> Reason:
    """An alias names a SKU that the source store does not have."""
    return Reason(
        "alias_unknown",
        say(
            "SKU {sku} stands for {source_sku} on {store}, which has no such SKU.",
            sku=sku,
            source_sku=source_sku,
            store=store,
        ),
        say(
            "Add {source_sku} to a variant of {store}, or change the alias.",
            source_sku=source_sku,
            store=store,
        ),
    )


def sku_ambiguous(sku: str, store: str, count: int) -> Reason:
    """More than one variant of one source store carries the SKU."""
    return Reason(
        "sku_ambiguous",
        say("SKU {sku} belongs to {count} variants on {store}.", sku=sku, count=count, store=store),
        say("Make the SKU unique on {store}.", store=store),
    )


def sku_on_several_sources(sku: str, stores: str) -> Reason:
    """Two connected source stores carry the SKU, and choosing would be a guess."""
    return Reason(
        "sku_on_several_sources",
        say(
            "SKU {sku} exists on several connected source stores: {stores}.", sku=sku, stores=stores
        ),
        say("Keep the SKU on one of them only, or pause the item on the others: `/synctec items`."),
    )


def item_paused(sku: str, store: str) -> Reason:
    """Somebody paused the item's sync with this source store."""
    return Reason(
        "item_paused",
        say("The item {sku} is paused with {store}.", sku=sku, store=store),
        say("Resume it: `/synctec items` lists what is paused."),
    )


def untracked_here(sku: str, title: str) -> Reason:
    """The destination does not track the item's stock."""
    return Reason(
        "stock_untracked_at_destination",
        say(
            "The destination store does not track the stock of “{title}” ({sku}).",
            title=title,
            sku=sku,
        ),
        say("Switch “Track quantity” on for the variant in the destination store."),
    )


def untracked_there(sku: str, store: str) -> Reason:
    """The source does not track the item's stock."""
    return Reason(
        "stock_untracked_at_source",
        say("{store} does not track the stock of {sku}.", store=store, sku=sku),
        say("Switch “Track quantity” on for the variant on {store}.", store=store),
    )


def location_unknown(title: str, location: str | None) -> Reason:
    """Shopify names no location from which the item is to ship; `location` is the name of one that
    was deleted."""
    if location is None:
        sentence = say(
            "Shopify has not said from which location “{title}” is to ship.", title=title
        )
    else:
        sentence = say(
            "“{title}” is to ship from “{location}”, which does not exist any more.",
            title=title,
            location=location,
        )
    return Reason(
        LOCATION_UNKNOWN, sentence, say("Choose the location in the order's fulfilment in Shopify.")
    )


def location_unmapped(location: str, store: str) -> Reason:
    """The destination's location is in no group with a location of this source."""
    return Reason(
        "location_unmapped",
        say(
            "Location “{location}” is in no location group with a location of {store}.",
            location=location,
            store=store,
        ),
        say(
            "Group it with the location of {store} that stands for the same stock: "
            "`/synctec locations`.",
            store=store,
        ),
    )


def currency_differs(currency: str, store: str, source_currency: str) -> Reason:
    """The customer paid in another currency, and the connection has no rule for that."""
    return Reason(
        "currency_differs",
        say(
            "The order is in {currency}, {store} sells in {source_currency}.",
            currency=currency,
            store=store,
            source_currency=source_currency,
        ),
        say("Set an exchange rate in the connection's settings, or make the source order by hand."),
    )


def units_in_question(units: int, sku: str) -> Reason:
    """Units of an item that qualifies which are not pushed, lest they are sent twice."""
    return Reason(
        UNITS_IN_QUESTION,
        say_many(
            "{count} unit of {sku} may be pushed already, or was moved meanwhile.",
            "{count} units of {sku} may be pushed already, or were moved meanwhile.",
            units,
            sku=sku,
        ),
        say("Compare with the source order, and ship what is missing by hand."),
    )
