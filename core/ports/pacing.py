"""How fast the world may be asked: what all processes of one SyncTec share about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Charge:
    """`extensions.cost` of an answer of Shopify's, in points and points a second."""

    requested: float
    actual: float | None
    maximum: float
    available: float
    restore_rate: float


@dataclass(frozen=True, slots=True)
class Ask:
    """One call that wants to go: who asks (one line of one process), how many points to set aside
    and for how many seconds at most, and the share of the bucket that is to be left for others.
    Who leaves less goes first."""

    by: str
    cost: float
    hold: float
    kept: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The number of the call that may go now; or None, and the seconds after which to ask again."""

    call: int | None
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """How a call ended. Without a charge, one that was sent counts as its full cost. `pause`:
    seconds for which the store wants to hear nothing."""

    charge: Charge | None = None
    sent: bool = True
    pause: float | None = None


class Budgets(Protocol):
    """The points of every store, one bucket a store, however many processes take from it.

    Until a store's first answer nothing is known of its bucket, and one call goes at a time. What
    a dead process had set aside counts as spent when its time is over. Raises `Temporary` where
    the database does not answer: then nothing may be sent.
    """

    async def take(self, shop: str, ask: Ask) -> Turn:
        """Set the points aside, or say when to ask again; who asked earlier is not passed by."""
        ...

    async def settle(self, shop: str, call: int, settled: Settled) -> None:
        """Give back what the call did not use, and take in what the store said of its bucket."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one each `interval` seconds."""

    interval: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """Seconds until one's time in a lane; or, where that is not `granted`, until asking again may
    be worth it."""

    wait: float
    granted: bool = True


class Lanes(Protocol):
    """What goes out one by one, whichever process sends it. Raises `Temporary` where the database
    does not answer."""

    async def take(self, lane: str, rate: Rate, most: float) -> Slot:
        """The lane's next free time, if it is at most `most` seconds away. Whoever it is too far
        for is told a time of his own, so that not all come back at once."""
        ...

    async def pause(self, lane: str, seconds: float) -> None:
        """Nothing goes through the lane for so long."""
        ...

    async def paused(self, lane: str) -> float:
        """Seconds for which nothing goes through the lane."""
        ...
