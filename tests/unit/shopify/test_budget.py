"""The rate budget, told the time."""

from itertools import pairwise

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from core.domain.work import Urgency
from core.shopify.budget import FIRST_GUESS, PATIENCE, Bucket, Charge, Costs, Line, Waiting

PERSON, BACKGROUND = Urgency.PERSON, Urgency.BACKGROUND


def charge(available: float, maximum: float = 1000, rate: float = 50) -> Charge:
    return Charge(10, 10, maximum, available, rate)


def bucket(available: float, maximum: float = 1000, rate: float = 50) -> Bucket:
    """A bucket that has just learnt its level, at 0 s."""
    made = Bucket()
    made.end(made.begin(10), 0, charge(available, maximum, rate))
    return made


def test_until_an_answer_came_one_call_goes_at_a_time() -> None:
    fresh = Bucket()
    assert fresh.wait(10, 0, reserve=False) == 0
    first = fresh.begin(10)
    assert fresh.wait(10, 0, reserve=False) is None
    fresh.end(first, 1, None)
    assert fresh.wait(10, 1, reserve=False) == 0


def test_a_call_waits_exactly_until_its_cost_is_there() -> None:
    full = bucket(available=40)
    assert full.wait(40, 0, reserve=False) == 0
    assert full.wait(140, 0, reserve=False) == 2
    assert full.wait(140, 1, reserve=False) == 1
    assert full.wait(140, 2, reserve=False) == 0


def test_calls_under_way_are_set_aside_and_come_back_with_their_answer() -> None:
    some = bucket(available=100)
    call = some.begin(80)
    assert some.free(0) == 20
    some.end(call, 0, charge(available=95))
    assert some.free(0) == 95


def test_an_answer_that_was_overtaken_tells_an_old_level() -> None:
    some = bucket(available=100)
    older, younger = some.begin(10), some.begin(10)
    some.end(younger, 0, charge(available=60))
    some.end(older, 0, charge(available=90))
    assert some.free(0) == 50


def test_a_call_whose_answer_was_lost_counts_as_its_full_cost_and_one_not_sent_as_nothing() -> None:
    some = bucket(available=100)
    some.end(some.begin(30), 0, None)
    assert some.free(0) == 70
    some.end(some.begin(30), 0, None, sent=False)
    assert some.free(0) == 70


def test_what_costs_more_than_the_bucket_holds_goes_when_it_is_full() -> None:
    small = bucket(available=50, maximum=60, rate=10)
    assert small.wait(300, 0, reserve=True) == 1
    assert small.wait(300, 1, reserve=True) == 0


def test_a_pause_holds_everybody_back() -> None:
    some = bucket(available=1000)
    some.pause(3)
    assert some.wait(1, 1, reserve=False) == 2
    assert some.wait(1, 3, reserve=False) == 0


def test_costs_are_learnt_and_the_dearest_is_remembered() -> None:
    costs = Costs()
    assert costs.expected("read_order") == FIRST_GUESS
    costs.learn("read_order", 40)
    costs.learn("read_order", 25)
    assert costs.expected("read_order") == 40


def line_of(some: Bucket, *waiting: tuple[str, Urgency, float]) -> Line[str]:
    line: Line[str] = Line(some)
    for who, urgency, since in waiting:
        line.join(Waiting(who, 10, urgency, since))
    return line


def all_of(line: Line[str], now: float) -> list[str]:
    who = []
    while (one := line.next(now)[0]) is not None:
        who.append(one.who)
    return who


def test_people_go_first_and_background_after_them() -> None:
    line = line_of(
        bucket(1000),
        ("b1", BACKGROUND, 0),
        ("p1", PERSON, 0),
        ("b2", BACKGROUND, 0),
        ("p2", PERSON, 1),
    )
    assert all_of(line, 1) == ["p1", "p2", "b1", "b2"]


def test_background_leaves_a_reserve_for_people() -> None:
    low = bucket(available=200)
    line = line_of(low, ("b", BACKGROUND, 0))
    nobody, wait = line.next(0)
    assert nobody is None
    assert wait == pytest.approx(1.2)
    line.join(Waiting("p", 10, PERSON, 0))
    assert all_of(line, 0) == ["p"]


def test_background_that_waited_long_takes_turns_with_people() -> None:
    people = [(f"p{n}", PERSON, 5.0) for n in range(3)]
    background = [(f"b{n}", BACKGROUND, 0.0) for n in range(3)]
    line = line_of(bucket(1000), *people, *background)
    order = all_of(line, PATIENCE + 1)
    assert sorted(order) == sorted(name for name, *_ in people + background)
    assert all(one[0] != other[0] for one, other in pairwise(order))


def test_who_gave_up_is_not_waited_for() -> None:
    line: Line[str] = Line(bucket(1000))
    gone = Waiting("gone", 10, PERSON, 0)
    line.join(gone)
    line.leave(gone)
    line.leave(gone)
    assert line.next(0) == (None, None)


@seed(20261122)
@settings(max_examples=200, deadline=None)
@given(
    costs=st.lists(st.integers(1, 60), min_size=1, max_size=40),
    maximum=st.integers(60, 500),
    rate=st.integers(5, 100),
    width=st.integers(1, 6),
)
def test_a_bucket_that_obeys_its_own_line_never_overdraws_the_stores(
    costs: list[int], maximum: int, rate: int, width: int
) -> None:
    """Plays a store beside our bucket: every call let through must find its points there."""
    ours, now, level, under_way = Bucket(), 0.0, float(maximum), list[tuple[int, int]]()

    def answer() -> None:
        call, cost = under_way.pop(0)
        # The store refunds half of what it had charged up front.
        ours.end(call, now, Charge(cost, cost / 2, maximum, level, rate))

    for cost in costs:
        while (wait := ours.wait(cost, now, reserve=False)) is None or wait > 0:
            if under_way:
                answer()
            else:
                assert wait is not None
                now, level = now + wait, min(float(maximum), level + wait * rate)
        assert cost <= level + 1e-6
        level -= cost / 2
        under_way.append((ours.begin(cost), cost))
        if len(under_way) > width:
            answer()
