"""What is left to push beside what was pushed: places come and go, nothing is sent twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.leftovers import Carried, LeftBehind, left_behind
from core.domain.orders import Order, OrderLine, Place, facts_of
from core.domain.planning import plan
from core.domain.pushes import SETTLED, Push, PushId, PushState
from core.domain.qualification import Source, judge
from core.domain.reasons import units_in_question
from core.domain.rests import lines_now
from tests.unit.domain.item_refusals import ELSEWHERE
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    ORDER,
    PROPERTY,
    SHELF,
    SOUTH,
    connection,
    line,
    order,
    push,
    push_line,
    source,
    source_order,
    terms,
)

_S = PushState
THIRD = "gid://shopify/Location/3"
HERE = [source(NORTH, "A")]
EVERYWHERE = [replace(source(NORTH, "A"), places=frozenset({SHELF, ELSEWHERE, THIRD}))]
AT_SHELF = push_line(1, quantity=2)


def split(*places: tuple[str, int], current: int = 4, quantity: int = 4) -> OrderLine:
    """One line, of which these units are to ship from these places."""
    meant = tuple(Place(gid, f"Location {gid[-1]}", units) for gid, units in places)
    left = sum(units for _, units in places)
    return line(1, "A", quantity=quantity, to_ship=left, current=current, places=meant)


def new_parts(item: OrderLine, *existing: Push, sources: list[Source]) -> list[tuple[int, int]]:
    """Part and units of every push that is added."""
    verdict = judge(order(item), sources, terms())
    found = plan(ORDER, verdict, [connection()], existing, NOW)
    return [
        (each.part, sum(each_line.quantity for each_line in each.lines)) for each in found.added
    ]


def test_units_added_to_a_line_that_was_shipped_are_a_new_part() -> None:
    there = push(part=1, state=_S.PUSHED, lines=(replace(AT_SHELF, place=SHELF),))
    there = replace(there, source_order=replace(source_order(), fulfillment_status="FULFILLED"))
    more = split((SHELF, 1), current=3, quantity=3)
    assert new_parts(more, there, sources=HERE) == [(2, 1)]
    unmarked = split((SHELF, 2), current=2, quantity=2)
    assert new_parts(unmarked, there, sources=HERE) == []


def test_units_of_a_line_that_ship_from_elsewhere_are_judged_apart() -> None:
    verdict = judge(order(split((SHELF, 3), (ELSEWHERE, 1))), HERE, terms())
    assert [(each.quantity, each.reason and each.reason.code) for each in verdict.lines] == [
        (3, None),
        (1, "location_unmapped"),
    ]


def test_once_the_location_is_grouped_its_units_are_a_part_of_their_own() -> None:
    item = split((SHELF, 2), (ELSEWHERE, 2))
    assert new_parts(item, sources=HERE) == [(1, 2)]
    assert new_parts(item, push(_S.PUSHED, [AT_SHELF]), sources=EVERYWHERE) == [(2, 2)]


@pytest.mark.parametrize("state", sorted(SETTLED))
@pytest.mark.parametrize(
    ("item", "left"),
    [
        # The units that were pushed were moved to another location.
        (split((ELSEWHERE, 2), current=2, quantity=2), 0),
        # All four were moved; two of them had been pushed.
        (split((THIRD, 4)), 2),
        # Two are fulfilled by now: perhaps by hand, while those that were pushed were moved.
        (split((ELSEWHERE, 2)), 0),
        (split((ELSEWHERE, 2), current=5, quantity=5), 0),
        # The rest was refunded, and what was pushed was moved.
        (split((THIRD, 2), current=2), 0),
        # Somebody shipped the rest by hand; what was pushed stands where it stood.
        (split((SHELF, 2)), 0),
        # The rest came to where the others were pushed from.
        (split((SHELF, 4)), 2),
        # The order was edited: there are more of it now.
        (split((SHELF, 6), current=6, quantity=6), 4),
    ],
)
def test_what_was_sent_is_not_sent_again_wherever_its_units_are_now(
    item: OrderLine, left: int, state: PushState
) -> None:
    added = new_parts(item, push(state, [AT_SHELF]), sources=EVERYWHERE)
    assert sum(units for _, units in added) == left


def test_once_its_source_has_shipped_the_rest_is_free() -> None:
    shipped = replace(source_order(), fulfillment_status="FULFILLED")
    done = push(_S.PUSHED, [AT_SHELF], source_order=shipped)
    assert new_parts(split((ELSEWHERE, 2)), done, sources=EVERYWHERE) == [(2, 2)]
    assert new_parts(split((ELSEWHERE, 2), current=2), done, sources=EVERYWHERE) == []


def test_a_cancelled_push_stays_cancelled_wherever_its_units_go() -> None:
    gone = push(_S.CANCELLED, [AT_SHELF])
    moved = split((ELSEWHERE, 2), current=2, quantity=2)
    assert new_parts(moved, gone, sources=EVERYWHERE) == []


def test_two_parts_that_moved_to_one_place_share_its_units() -> None:
    first = push(_S.QUEUED, [AT_SHELF])
    second = push(_S.QUEUED, [replace(AT_SHELF, place=ELSEWHERE)], part=2)
    verdict = judge(order(split((THIRD, 4))), EVERYWHERE, terms())
    one = lines_now(first, verdict, [first, second])
    two = lines_now(second, verdict, [replace(first, lines=one), second])
    assert [each.quantity for each in (*one, *two)] == [2, 2]


def test_a_push_that_was_in_doubt_keeps_its_lines_while_it_is_skipped() -> None:
    doubtful = push(_S.FAILED, [AT_SHELF], unknown_since=NOW)
    gone = judge(order(split((SHELF, 2), current=2, quantity=2)), [source(NORTH)], terms())
    (skipped,) = plan(ORDER, gone, [connection()], [doubtful], NOW).changed
    assert (skipped.state, skipped.lines) == (_S.SKIPPED, (AT_SHELF,))
    back = judge(order(split((SHELF, 2), current=2, quantity=2)), HERE, terms())
    again = plan(ORDER, back, [connection()], [skipped], NOW)
    assert again.added == ()
    assert [(each.part, each.lines) for each in again.changed] == [(1, (AT_SHELF,))]


def test_an_open_push_follows_its_line_to_another_location() -> None:
    waiting = push(_S.WAITING, [AT_SHELF])
    verdict = judge(order(split((ELSEWHERE, 2), current=2, quantity=2)), EVERYWHERE, terms())
    found = plan(ORDER, verdict, [connection()], [waiting], NOW)
    assert found.added == ()
    assert [each.lines for each in found.changed] == [(replace(AT_SHELF, place=ELSEWHERE),)]


def test_a_push_in_doubt_follows_its_line_too_and_takes_no_other() -> None:
    doubtful = push(_S.FAILED, [AT_SHELF], unknown_since=NOW)
    moved = judge(order(split((ELSEWHERE, 2), current=2, quantity=2)), EVERYWHERE, terms())
    assert plan(ORDER, moved, [connection()], [doubtful], NOW).added == ()
    more = judge(order(split((SHELF, 2), (ELSEWHERE, 2))), EVERYWHERE, terms())
    (new,) = plan(ORDER, more, [connection()], [doubtful], NOW).added
    assert new.lines == (replace(AT_SHELF, place=ELSEWHERE),)


def test_right_before_it_is_sent_a_push_takes_its_own_units_only() -> None:
    first = push(_S.PUSHED, [AT_SHELF])
    second = push(_S.QUEUED, [replace(AT_SHELF, place=ELSEWHERE)], part=2)
    verdict = judge(order(split((SHELF, 2), (ELSEWHERE, 1), current=3)), EVERYWHERE, terms())
    (now,) = lines_now(second, verdict, [first, second])
    assert (now.place, now.quantity) == (ELSEWHERE, 1)
    assert lines_now(second, judge(order(), HERE, terms()), [first, second]) == ()


def test_what_an_earlier_version_pushed_counts_as_all_of_its_line() -> None:
    old = push(_S.PUSHED, [replace(AT_SHELF, place=None)])
    assert new_parts(split((SHELF, 2), (ELSEWHERE, 2)), old, sources=EVERYWHERE) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (split((SHELF, 2), (ELSEWHERE, 2)), (2, 4)),
        (split((ELSEWHERE, 2)), (2, 4)),
        (split((ELSEWHERE, 2), current=2, quantity=2), None),
        (split((SHELF, 2), (ELSEWHERE, 1), current=3), (1, 3)),
    ],
)
def test_units_that_stay_behind_are_counted_beside_those_that_were_pushed(
    item: OrderLine, expected: tuple[int, int] | None
) -> None:
    found = order(item)
    lines = judge(found, HERE, terms()).lines
    left = left_behind(facts_of(found), lines, [push(_S.PUSHED, [AT_SHELF])])
    assert (left and (left.units, left.total)) == expected
    assert left is None or isinstance(left, LeftBehind)


@pytest.mark.parametrize(
    ("item", "cancelled", "units"),
    [
        # Two are fulfilled: those that were pushed, or others by hand, before these were moved.
        (split((ELSEWHERE, 2)), 0, 2),
        (split((ELSEWHERE, 1)), 0, 1),
        (split((ELSEWHERE, 2)), 1, 1),
        # What a person cancelled is in nobody's question.
        (split((ELSEWHERE, 2)), 2, 0),
        # Moved whole, or shipped by hand beside what was pushed: nothing is open.
        (split((ELSEWHERE, 2), current=2, quantity=2), 0, 0),
        (split((SHELF, 2)), 0, 0),
    ],
)
def test_units_that_are_not_sent_again_for_a_doubt_are_told(
    item: OrderLine, cancelled: int, units: int
) -> None:
    found = order(item)
    verdict = judge(found, EVERYWHERE, terms())
    pushed = push(_S.PUSHED, [AT_SHELF])
    gone = push(_S.CANCELLED, [push_line(1, quantity=cancelled)] * bool(cancelled), part=2)
    assert plan(ORDER, verdict, [connection()], [pushed, gone], NOW).added == ()
    left = left_behind(facts_of(found), verdict.lines, [pushed, gone])
    expected = (units, (units_in_question(units, "A"),)) if units else None
    assert (left and (left.units, left.reasons)) == expected
    told = Carried.of(verdict.lines, [pushed, gone]).in_question()
    assert sum(each.quantity for each in told) == units


def test_what_a_new_part_carries_is_in_nobodys_question() -> None:
    item = split((THIRD, 2), (ELSEWHERE, 2))
    verdict = judge(order(item), EVERYWHERE, terms())
    pushed = push(_S.PUSHED, [AT_SHELF])
    added = plan(ORDER, verdict, [connection()], [pushed], NOW).added
    assert sum(each.quantity for one in added for each in one.lines) == 2
    assert Carried.of(verdict.lines, [pushed, *added]).staying() == []
    fresh = plan(ORDER, verdict, [connection()], [], NOW).added
    assert Carried.of(verdict.lines, fresh).staying() == []
    assert Carried.of(verdict.lines, []).staying() == []


LINES = st.builds(
    lambda number, at_shelf, elsewhere, sku: replace(
        split((SHELF, at_shelf), (ELSEWHERE, elsewhere), current=at_shelf + elsewhere),
        gid=f"gid://shopify/LineItem/{number}",
        sku=sku,
        quantity=at_shelf + elsewhere,
    ),
    st.integers(1, 10**6),
    st.integers(1, 4),
    st.integers(1, 4),
    st.sampled_from(["A", "B", "C", None]),
)
ORDERS = st.lists(LINES, min_size=1, max_size=6, unique_by=lambda each: each.gid).map(
    lambda lines: order(*lines)
)
PLACES = st.sets(st.sampled_from([SHELF, ELSEWHERE]))


@PROPERTY
@given(ORDERS, PLACES, PLACES)
def test_portions_pushed_and_portions_refused_partition_the_units_to_ship(
    found: Order, of_north: set[str], of_south: set[str]
) -> None:
    sources = [
        source(NORTH, "A", "B", places=frozenset(of_north)),
        source(SOUTH, "A", "C", places=frozenset(of_south)),
    ]
    verdict = judge(found, sources, terms())
    units: Counter[str] = Counter()
    for share in verdict.shares:
        for carried in (each for part in share.parts for each in part):
            units[carried.line_gid] += carried.quantity
    for refused in (each for each in verdict.lines if each.reason):
        units[refused.line_gid] += refused.quantity
    assert units == Counter({each.gid: each.to_ship for each in found.lines})
    assert judge(found, sources[::-1], terms()) == verdict
    backwards = judge(replace(found, lines=found.lines[::-1]), sources, terms())
    assert set(backwards.lines) == set(verdict.lines)


@PROPERTY
@given(ORDERS, PLACES, PLACES)
def test_pushing_the_rest_sends_every_unit_once_at_most(
    found: Order, first: set[str], then: set[str]
) -> None:
    """A round is pushed, then locations are grouped and regrouped, and the rest is pushed."""
    pushes: list[Push] = []
    for grouped in (first, first | then, then):
        sources = [source(NORTH, "A", "B", places=frozenset(grouped))]
        verdict = judge(found, sources, terms())
        planned = plan(ORDER, verdict, [connection()], pushes, NOW)
        changed = {each.id: each for each in planned.changed}
        pushes = [changed.get(each.id, each) for each in pushes] + [
            replace(each, id=PushId(len(pushes) + number))
            for number, each in enumerate(planned.added, 1)
        ]
        for each in pushes:
            assert each.state is _S.PUSHED or lines_now(each, verdict, pushes) == each.lines
        assert not Carried.of(verdict.lines, pushes).in_question()
        pushes = [replace(p, state=_S.PUSHED) if p.lines else p for p in pushes]
    sent: Counter[str] = Counter()
    for carried in (each for one in pushes for each in one.lines):
        sent[carried.line_gid] += carried.quantity
    for item in found.lines:
        there = (each.quantity for each in item.places if each.location_gid in first | then)
        assert sent[item.gid] == (sum(there) if item.sku in {"A", "B"} else 0)
