"""The timer: it fires in every process, and a row per (what, time) lets one of them win."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.domain.errors import SyncError
from core.ports import Clock, UnitOfWorkFactory

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something done every so often. `everywhere` needs no winner: it is safe in every process;
    `at_start`: neither does the first time of each process, whose settings may be new."""

    what: str
    every: timedelta
    run: Callable[[], Awaitable[None]]
    everywhere: bool = False
    at_start: bool = False


class Timer:
    """APScheduler as a timer only: nothing durable is kept in it."""

    def __init__(self, ticks: Sequence[Tick], open_unit: UnitOfWorkFactory, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._started: set[str] = set()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for tick in ticks:
            self._scheduler.add_job(
                self._fire,
                "interval",
                args=[tick],
                seconds=tick.every.total_seconds(),
                next_run_time=datetime.now(UTC),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Every tick fires at once, then at its interval; it is carried out where its slot is free,
        the first time also where it is meant for the start."""
        self._scheduler.start()

    def stop(self) -> None:
        """No tick begins after this."""
        self._scheduler.shutdown(wait=False)

    async def _fire(self, tick: Tick) -> None:
        try:
            if await self._is_ours(tick):
                await tick.run()
        except SyncError as error:
            # The next tick comes soon; what it missed is durable.
            _log.warning("tick_failed", tick=tick.what, code=error.reason.code)
        except asyncio.CancelledError:
            # The timer was stopped. Let through, APScheduler would log it as an error.
            return

    async def _is_ours(self, tick: Tick) -> bool:
        # The slot is taken in any case, so that no other process does it a second time.
        won = tick.everywhere or await self._won(tick)
        first = tick.at_start and tick.what not in self._started
        self._started.add(tick.what)
        return won or first

    async def _won(self, tick: Tick) -> bool:
        slot = slot_of(self._clock.now(), tick.every)
        async with self._open_unit() as unit:
            won = await unit.schedule.win(tick.what, slot)
            await unit.commit()
        return won


def slot_of(now: datetime, every: timedelta) -> datetime:
    """The scheduled time that `now` belongs to: the same in every process."""
    seconds = every.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
