"""The rate budget of one store, kept on our side so that we wait before Shopify would refuse.

A leaky bucket for each app and store (shopify.dev, API rate limits): a call is charged its
requested cost up front and refunded down to its actual one. Costs are not computed here; they are
learnt from the answers. Pure: every method is told the time, in seconds of any monotonic clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.domain.work import Urgency

FIRST_GUESS = 300.0
"""Points expected of a document never sent before; the dearest of ours asks for fewer."""

RESERVE = 0.25
"""The share of a bucket that background work leaves for people."""

# What sums of floats leave over, in points.
_NOTHING = 1e-6

PATIENCE = 10.0
"""Seconds after which background work takes turns with people instead of waiting for them all."""


@dataclass(frozen=True, slots=True)
class Charge:
    """`extensions.cost` of an answer, in points and points a second."""

    requested: float
    actual: float | None
    maximum: float
    available: float
    restore_rate: float


class Costs:
    """What each document was last seen to ask for, the dearest of its calls."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

    def expected(self, document: str) -> float:
        """Points to set aside for a call of this document."""
        return self._known.get(document, FIRST_GUESS)

    def learn(self, document: str, requested: float) -> None:
        """Take in what an answer said."""
        self._known[document] = max(requested, self._known.get(document, 0.0))


class Bucket:
    """One store's points. Until the first answer nothing is known, and one call goes at a time."""

    def __init__(self) -> None:
        self._maximum: float | None = None
        self._rate = 0.0
        self._level = 0.0
        self._at = 0.0
        self._paused_until = 0.0
        self._in_flight: dict[int, float] = {}
        self._last = 0
        self._newest = 0

    def wait(self, cost: float, now: float, *, reserve: bool) -> float | None:
        """Seconds until a call may go: 0 for at once, None for not before an answer comes."""
        if self._maximum is None:
            return None if self._in_flight else max(0.0, self._paused_until - now)
        kept = RESERVE * self._maximum if reserve else 0.0
        missing = min(cost + kept, self._maximum) - self.free(now)
        paused = max(0.0, self._paused_until - now)
        if missing <= _NOTHING:
            return paused
        if self._rate <= 0:
            return None if self._in_flight else 1.0
        return max(missing / self._rate, paused)

    def free(self, now: float) -> float:
        """Points that no call of ours is about to use, as far as we know."""
        return self._level_at(now) - sum(self._in_flight.values())

    def begin(self, cost: float) -> int:
        """A call goes out; returns its number, for `end`."""
        self._last += 1
        self._in_flight[self._last] = cost
        return self._last

    def end(self, call: int, now: float, charge: Charge | None, *, sent: bool = True) -> None:
        """A call came back. Without a charge, one that was sent counts as its full cost.

        An answer that was overtaken by a younger call's tells an old level: only its own cost
        counts then.
        """
        cost = self._in_flight.pop(call)
        if charge is not None and call > self._newest:
            self._newest, self._at = call, now
            self._level, self._maximum = charge.available, charge.maximum
            self._rate = charge.restore_rate
            return
        spent = cost if charge is None or charge.actual is None else charge.actual
        self._level, self._at = self._level_at(now) - (spent if sent else 0.0), now

    def pause(self, until: float) -> None:
        """Let nothing go before `until`: what a 429 with Retry-After asks for."""
        self._paused_until = max(self._paused_until, until)

    def _level_at(self, now: float) -> float:
        if self._maximum is None:
            return 0.0
        return min(self._maximum, self._level + self._rate * max(0.0, now - self._at))


W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[W]):
    """One call in line: what it will cost, since when it waits, and who is told."""

    who: W
    cost: float
    urgency: Urgency
    since: float


class Line(Generic[W]):
    """Who goes next at one store: people first, background work in its turn, nobody never."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._waiting: dict[Urgency, deque[Waiting[W]]] = {one: deque() for one in Urgency}
        self._last = Urgency.BACKGROUND

    def join(self, one: Waiting[W]) -> None:
        """Stand behind the others of the same urgency."""
        self._waiting[one.urgency].append(one)

    def leave(self, one: Waiting[W]) -> None:
        """Give up waiting."""
        if one in self._waiting[one.urgency]:
            self._waiting[one.urgency].remove(one)

    def next(self, now: float) -> tuple[Waiting[W] | None, float | None]:
        """Who may go now, taken out of the line; or None and the seconds until somebody may
        (None where only an answer, or somebody joining, can change that)."""
        first, overdue = self._first(now)
        if first is None:
            return None, None
        reserve = first.urgency is Urgency.BACKGROUND and not overdue
        wait = self._bucket.wait(first.cost, now, reserve=reserve)
        if wait is None or wait > 0:
            return None, wait
        self._waiting[first.urgency].popleft()
        self._last = first.urgency
        return first, 0.0

    def _first(self, now: float) -> tuple[Waiting[W] | None, bool]:
        people, background = (self._waiting[one] for one in (Urgency.PERSON, Urgency.BACKGROUND))
        overdue = bool(background) and now - background[0].since > PATIENCE
        if overdue and (not people or self._last is Urgency.PERSON):
            return background[0], True
        line = people or background
        return (line[0] if line else None), False
