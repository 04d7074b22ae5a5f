"""What the calls of this process are expected to cost, and who of them goes next at a store.

The points themselves are in a row that all processes share (`core.ports.pacing.Budgets`), so that
we wait before Shopify would refuse. Its bucket leaks for each app and store (shopify.dev, API rate
limits): a call is charged its requested cost up front and refunded down to its actual one. Costs
are not computed here; they are learnt from the answers. Pure: every method is told the time, in
seconds of any monotonic clock.
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

PATIENCE = 10.0
"""Seconds after which background work takes turns with people instead of waiting for them all."""


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

    def __init__(self) -> None:
        self._waiting: dict[Urgency, deque[Waiting[W]]] = {one: deque() for one in Urgency}
        self._last = Urgency.BACKGROUND

    def join(self, one: Waiting[W]) -> None:
        """Stand behind the others of the same urgency."""
        self._waiting[one.urgency].append(one)

    def leave(self, one: Waiting[W]) -> None:
        """Give up waiting."""
        if one in self._waiting[one.urgency]:
            self._waiting[one.urgency].remove(one)

    def passed(self, one: Waiting[W]) -> None:
        """It was let through."""
        self.leave(one)
        self._last = one.urgency

    def first(self, now: float) -> tuple[Waiting[W] | None, float]:
        """Whose turn it is, and the share of the bucket that is to be left for others."""
        people, background = (self._waiting[one] for one in (Urgency.PERSON, Urgency.BACKGROUND))
        overdue = bool(background) and now - background[0].since > PATIENCE
        if overdue and (not people or self._last is Urgency.PERSON):
            return background[0], 0.0
        if people:
            return people[0], 0.0
        return (background[0] if background else None), RESERVE
