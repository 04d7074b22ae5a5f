"""Returns: each of the customer's is shown on the source order whose parcels come back."""

from __future__ import annotations

from collections.abc import Iterator

from tests.integration.way_back.books import Books, Json

_THERE = frozenset({"OPEN", "CLOSED"})


def of_returns(books: Books) -> Iterator[str]:
    """What does not balance. Where the setting is off there are none on a source order."""
    there = {one["id"]: one for made in books.made for one in made.order["returns"]}
    if not books.back.returns:
        yield from (f"returns are off, and {one['name']} is there" for one in there.values())
        return
    kept = [one for one in books.kept if one.kind == "return"]
    copies = {one.copy: one for one in kept if one.copy}
    yield from (
        f"{one['name']} stands for no return" for one in there.values() if one["id"] not in copies
    )
    for original in books.order["returns"]:
        mine = [one for one in kept if one.original == original["id"]]
        if original["status"] in _THERE and not mine and _of_ours(books, original):
            yield f"{original['name']} is {original['status']}, and nothing stands for it"
        for one in mine:
            yield from _like(books, original, there.get(one.copy or ""))


def _like(books: Books, original: Json, copy: Json | None) -> Iterator[str]:
    """What cannot be opened, since the source called its parcel back, is told to people. So is a
    return that Shopify lets nobody cancel, since something of it was refunded."""
    if copy is None:
        if _of_ours(books, original):
            yield f"{original['name']} was not carried"
        return
    refunded = any(line["refunded"] for line in copy["lines"])
    if copy["status"] != original["status"] and not refunded:
        yield f"{original['name']} is {original['status']}, its copy {copy['status']}"


def _of_ours(books: Books, original: Json) -> bool:
    """Whether some of it came in a parcel that a source order of today sent and did not call
    back."""
    parts = {line["fulfillmentLineId"] for line in original["lines"]}
    live = {
        parcel["id"]
        for made in books.live
        for parcel in made.order["fulfillments"]
        if parcel["status"] == "SUCCESS"
    }
    return any(
        line["id"] in parts
        for parcel in books.order["fulfillments"]
        if parcel["id"] in books.copies and books.copies[parcel["id"]].original in live
        for line in parcel["lines"]
    )
