"""Both orders as their stores show them, and what must be true of the two in the end.

Read from the local Shopify's control API, not through SyncTec: it is the judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of what SyncTec keeps of the way back; `units` by the customer's lines."""

    kind: str
    state: str
    units: Counter[str]
    choice: str | None
    original: str


@dataclass(frozen=True, slots=True)
class Books:
    """`order` is the customer's, `made` the source order; `links` lead from the source order's
    lines to the customer's, by the word that each carries."""

    order: Json
    made: Json
    kept: tuple[Kept, ...]

    @property
    def links(self) -> Mapping[str, str]:
        """By the source order's own properties."""
        return {
            line["id"]: line["properties"]["_synctec_line"].rpartition("/")[2]
            for line in self.made["lines"]
        }

    def shipped(self) -> tuple[Counter[str], Counter[str]]:
        """Units in live parcels of the customer's order, and of the source's, by their lines."""
        return _shipped(self.order), self._linked(_shipped(self.made))

    def current(self) -> tuple[Counter[str], Counter[str]]:
        """What is neither refunded nor taken off, likewise."""
        return _current(self.order), self._linked(_current(self.made))

    def _linked(self, units: Counter[str]) -> Counter[str]:
        found = Counter[str]()
        for line, many in units.items():
            found[self.links[line]] += many
        return found

    def units(self, kind: str, *, state: str = "", choice: str = "") -> Counter[str]:
        """Of what is kept of a kind."""
        found = Counter[str]()
        for one in self.kept:
            fits = one.kind == kind and state in {"", one.state}
            if fits and choice in {"", one.choice or "-"}:
                found += one.units
        return found


def findings(books: Books) -> Iterator[str]:
    """What does not balance, a sentence each."""
    yield from _parcels(books)
    if books.order["cancelledAt"]:
        yield from _cancelled(books)
    elif not books.made["cancelledAt"]:
        yield from _quantities(books)
    yield from _tracking(books)


def _parcels(books: Books) -> Iterator[str]:
    """Line by line the customer's order shows what the source sent, but for units that it did not
    ask for any more: those are named."""
    here, there = books.shipped()
    left = books.units("parcel", state="left")
    for line in here.keys() | there.keys():
        if not here[line] <= there[line] <= here[line] + left[line]:
            yield f"line {line}: {there[line]} sent, {here[line]} shown, {left[line]} left out"


def _cancelled(books: Books) -> Iterator[str]:
    """Nothing is to be shipped any more, unless the source said no."""
    waiting = sum(
        line["remaining"]
        for task in books.made["fulfillmentOrders"]
        if task["status"] not in {"CLOSED", "CANCELLED"}
        for line in task["lines"]
    )
    rejected = any(one.kind == "cancellation" and one.choice == "reject" for one in books.kept)
    if waiting and not books.made["cancelledAt"] and not rejected:
        yield f"{waiting} units are still to be shipped for an order that was cancelled"


def _quantities(books: Books) -> Iterator[str]:
    """Line by line both have the same on order, but for what people decided otherwise."""
    here, there = books.current()
    kept = books.units("source_refund", choice="keep")
    kept += books.units("source_edited", choice="keep")
    late = books.units("edit")
    for line in here.keys() | there.keys():
        if here[line] - kept[line] != there[line] - late[line]:
            yield (
                f"line {line}: {here[line]} on order (of which {kept[line]} are kept), "
                f"{there[line]} at the source (of which {late[line]} were shipped too early)"
            )


def _tracking(books: Books) -> Iterator[str]:
    """Every parcel that stands for one of the source's has its tracking."""
    theirs = {one["id"]: one for one in books.made["fulfillments"]}
    shown = [one["tracking"] for one in books.order["fulfillments"] if one["status"] == "SUCCESS"]
    for one in theirs.values():
        said = one["tracking"]["numbers"]
        carried = any(said == tracking["numbers"] for tracking in shown)
        live = one["status"] == "SUCCESS" and said
        if live and not carried and not books.units("parcel", state="left"):
            yield f"the tracking of {one['name']} is nowhere: {said}"


def _shipped(order: Json) -> Counter[str]:
    found = Counter[str]()
    for parcel in order["fulfillments"]:
        if parcel["status"] == "SUCCESS":
            for line in parcel["lines"]:
                found[line["lineId"]] += line["quantity"]
    return found


def _current(order: Json) -> Counter[str]:
    return Counter({line["id"]: line["currentQuantity"] for line in order["lines"]})
