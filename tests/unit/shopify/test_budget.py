"""The rate budget as plain arithmetic, and the line before it, told the time."""

import random
from itertools import pairwise

import pytest

from core.domain.work import Urgency
from core.ports.pacing import Ask, Charge, Settled
from core.shopify.budget import FIRST_GUESS, PATIENCE, RESERVE, Costs, Line, Waiting
from tests.unit.shopify.bucket import POLL, Bucket

PERSON, BACKGROUND = Urgency.PERSON, Urgency.BACKGROUND


def charge(available: float, maximum: float = 1000, rate: float = 50) -> Charge:
    return Charge(10, 10, maximum, available, rate)


def ask(cost: float, by: str = "one", kept: float = 0.0) -> Ask:
    return Ask(by, cost, 60, kept)


def begun(some: Bucket, cost: float, now: float = 0, by: str = "one") -> int:
    """A call that goes at once."""
    call = some.take(ask(cost, by), now).call
    assert call is not None
    return call


def bucket(available: float, maximum: float = 1000, rate: float = 50) -> Bucket:
    """A bucket that has just learnt its level, at 0 s."""
    made = Bucket()
    made.settle(begun(made, 10), Settled(charge(available, maximum, rate)), 0)
    return made


def test_until_an_answer_came_one_call_goes_at_a_time() -> None:
    fresh = Bucket()
    first = begun(fresh, 10)
    assert fresh.take(ask(10), 0).wait == POLL
    fresh.settle(first, Settled(), 1)
    assert fresh.take(ask(10), 1).call is not None


def test_a_call_waits_until_its_cost_is_there_and_asks_again_meanwhile() -> None:
    full = bucket(available=40)
    begun(full, 40)
    assert full.take(ask(5), 0).wait == pytest.approx(0.1)
    assert full.take(ask(140), 0).wait == POLL
    assert full.take(ask(140), 2.7).wait == pytest.approx(0.1)
    assert full.take(ask(140), 2.8).call is not None


def test_calls_under_way_are_set_aside_and_come_back_with_their_answer() -> None:
    some = bucket(available=100)
    call = begun(some, 80)
    assert some.free() == 20
    some.settle(call, Settled(charge(available=95)), 0)
    assert some.free() == 95


def test_an_answer_may_not_know_of_calls_that_ended_while_it_was_under_way() -> None:
    some = bucket(available=100)
    older, younger = begun(some, 20), begun(some, 20)
    some.settle(younger, Settled(charge(available=90)), 0)
    assert some.free() == 70
    some.settle(older, Settled(charge(available=90)), 0)
    assert some.free() == 80


def test_a_call_whose_answer_was_lost_counts_as_its_full_cost_and_one_not_sent_as_nothing() -> None:
    some = bucket(available=100)
    some.settle(begun(some, 30), Settled(), 0)
    assert some.free() == 70
    some.settle(begun(some, 30), Settled(sent=False), 0)
    assert some.free() == 70


def test_what_costs_more_than_the_bucket_holds_goes_when_it_is_full() -> None:
    small = bucket(available=50, maximum=60, rate=100)
    assert small.take(ask(300, kept=RESERVE), 0).wait == pytest.approx(0.1)
    assert small.take(ask(300, kept=RESERVE), 0.1).call is not None


def test_costs_are_learnt_and_the_dearest_is_remembered() -> None:
    costs = Costs()
    assert costs.expected("read_order") == FIRST_GUESS
    costs.learn("read_order", 40)
    costs.learn("read_order", 25)
    assert costs.expected("read_order") == 40


def line_of(*waiting: tuple[str, Urgency, float]) -> Line[str]:
    line: Line[str] = Line()
    for who, urgency, since in waiting:
        line.join(Waiting(who, 10, urgency, since))
    return line


def all_of(line: Line[str], now: float) -> list[str]:
    who = []
    while (one := line.first(now)[0]) is not None:
        line.passed(one)
        who.append(one.who)
    return who


def test_people_go_first_and_background_after_them() -> None:
    line = line_of(
        ("b1", BACKGROUND, 0), ("p1", PERSON, 0), ("b2", BACKGROUND, 0), ("p2", PERSON, 1)
    )
    assert all_of(line, 1) == ["p1", "p2", "b1", "b2"]


def test_background_leaves_a_reserve_for_people_until_it_waited_long() -> None:
    line = line_of(("b", BACKGROUND, 0))
    assert line.first(PATIENCE)[1] == RESERVE
    assert line.first(PATIENCE + 1)[1] == 0
    line.join(Waiting("p", 10, PERSON, 0))
    assert line.first(0)[1] == 0


def test_background_that_waited_long_takes_turns_with_people() -> None:
    people = [(f"p{n}", PERSON, 5.0) for n in range(3)]
    background = [(f"b{n}", BACKGROUND, 0.0) for n in range(3)]
    order = all_of(line_of(*people, *background), PATIENCE + 1)
    assert sorted(order) == sorted(name for name, *_ in people + background)
    assert all(one[0] != other[0] for one, other in pairwise(order))


def test_who_gave_up_is_not_waited_for() -> None:
    line: Line[str] = Line()
    gone = Waiting("gone", 10, PERSON, 0)
    line.join(gone)
    line.leave(gone)
    line.leave(gone)
    assert line.first(0)[0] is None


class Shop:
    """A store beside our bucket. It carries a call out at a moment of its own between the call's
    beginning and its answer, refuses what it has no points for, and refunds what it did not use."""

    def __init__(self, maximum: float, rate: float) -> None:
        self.maximum, self.rate, self.level, self.at = maximum, rate, maximum, 0.0

    def carry_out(self, requested: float, actual: float, now: float) -> Charge:
        self.level = min(self.maximum, self.level + self.rate * (now - self.at))
        self.at = now
        assert requested <= self.level + 1e-6, "THROTTLED"
        self.level -= actual
        return Charge(requested, actual, self.maximum, self.level, self.rate)


def test_whoever_obeys_the_bucket_is_never_throttled() -> None:
    """400 stores' lives of 300 steps: calls of several processes are carried out and answered in
    any order, some answers are lost, some processes die, and time passes at any moment."""
    let_through = 0
    for number in range(400):
        let_through += _life(random.Random(number))
    assert let_through > 10_000


def _life(draw: random.Random) -> int:
    shop, now, hold = Shop(draw.randint(60, 300), draw.choice([1, 10, 50])), 0.0, 5.0
    ours = bucket(shop.level, shop.maximum, shop.rate)
    sent: list[tuple[int, int, float]] = []
    done: list[tuple[int, Charge]] = []
    for _ in range(300):
        now += draw.choice([0, 0, draw.random()])
        # A call is not carried out any more after its request's time-out.
        sent = [one for one in sent if one[2] > now]
        step = draw.choice(["ask", "ask", "ask", "carry out", "carry out", "answer", "lose"])
        if step == "ask":
            cost = draw.randint(1, 60)
            ask = Ask(draw.choice("abc"), cost, hold, draw.choice([0, RESERVE]))
            call = ours.take(ask, now).call
            sent += [(call, cost, now + hold)] if call is not None else []
        elif step == "carry out" and sent:
            call, cost, _ = sent.pop(draw.randrange(len(sent)))
            done.append((call, shop.carry_out(cost, cost * draw.random(), now)))
        elif done:
            call, told = done.pop(draw.randrange(len(done)))
            if step == "answer":
                ours.settle(call, Settled(told), now)
            elif draw.random() < 0.5:
                # Its answer was lost; otherwise its process died, and nobody settles it.
                ours.settle(call, Settled(), now)
    return ours.calls
