"""Waiting for one's turn, with an event loop around the budget."""

import asyncio

import pytest

from core.domain.work import Urgency
from core.shopify.budget import Charge
from core.shopify.turnstile import Turnstile

PERSON, BACKGROUND = Urgency.PERSON, Urgency.BACKGROUND


def frozen() -> Turnstile:
    """A turnstile for which no time passes: only answers let anybody through."""
    return Turnstile(lambda: 0.0)


def charge(available: float) -> Charge:
    return Charge(10, 10, 1000, available, 0.001)


async def begun(*tasks: asyncio.Task[int]) -> None:
    """Every task has come to where it waits."""
    for _ in range(len(tasks) + 3):
        await asyncio.sleep(0)


async def test_an_answer_lets_the_next_ones_through_people_first() -> None:
    turnstile = frozen()
    first = await turnstile.enter(10, BACKGROUND, 60)
    waiting = [
        asyncio.create_task(turnstile.enter(10, urgency, 60))
        for urgency in (BACKGROUND, PERSON, PERSON)
    ]
    await begun(*waiting)
    assert [task.done() for task in waiting] == [False, False, False]

    turnstile.leave(first, charge(available=25))
    await begun(*waiting)

    assert [task.done() for task in waiting] == [False, True, True]
    turnstile.leave(waiting[1].result(), charge(available=1000))
    assert await waiting[0] > waiting[2].result()


async def test_whose_patience_ends_leaves_the_line_to_others() -> None:
    turnstile = frozen()
    first = await turnstile.enter(10, PERSON, 60)

    with pytest.raises(TimeoutError):
        await turnstile.enter(10, PERSON, 0.001)

    other = asyncio.create_task(turnstile.enter(10, BACKGROUND, 60))
    await begun(other)
    turnstile.leave(first, charge(available=1000))
    assert await other


async def test_whoever_is_stopped_while_waiting_takes_nothing_along() -> None:
    turnstile = frozen()
    first = await turnstile.enter(10, PERSON, 60)
    stopped = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    other = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    await begun(stopped, other)

    stopped.cancel()
    turnstile.leave(first, charge(available=12))

    assert await other
    assert stopped.cancelled()


async def test_a_turn_that_comes_in_the_moment_of_giving_up_goes_to_the_next() -> None:
    turnstile = frozen()
    first = await turnstile.enter(10, PERSON, 60)
    stopped = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    other = asyncio.create_task(turnstile.enter(10, PERSON, 60))
    await begun(stopped, other)

    turnstile.leave(first, charge(available=12))
    stopped.cancel()

    assert await other
