"""Waiting for one's turn at a store: this process's line, before the budget all processes share."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import structlog

from core.domain.errors import SyncError
from core.domain.work import Urgency
from core.ports.pacing import Ask, Budgets, Settled, Turn
from core.shopify.budget import Line, Waiting

log = structlog.get_logger(__name__)

T = TypeVar("T")
_One = Waiting[asyncio.Event]


class Turnstile:
    """Lets calls to one store through, one by one, when the bucket holds enough for them. Only the
    first in line asks the budget, so that a long line costs no more than a short one.

    `hold` is for how many seconds a call may keep the points it set aside.
    """

    def __init__(
        self, shop: str, budgets: Budgets, hold: float, monotonic: Callable[[], float]
    ) -> None:
        self._shop = shop
        self._budgets = budgets
        self._hold = hold
        self._monotonic = monotonic
        self._by = secrets.token_hex(6)
        self._line: Line[asyncio.Event] = Line()

    async def enter(self, cost: float, urgency: Urgency, patience: float) -> int:
        """Wait for the turn of a call of `cost` points; returns its number, for `leave`.

        Raises:
            TimeoutError: the turn did not come within `patience` seconds.
            Temporary: the budget could not be asked; nothing may be sent.
        """
        one = Waiting(asyncio.Event(), cost, urgency, self._monotonic())
        self._line.join(one)
        self._wake()
        try:
            return await self._turn(one, asyncio.get_running_loop().time() + patience)
        finally:
            self._line.leave(one)
            self._wake()

    async def leave(self, call: int, settled: Settled) -> None:
        """A call is over: say how it ended, and let the next ones through. Never raises: the call
        itself was answered, and what it had set aside ends by itself."""
        saying = asyncio.ensure_future(self._budgets.settle(self._shop, call, settled))
        try:
            await _to_its_end(saying)
        except SyncError as error:
            log.warning("shopify_budget_not_settled", shop=self._shop, code=error.reason.code)
        self._wake()

    async def _turn(self, one: _One, until: float) -> int:
        while True:
            one.who.clear()
            wait = None
            first, kept = self._line.first(self._monotonic())
            if first is one:
                ask = Ask(self._by, one.cost, self._hold, kept)
                turn = await self._asked(ask)
                if turn.call is not None:
                    self._line.passed(one)
                    return turn.call
                wait = turn.wait
            else:
                # Its turn may have come by time alone: nobody else would tell it.
                self._wake()
            await _woken(one.who, wait, until)

    async def _asked(self, ask: Ask) -> Turn:
        asking = asyncio.ensure_future(self._budgets.take(self._shop, ask))
        try:
            return await _to_its_end(asking)
        except asyncio.CancelledError:
            if not asking.cancelled() and asking.exception() is None:
                # It may have been let through in the very moment it gave up.
                call = asking.result().call
                if call is not None:
                    await self.leave(call, Settled(sent=False))
            raise

    def _wake(self) -> None:
        first, _ = self._line.first(self._monotonic())
        if first is not None:
            first.who.set()


async def _to_its_end(task: asyncio.Future[T]) -> T:
    """What is asked of the database is not broken off: what came of it would not be known."""
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _woken(event: asyncio.Event, wait: float | None, until: float) -> None:
    """Until somebody sets the event, at most `wait` seconds, and not beyond `until`.

    Raises:
        TimeoutError: that time has come.
    """
    left = until - asyncio.get_running_loop().time()
    if left <= 0:
        raise TimeoutError
    with suppress(TimeoutError):
        async with asyncio.timeout(left if wait is None else min(wait, left)):
            await event.wait()
