"""Parcels: what the source sent is what the customer's order shows, unit for unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.integration.way_back.books import Books, Json, sent, waiting


def of_parcels(books: Books) -> Iterator[str]:
    """What does not balance."""
    yield from _line_by_line(books)
    yield from _one_by_one(books)


def _line_by_line(books: Books) -> Iterator[str]:
    """Everything that was sent is shown, unless the customer's order does not ask for it any more,
    holds it, or had it fulfilled by hand. Nothing else is shown."""
    here, there = sent(books.order) - books.hand_made, books.sources(sent)
    stuck = stuck_in_copies(books)
    free = waiting(books.order) - books.held
    for line in books.lines:
        shown, gone = here[line] - stuck[line], there[line]
        if shown > gone or (shown < gone and free[line]):
            yield f"line {line}: {gone} sent, {shown} shown, {free[line]} could be"


def stuck_in_copies(books: Books) -> Counter[str]:
    """Units in copies that Shopify lets nobody call back, though their parcels were: people have
    been told."""
    left = {copy for copy, one in books.copies.items() if one.state == "left"}
    return sent(books.order, lambda parcel: parcel["id"] in left)


def _one_by_one(books: Books) -> Iterator[str]:
    """Each fulfilment stands for one parcel, with units of it and its tracking, and no parcel is
    shown more than once."""
    parcels = {
        parcel["id"]: (made.meant(_units(parcel)), parcel)
        for made in books.made
        for parcel in made.order["fulfillments"]
    }
    shown: dict[str, Counter[str]] = {}
    for copy in (one for one in books.order["fulfillments"] if one["status"] == "SUCCESS"):
        kept = books.copies.get(copy["id"])
        if kept is None and copy["id"] not in books.by_hand:
            yield f"{copy['name']} stands for nothing"
        elif kept is not None and kept.state == "done":
            shown[kept.original] = shown.get(kept.original, Counter()) + _units(copy)
            yield from _like(copy, parcels[kept.original][1])
    for original, units in shown.items():
        if not units <= parcels[original][0]:
            yield f"{parcels[original][1]['name']} is shown more than once"


def _like(copy: Json, parcel: Json) -> Iterator[str]:
    said, shown = parcel["tracking"]["numbers"], copy["tracking"]["numbers"]
    if parcel["status"] != "SUCCESS":
        yield f"{copy['name']} stands for {parcel['name']}, which was called back"
    elif said and said != shown:
        yield f"{copy['name']} says {shown}, {parcel['name']} {said}"


def _units(parcel: Json) -> Counter[str]:
    found = Counter[str]()
    for line in parcel["lines"]:
        found[line["lineId"]] += line["quantity"]
    return found
