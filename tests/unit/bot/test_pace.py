"""Slack's pace, told the time."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.pace import MESSAGES, PATIENCE, TIER_3, Pace
from core.domain.errors import NotYet, Temporary, Throttled
from core.domain.reasons import Reason
from core.ports.pacing import Rate, Slot
from tests.unit.bot.lanes import Lane

WHY = Reason("why", "Why.", "So.")


@dataclass
class Played:
    """Lanes at a time that passes by sleeping."""

    now: float = 100.0
    lanes: dict[str, Lane] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    away: bool = False

    def _lane(self, lane: str) -> Lane:
        return self.lanes.setdefault(lane, Lane())

    async def take(self, lane: str, rate: Rate, most: float) -> Slot:
        return self._lane(lane).take(rate, most, self.now)

    async def pause(self, lane: str, seconds: float) -> None:
        if self.away:
            raise Temporary(WHY)
        self._lane(lane).pause(seconds, self.now)

    async def paused(self, lane: str) -> float:
        return max(0.0, self._lane(lane).paused_until - self.now)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def played() -> Played:
    return Played()


@pytest.fixture
def pace(played: Played) -> Pace:
    return Pace(played, sleep=played.sleep)


async def test_a_lane_lets_a_burst_through_and_then_one_a_second(
    pace: Pace, played: Played
) -> None:
    for _ in range(4):
        await pace.turn("C1", MESSAGES)
    assert played.slept == [1.0, 1.0]
    await pace.turn("C2", MESSAGES)
    assert played.slept == [1.0, 1.0]
    played.now += 10
    await pace.turn("C1", MESSAGES)
    assert played.slept == [1.0, 1.0]


async def test_a_workspace_that_is_allowed_more_is_served_faster(played: Played) -> None:
    pace = Pace(played, speed=4, sleep=played.sleep)
    for _ in range(3):
        await pace.turn("C1", MESSAGES)
    assert played.slept == [0.25]


async def test_what_would_wait_long_goes_back_into_the_queue_each_to_a_time_of_its_own(
    pace: Pace, played: Played
) -> None:
    played.lanes["C1"] = Lane(free_at=played.now + 60)
    waits = []
    for _ in range(3):
        with pytest.raises(NotYet) as later:
            await pace.turn("C1", MESSAGES)
        assert later.value.retry_after is not None
        waits.append(later.value.retry_after.total_seconds())
    assert waits == pytest.approx([59, 60, 61])
    assert played.slept == []


async def test_a_retry_after_holds_its_lane_and_no_other(pace: Pace, played: Played) -> None:
    with pytest.raises(Throttled):
        async with pace.heeding("C1"):
            raise Throttled(WHY, timedelta(seconds=9))
    with pytest.raises(NotYet):
        await pace.turn("C1", MESSAGES)
    await pace.turn("C2", MESSAGES)
    played.now += 8
    await pace.turn("C1", MESSAGES)
    assert played.slept == [1.0]


async def test_a_pause_that_begins_while_one_sleeps_is_kept(played: Played) -> None:
    async def sleep(seconds: float) -> None:
        if not played.slept:
            await played.pause("C1", 2.5)
        await played.sleep(seconds)

    pace = Pace(played, sleep=sleep)
    for _ in range(3):
        await pace.turn("C1", MESSAGES)
    assert played.slept == [1.0, 1.5]


async def test_slacks_answer_is_told_where_the_pause_cannot_be_kept(
    pace: Pace, played: Played
) -> None:
    played.away = True
    with pytest.raises(Throttled):
        async with pace.heeding("C1"):
            raise Throttled(WHY, timedelta(seconds=9))


@pytest.mark.parametrize(("rate", "most", "within"), [(MESSAGES, 3, 1.0), (TIER_3, 50, 60.0)])
def test_no_window_holds_more_than_slack_allows(rate: Rate, most: int, within: float) -> None:
    """A thousand asks at drawn times; whoever is let through goes at his slot."""
    draw, lane, now = random.Random(7), Lane(), 0.0
    gone: deque[float] = deque()
    for _ in range(1000):
        now += draw.choice([0, 0, 0, draw.random() * 4])
        slot = lane.take(rate, PATIENCE, now)
        if slot.granted:
            gone.append(now + slot.wait)
            while gone[0] <= gone[-1] - within:
                gone.popleft()
            assert len(gone) <= most
