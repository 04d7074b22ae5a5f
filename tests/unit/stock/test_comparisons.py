"""How a comparison goes on, and what it takes for a difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.locations import GroupId
from core.domain.reasons import Reason
from core.domain.stock.aims import Ledger, Offer, Pool, Supply
from core.domain.stock.comparisons import (
    Comparison,
    Stage,
    StockListing,
    applied,
    begun,
    compared,
    failed,
    is_to_be_told,
    next_listing,
    serves,
)
from core.domain.stock.differences import Compared, Difference, Seen, differing
from core.domain.stock.shelves import Gap, Shelf, Spot
from core.domain.stores import ConnectionId, StoreId

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LINK, DEST, NORTH = ConnectionId(1), StoreId(1), StoreId(2)
SPOT = Spot(DEST, "variant", "here")
POOL = Pool(NORTH, "theirs", GroupId(1))
WHY = Reason("stock_not_listed", "It could not be listed.", "Try again.")


def run(actor: str | None = "U0ANNA") -> Comparison:
    made = begun(None, LINK, actor, "C0DEST", NOW)
    assert made is not None
    return made


def offer(*shelves: Shelf, stocks: bool = False) -> Offer:
    return Offer("item", shelves, (Supply(LINK, POOL),), stocks)


def result(items: int, differing: int) -> Compared:
    found = [Difference(Spot(DEST, f"v{n}", "here"), "theirs", 2, 1) for n in range(differing)]
    return Compared(items, 0, found)


def rows(shelf: Shelf, there: int, shows: int | None, *, stocks: bool = False) -> list[int]:
    seen = Seen({(DEST, "item", "here"): shows})
    found = differing(offer(shelf, stocks=stocks), Ledger({POOL: there}, {}), seen)
    return [row.after for row in found or ()]


def test_one_that_reads_is_waited_for_until_nobody_works_on_it() -> None:
    first = run()
    assert begun(first, LINK, "U0BEN", None, NOW + timedelta(minutes=9)) is None
    later = begun(first, LINK, "U0BEN", None, NOW + timedelta(minutes=10))
    assert later is not None
    assert later.number == 2


def test_one_that_is_put_right_keeps_no_other_waiting() -> None:
    assert begun(applied(run(), "U0ANNA", NOW), LINK, None, None, NOW) is not None


@pytest.mark.parametrize(
    ("actor", "items", "differing", "stage"),
    [
        ("U0ANNA", 100, 0, Stage.DONE),
        ("U0ANNA", 100, 1, Stage.SHOWN),
        (None, 100, 0, Stage.DONE),
        (None, 100, 20, Stage.APPLYING),
        (None, 100, 21, Stage.SHOWN),
        (None, 1000, 100, Stage.APPLYING),
        (None, 1000, 101, Stage.SHOWN),
    ],
)
def test_a_night_puts_a_few_right_and_asks_about_many(
    actor: str | None, items: int, differing: int, stage: Stage
) -> None:
    assert compared(run(actor), result(items, differing), NOW).stage is stage


def test_by_night_only_the_end_is_told() -> None:
    night = run(None)
    assert not is_to_be_told(night, NOW)
    assert is_to_be_told(compared(night, result(10, 0), NOW), NOW)
    day = replace(run(), told_at=NOW)
    assert not is_to_be_told(day, NOW + timedelta(seconds=2))
    assert is_to_be_told(day, NOW + timedelta(seconds=3))
    assert is_to_be_told(failed(day, WHY, NOW), NOW)


def test_one_listing_serves_a_whole_night_and_no_person_later() -> None:
    listing = next_listing(None, NORTH, NOW - timedelta(minutes=50))
    assert serves(listing, run(None))
    assert not serves(listing, run())
    assert serves(replace(listing, started_at=NOW), run())
    assert not serves(replace(listing, reason=WHY), run(None))
    assert serves(StockListing(NORTH, 2, NOW, reason=WHY), run(None))


def test_another_number_than_it_is_to_show_is_a_difference() -> None:
    shelf = Shelf(SPOT, shown=20)
    assert rows(shelf, there=15, shows=20) == [15]
    assert rows(shelf, there=15, shows=15) == []


def test_what_is_held_back_is_no_difference() -> None:
    shelf = Shelf(SPOT, shown=18, gaps=(Gap(2, NOW),))
    seen = Seen({(DEST, "item", "here"): 18})
    promised = Ledger({POOL: 20}, {POOL: shelf.held_back})
    assert differing(offer(shelf), promised, seen) == []


def test_what_is_being_written_or_was_not_read_is_left() -> None:
    assert rows(Shelf(SPOT, shown=20, writing=15), there=15, shows=20) == []
    # Nothing is said of these: it is not that they do not differ.
    assert differing(offer(Shelf(SPOT, shown=20)), Ledger({POOL: 15}, {}), Seen({})) is None
    uncounted = Seen({(DEST, "item", "here"): 20})
    assert differing(offer(Shelf(SPOT)), Ledger({}, {}), uncounted) is None
    nowhere = Seen({}, frozenset({DEST}))
    assert differing(offer(Shelf(SPOT)), Ledger({POOL: 4}, {}), nowhere) is None


def test_an_item_that_is_not_kept_there_differs_only_where_it_is_to_be_stocked() -> None:
    shelf = Shelf(SPOT, stocked=False)
    assert rows(shelf, there=15, shows=None) == []
    assert rows(shelf, there=15, shows=None, stocks=True) == [15]
    assert rows(shelf, there=0, shows=None, stocks=True) == []


def test_what_a_whole_listing_does_not_have_is_not_kept_there() -> None:
    seen = Seen({}, frozenset({DEST}))
    found = differing(offer(Shelf(SPOT), stocks=True), Ledger({POOL: 4}, {}), seen)
    assert [(row.before, row.after) for row in found or ()] == [(None, 4)]


def test_where_items_are_not_stocked_the_place_that_keeps_one_takes_all() -> None:
    there = Spot(DEST, "variant", "there")
    annex, warehouse = Shelf(SPOT, stocked=False), Shelf(there, shown=0)
    seen = Seen({(DEST, "item", "there"): 0}, frozenset({DEST}))
    kept = differing(offer(annex, warehouse), Ledger({POOL: 10}, {}), seen)
    assert [(row.spot, row.before, row.after) for row in kept or ()] == [(there, 0, 10)]
    stocked = differing(offer(annex, warehouse, stocks=True), Ledger({POOL: 10}, {}), seen)
    assert [(row.spot, row.before, row.after) for row in stocked or ()] == [(SPOT, None, 10)]
