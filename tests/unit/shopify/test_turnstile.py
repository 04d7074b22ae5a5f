"""Waiting for one's turn, with an event loop around the line and the budget."""

import asyncio

import pytest

from core.domain.errors import Temporary
from core.domain.reasons import Reason
from core.domain.work import Urgency
from core.ports.pacing import Ask, Charge, Settled, Turn
from core.shopify.turnstile import Turnstile
from tests.unit.shopify.bucket import Bucket

PERSON, BACKGROUND = Urgency.PERSON, Urgency.BACKGROUND


class Frozen:
    """A budget for which no time passes: only answers let anybody through."""

    def __init__(self) -> None:
        self.bucket = Bucket()
        self.asked = 0
        self.asking = asyncio.Event()
        self.away = False

    async def take(self, shop: str, ask: Ask) -> Turn:
        assert shop == "north"
        self.asking.set()
        await asyncio.sleep(0)
        if self.away:
            raise Temporary(Reason("away", "Away.", "Wait."))
        self.asked += 1
        return Turn(self.bucket.take(ask, 0).call, 60)

    async def settle(self, shop: str, call: int, settled: Settled) -> None:
        assert shop == "north"
        await asyncio.sleep(0)
        if self.away:
            raise Temporary(Reason("away", "Away.", "Wait."))
        self.bucket.settle(call, settled, 0)


@pytest.fixture
def budgets() -> Frozen:
    return Frozen()


@pytest.fixture
def turnstile(budgets: Frozen) -> Turnstile:
    return Turnstile("north", budgets, 60, lambda: 0.0)


def told(available: float) -> Settled:
    return Settled(Charge(10, 10, 1000, available, 0.001))


async def begun(*tasks: asyncio.Task[int]) -> None:
    """Every task has come to where it waits."""
    for _ in range(5 * (len(tasks) + 3)):
        await asyncio.sleep(0)


async def test_an_answer_lets_the_next_ones_through_people_first(turnstile: Turnstile) -> None:
    first = await turnstile.enter(10, BACKGROUND, 60)
    waiting = [
        asyncio.create_task(turnstile.enter(10, urgency, 60))
        for urgency in (BACKGROUND, PERSON, PERSON)
    ]
    await begun(*waiting)
    assert [task.done() for task in waiting] == [False, False, False]

    await turnstile.leave(first, told(available=25))
    await begun(*waiting)

    assert [task.done() for task in waiting] == [False, True, True]
    await turnstile.leave(waiting[1].result(), told(available=1000))
    assert await waiting[0] > waiting[2].result()


async def test_a_long_line_asks_no_more_than_a_short_one(
    turnstile: Turnstile, budgets: Frozen
) -> None:
    first = await turnstile.enter(10, BACKGROUND, 60)
    waiting = [asyncio.create_task(turnstile.enter(10, BACKGROUND, 60)) for _ in range(50)]
    await begun(*waiting)
    await turnstile.leave(first, told(available=1000))
    await asyncio.gather(*waiting)
    assert budgets.asked < 2 * len(waiting)


async def test_whose_patience_ends_leaves_the_line_to_others(turnstile: Turnstile) -> None:
    first = await turnstile.enter(10, PERSON, 60)

    with pytest.raises(TimeoutError):
        await turnstile.enter(10, PERSON, 0.001)

    other = asyncio.create_task(turnstile.enter(10, BACKGROUND, 60))
    await begun(other)
    await turnstile.leave(first, told(available=1000))
    assert await other


async def test_whoever_is_stopped_while_waiting_takes_nothing_along(turnstile: Turnstile) -> None:
    first = await turnstile.enter(10, PERSON, 60)
    stopped = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    other = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    await begun(stopped, other)

    stopped.cancel()
    await turnstile.leave(first, told(available=12))

    assert await other
    assert stopped.cancelled()


async def test_a_turn_that_comes_in_the_moment_of_giving_up_is_given_back(
    turnstile: Turnstile, budgets: Frozen
) -> None:
    stopped = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    await budgets.asking.wait()
    stopped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopped
    assert budgets.bucket.calls == 1
    assert budgets.bucket.in_flight == {}
    assert await turnstile.enter(10, PERSON, 60)


async def test_without_the_budget_nobody_goes_and_everybody_hears_why(
    turnstile: Turnstile, budgets: Frozen
) -> None:
    budgets.away = True
    waiting = [turnstile.enter(10, PERSON, 60) for _ in range(3)]
    heard = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in heard] == [Temporary] * 3
    budgets.away = False
    assert await turnstile.enter(10, PERSON, 60)


async def test_a_call_that_was_answered_does_not_fail_for_the_budget(
    turnstile: Turnstile, budgets: Frozen
) -> None:
    call = await turnstile.enter(10, PERSON, 60)
    budgets.away = True
    await turnstile.leave(call, told(available=1000))
