"""A store's budget as plain arithmetic: what `core.db.budgets` does in SQL has to be this."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.ports.pacing import Ask, Settled, Turn

POLL, PLACE = 0.25, 1.0


@dataclass
class Flying:
    """A call under way: points set aside, until when, what had been spent when it began."""

    points: float
    ends: float
    spent: float


@dataclass
class Place:
    """A place in the line: points wanted, share kept for others, since when, until when."""

    cost: float
    kept: float
    since: float
    ends: float


@dataclass
class Bucket:
    """One store's points; every method is told the time in seconds, which never goes back."""

    maximum: float | None = None
    rate: float = 0.0
    level: float = 0.0
    at: float = 0.0
    paused_until: float = 0.0
    calls: int = 0
    spent: float = 0.0
    in_flight: dict[int, Flying] = field(default_factory=dict)
    line: dict[str, Place] = field(default_factory=dict)

    def take(self, ask: Ask, now: float) -> Turn:
        """As `Budgets.take`."""
        self._advance(now)
        self.line = {who: place for who, place in self.line.items() if place.ends > now}
        mine = self.line.pop(ask.by, None)
        since = mine.since if mine is not None and mine.kept == ask.kept else now
        missing = self._missing(ask, since)
        paused = max(0.0, self.paused_until - now)
        if missing is not None and missing <= 1e-6 and paused == 0:
            self.calls += 1
            self.in_flight[self.calls] = Flying(ask.cost, now + ask.hold, self.spent)
            return Turn(self.calls)
        self.line[ask.by] = Place(ask.cost, ask.kept, since, now + paused + PLACE)
        restored = missing / self.rate if missing is not None and self.rate > 0 else POLL
        return Turn(None, max(paused, 0.001, min(restored, POLL)))

    def settle(self, call: int, settled: Settled, now: float) -> None:
        """As `Budgets.settle`."""
        own = self.in_flight.pop(call, None)
        self._advance(now)
        charge, cost = settled.charge, 0.0
        if own is not None and settled.sent:
            cost = own.points if charge is None or charge.actual is None else charge.actual
        if charge is not None:
            self.maximum, self.rate = charge.maximum, charge.restore_rate
        if own is not None and charge is not None:
            # What ended while this call was under way may not be in its answer yet.
            self.level = max(0.0, charge.available - (self.spent - own.spent))
        else:
            self.level = max(0.0, self.level - cost)
        self.spent += cost
        if settled.pause is not None:
            self.paused_until = max(self.paused_until, now + settled.pause)

    def free(self) -> float:
        """Points that nobody has set aside."""
        return self.level - sum(one.points for one in self.in_flight.values())

    def _missing(self, ask: Ask, since: float) -> float | None:
        ahead = sum(
            place.cost
            for place in self.line.values()
            if place.kept < ask.kept or (place.kept == ask.kept and place.since < since)
        )
        if self.maximum is None:
            return None if self.in_flight or ahead else 0.0
        wanted = min(ask.cost + ask.kept * self.maximum, self.maximum)
        return wanted + ahead - self.free()

    def _advance(self, now: float) -> None:
        """Let time pass; a call whose time is over counts as spent."""
        lost = sum(one.points for one in self.in_flight.values() if one.ends <= now)
        self.in_flight = {n: one for n, one in self.in_flight.items() if one.ends > now}
        if self.maximum is not None:
            restored = min(self.maximum, self.level + self.rate * (now - self.at))
            self.level = max(0.0, restored - lost)
        self.spent += lost
        self.at = now
