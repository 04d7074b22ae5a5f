"""What must be true of all orders of a scene once everything has come to rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.domain.push_settings import Refunds
from tests.integration.way_back.books import Books, Json, current, refunded, sent, waiting
from tests.integration.way_back.findings_money import of_money
from tests.integration.way_back.findings_parcels import of_parcels, stuck_in_copies
from tests.integration.way_back.findings_returns import of_returns

_OPEN = frozenset({"asked", "agreed", "sending"})


def findings(books: Books) -> Iterator[str]:
    """What does not balance, a sentence each."""
    yield from of_parcels(books)
    yield from of_returns(books)
    yield from of_money(books)
    yield from _bounds(books)
    yield from _rest(books)
    yield from off_is_off(books)
    if books.order["cancelledAt"]:
        yield from _cancelled(books)
    else:
        yield from _on_order(books)
        yield from _to_be_shipped(books)


def _rest(books: Books) -> Iterator[str]:
    """Nothing is written any more, and nobody is asked or waited for."""
    for what, times in books.echoes.items():
        yield f"once at rest, {what} was sent {times} times"
    for one in books.kept:
        waits = one.state == "waiting" and not books.held
        if one.state in _OPEN or waits:
            yield f"{one.kind} {one.original} is still {one.state}"


def _bounds(books: Books) -> Iterator[str]:
    """Never more shipped, or given back, than was ordered: on each order, and of each of the
    customer's lines on all source orders together."""
    every = [books.order, *(made.order for made in books.made)]
    for order in every:
        shipped, back = sent(order), refunded(order)
        for line in order["lines"]:
            most, here = line["quantity"], line["id"]
            if not (shipped[here] <= most and back[here] <= most and line["currentQuantity"] >= 0):
                yield f"{order['name']}, line {here}: {shipped[here]} shipped, {back[here]} back"
    shipped = books.sources(sent)
    for line in books.order["lines"]:
        if shipped[line["id"]] > line["quantity"]:
            yield f"line {line['id']}: {shipped[line['id']]} shipped of {line['quantity']}"


def _cancelled(books: Books) -> Iterator[str]:
    """Nothing is to be shipped any more, unless the source said no."""
    for made in books.live:
        rejected = any(one.push_id == made.push_id and one.choice == "reject" for one in books.kept)
        units = waiting(made.order).total()
        if units and not rejected:
            yield f"{units} units of {made.order['name']} are still to be shipped for nobody"


def _on_order(books: Books) -> Iterator[str]:
    """Line by line the source orders have together what the customer has on order, less what was
    fulfilled by hand, and less what the customer's order has as shipped though it was called back:
    it is not offered again while it stands as shipped."""
    stuck = stuck_in_copies(books)
    here, there = current(books.order), books.sources(current)
    late = books.units("edit")
    for line in books.lines:
        mine = books.hand_made[line]
        beyond = there[line] - max(0, here[line] - mine)
        beyond += min(stuck[line], max(0, -beyond))
        yield from _off(books, line, "on order", beyond, late[line] + min(mine, there[line]))


def _to_be_shipped(books: Books) -> Iterator[str]:
    """And what is to be shipped: what waits for a hold, though its source has shipped it, does not
    wait for the source. What was called back there and cannot be here is the source's to ship."""
    stuck = stuck_in_copies(books)
    here, there = _wanted(books.order), books.sources(_wanted)
    marked = sent(books.order) - books.hand_made
    shipped = books.sources(sent)
    for line in books.lines:
        unmarked = min(max(0, shipped[line] - marked[line]), books.held[line])
        beyond = there[line] - (here[line] - unmarked)
        yield from _off(books, line, "to be shipped", beyond, books.hand_made[line] + stuck[line])


def _wanted(order: Json) -> Counter[str]:
    """A parcel that is called back is to be shipped again whole, though some of it was refunded
    since: nobody asks for more than is on order."""
    return waiting(order) & current(order)


def _off(books: Books, line: str, what: str, beyond: int, known: int) -> Iterator[str]:
    """`beyond` is what the sources have more than the customer asks for, or less where it is below
    zero. `known` is the most that people have been told of.

    More: where the settings carry no refunds, or no edits, those units stay. Less: where people
    kept the order as it is though the source does not ship it, and the line is not pushed again by
    itself; what nobody may push, since the order is on hold; and what is not offered again yet,
    since a push that has the line, too, has shipped only in part (`core.domain.rests`).
    """
    lost = books.units("source_refund", choice="keep")[line]
    lost += books.units("source_edited", choice="keep")[line]
    if books.units("source_cancelled", choice="keep")[line]:
        lost += current(books.order)[line]
    partly = [one for one in books.live if sent(one.order) and waiting(one.order).total()]
    unpushed = sum(one.meant(sent(one.order))[line] for one in partly)
    unpushed += current(books.order)[line] if books.held else 0
    if not -(lost + unpushed) <= beyond <= known + books.free_by_settings(line):
        yield (
            f"line {line}, {what}: {beyond:+} at the source; people know of {known} more, "
            f"{lost} less"
        )


def off_is_off(books: Books) -> Iterator[str]:
    """What the settings do not carry was not written at all."""
    kinds = {one.kind for one in books.kept}
    if books.back.refunds is Refunds.OFF and "refund" in kinds:
        yield "refunds are off, and one was written down"
    if not books.back.returns and "return" in kinds:
        yield "returns are off, and one was opened"
