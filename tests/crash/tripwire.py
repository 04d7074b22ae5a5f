"""Every step boundary of a run in one sequence, and the one at which the bot is killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Literal

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Point:
    """One exchange of a run: the `occurrence`-th of this name."""

    kind: str
    name: str
    occurrence: int

    def __str__(self) -> str:
        """`shopify CreateOrder north #1`."""
        return f"{self.kind} {self.name} #{self.occurrence}"


@dataclass(frozen=True, slots=True)
class Trap:
    """Where the bot is to die."""

    point: Point
    side: Side


@dataclass(frozen=True, slots=True)
class Life:
    """One process of the bot, as the proxies see it: once it is over, nothing passes any more,
    in either direction, and what is open is cut."""

    _over: Event = field(default_factory=Event)
    cuts: dict[object, Callable[[], None]] = field(default_factory=dict)

    def is_over(self) -> bool:
        """Whether it is."""
        return self._over.is_set()

    def freeze(self) -> None:
        """From now on nothing passes."""
        self._over.set()

    def end(self) -> None:
        """Cut everything."""
        self.freeze()
        for cut in list(self.cuts.values()):
            cut()


class Tripwire:
    """Shared by the proxies of one stage. They call it on the event loop's thread, the scenario on
    its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._points: list[Point] = []
        self._counting = False
        self._trap: Trap | None = None
        self._kill: Callable[[], None] = _nobody
        self.life = Life()
        self.sprung = False

    def born(self, kill: Callable[[], None]) -> None:
        """Another process of the bot comes: what connects from now on is its. `kill` ends it and
        returns when it is dead."""
        with self._lock:
            self.life = Life()
            self._kill = kill

    def begin(self, trap: Trap | None = None) -> None:
        """Count from here on; with a trap, kill there."""
        with self._lock:
            self._counts.clear()
            self._points = []
            self._trap, self.sprung = trap, False
            self._counting = True

    def end(self) -> tuple[Point, ...]:
        """Stop counting; what was met, in its order."""
        with self._lock:
            self._counting, self._trap = False, None
            return tuple(self._points)

    def reach(self, life: Life, kind: str, name: str) -> Point | None:
        """An exchange is about to be passed on: to be asked before, and `answered` after. Whoever
        asks passes nothing on when the life is over then."""
        with self._lock:
            if not self._counting or life.is_over() or life is not self.life:
                return None
            self._counts[kind, name] += 1
            point = Point(kind, name, self._counts[kind, name])
            self._points.append(point)
        self._spring(life, point, "before")
        return point

    def answered(self, life: Life, point: Point | None) -> None:
        """The other side did its work; the bot has not heard of it yet."""
        self._spring(life, point, "after")

    def _spring(self, life: Life, point: Point | None, side: Side) -> None:
        with self._lock:
            trap = self._trap
            if point is None or life.is_over() or trap is None or self.sprung:
                return
            if (trap.point, trap.side) != (point, side):
                return
            self.sprung = True
        # Nothing it sent meanwhile may pass: it died here.
        life.freeze()
        self._kill()
        life.end()


def _nobody() -> None:
    """There is no process yet."""
