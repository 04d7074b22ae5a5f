"""What an order keeps from shelves, buffers, and what is taken for orders that are not pushed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.orders import OrderLine, Place
from core.domain.push_settings import StoreSettings
from core.domain.pushes import PushLine, PushState
from core.domain.stock.buffers import Buffer, buffer_text, read_buffer
from core.domain.stock.claims import claims_of, differences, gone_before
from core.domain.stock.shelves import GRACE, Shelf, Spot
from core.domain.stock.takings import Taking, needs
from core.domain.stores import StoreId
from tests.unit.bot import cards
from tests.unit.domain.makers import line, order

HERE, THERE = "gid://shopify/Location/1", "gid://shopify/Location/2"


def placed(current: int, **places: int) -> OrderLine:
    where = {"here": HERE, "there": THERE}
    waiting = tuple(Place(where[name], name, units) for name, units in places.items())
    return replace(line(), current=current, places=waiting, tracked=True)


def units(*lines: OrderLine, before: dict[tuple[str, str, str], int] | None = None) -> list[int]:
    """Here and there."""
    claims = claims_of(order(*lines), before or {})
    return [
        sum(many for (_, location, _), many in claims.items() if location == where)
        for where in (HERE, THERE)
    ]


def test_it_keeps_what_is_to_be_shipped_from_where_it_is_to_be_shipped() -> None:
    assert units(placed(3, here=2, there=1)) == [2, 1]


def test_what_is_shipped_stays_where_it_was_taken_from() -> None:
    before = claims_of(order(placed(3, here=2, there=1)), {})
    assert units(placed(3, here=1), before=dict(before)) == [2, 1]
    assert units(placed(3), before=dict(before)) == [2, 1]


def test_what_is_refunded_or_cancelled_is_given_back() -> None:
    before = claims_of(order(placed(3, here=3)), {})
    after = claims_of(order(placed(1, here=1)), before)
    assert list(differences(before, after).values()) == [-2]
    cancelled = replace(order(placed(3)), cancelled_at=cards.NOW)
    assert claims_of(cancelled, before) == {}


def test_what_is_not_counted_is_kept_from_no_shelf() -> None:
    assert units(replace(placed(2, here=2), tracked=False)) == [0, 0]


def test_what_was_given_back_before_the_order_was_heard_of_is_known() -> None:
    refunded = replace(placed(1, here=1), quantity=3)
    assert gone_before(order(refunded)) == {refunded.variant_gid: 2}
    cancelled = replace(order(placed(0)), cancelled_at=cards.NOW)
    assert gone_before(cancelled) == {refunded.variant_gid: 2}
    assert gone_before(order(placed(2, here=2))) == {}


SHELF = Shelf(Spot(StoreId(1), "variant", HERE), shown=10)
LATER = cards.NOW + GRACE


def test_units_that_came_and_went_explain_what_was_seen_in_between() -> None:
    looked = SHELF.look(8, cards.NOW)
    assert looked.held_back == 2
    assert looked.come_and_gone(2) == replace(SHELF, shown=10)
    assert SHELF.come_and_gone(2) == SHELF


def test_what_was_given_back_is_no_more_than_a_lost_number_may_have_hidden() -> None:
    lost = replace(SHELF, lost=True).look(6, cards.NOW)
    seen = lost.look(8, LATER)
    assert [gap.units for gap in seen.gaps] == [4, -2]
    excused, by_hand = seen.excused(LATER)
    assert (excused.gaps, by_hand) == ((), 0)


@pytest.mark.parametrize(
    ("typed", "buffer"),
    [
        ("3", Buffer(3)),
        (" 10 % ", Buffer(0, 10)),
        ("3 + 10%", Buffer(3, 10)),
        ("3 and 10%", Buffer(3, 10)),
        ("none", Buffer()),
        ("0", Buffer()),
    ],
)
def test_a_buffer_is_read_and_written(typed: str, buffer: Buffer) -> None:
    assert read_buffer(typed) == buffer
    assert read_buffer(buffer_text(buffer)) == buffer


@pytest.mark.parametrize("typed", ["", "some", "-1", "101%", "3%%", "3 4", "1.5"])
def test_what_is_no_buffer_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[A-Z].*\."):
        read_buffer(typed)


@pytest.mark.parametrize(("there", "kept"), [(0, 3), (-5, 3), (1, 4), (10, 4), (11, 5), (100, 13)])
def test_a_part_of_a_unit_is_kept_back_whole(there: int, kept: int) -> None:
    assert Buffer(3, 10).of(there) == kept


def test_an_order_of_a_store_that_sends_none_takes_its_paid_units() -> None:
    off = cards.store(settings=StoreSettings(order_push=False))
    push = replace(
        cards.push_card(PushState.HELD).push,
        source_id=StoreId(2),
        lines=(PushLine("line", "TEE", "Tee", 2, "variant", HERE),),
    )
    need = (StoreId(2), "variant", HERE)
    followed = {StoreId(2)}
    assert needs(off, cards.facts(), [push, push], followed) == {need: 4}
    assert needs(off, cards.facts(financial_status="PENDING"), [push], followed) == {}
    assert needs(off, cards.facts(cancelled_at=cards.NOW), [push], followed) == {}
    assert needs(off, cards.facts(), [push], set()) == {}
    pushed = replace(push, state=PushState.PUSHED)
    assert needs(off, cards.facts(), [pushed], followed) == {}
    on = replace(off, settings=StoreSettings(order_push=True))
    assert needs(on, cards.facts(), [push], followed) == {}


def test_a_taking_is_a_difference_until_it_is_answered() -> None:
    taken = Taking((StoreId(2), "variant", HERE), THERE, units=2)
    sending = taken.begin(5, "key")
    assert (sending.units, sending.sending, sending.key) == (2, 3, "key")
    assert sending.ended(done=True) == replace(taken, units=5)
    assert sending.ended(done=False) == taken
