"""Waiting for one's turn at a store: the budget's line with an event loop around it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.domain.work import Urgency
from core.shopify.budget import Bucket, Charge, Line, Waiting


class Turnstile:
    """Lets calls to one store through, one by one, when the bucket holds enough for them."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._bucket = Bucket()
        self._line: Line[asyncio.Future[int]] = Line(self._bucket)
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, cost: float, urgency: Urgency, patience: float) -> int:
        """Wait for the turn of a call of `cost` points; returns its number, for `leave`.

        Raises:
            TimeoutError: the turn did not come within `patience` seconds.
        """
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        one = Waiting(turn, cost, urgency, self._monotonic())
        self._line.join(one)
        self._pump()
        try:
            async with asyncio.timeout(patience):
                return await turn
        except BaseException:
            self._line.leave(one)
            if turn.done() and not turn.cancelled():
                # It was let through in the very moment it gave up: the points go back.
                self.leave(turn.result(), None, sent=False)
            self._pump()
            raise

    def leave(self, call: int, charge: Charge | None, *, sent: bool = True) -> None:
        """A call is over: take in what its answer said, and let the next ones through."""
        self._bucket.end(call, self._monotonic(), charge, sent=sent)
        self._pump()

    def pause(self, seconds: float) -> None:
        """Let nobody through for so long: the store asked for it."""
        self._bucket.pause(self._monotonic() + seconds)

    def _pump(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while True:
            one, wait = self._line.next(self._monotonic())
            if one is None:
                break
            call = self._bucket.begin(one.cost)
            if one.who.done():
                self._bucket.end(call, self._monotonic(), None, sent=False)
            else:
                one.who.set_result(call)
        if wait is not None:
            self._timer = asyncio.get_running_loop().call_later(wait, self._pump)
