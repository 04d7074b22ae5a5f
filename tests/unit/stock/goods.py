"""What a source and its destinations have, and what SyncTec's books say of it."""

from __future__ import annotations

import types
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from core.domain.locations import GroupId
from core.domain.stock.aims import Batch, Pool
from core.domain.stock.buffers import Buffer
from core.domain.stock.shelves import GRACE, Shelf, Spot
from core.domain.stores import StoreId
from core.usecases.settling import Settled

SOURCE = StoreId(1)
GROUP = GroupId(1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOST = 0.05
"""How often a call is lost on its way, and how often its answer."""
LATEST = GRACE - timedelta(minutes=1)
"""Until when an order is heard of."""


@types.coroutine
def step() -> Generator[None, None, None]:
    """Anything may happen here."""
    yield


@dataclass(eq=False)
class Sale:
    """An order of one item at a destination. `sent`: the source's stock was taken; `carried`: the
    books know it. `kept`: the units the books know it to keep from the shelf."""

    spot: Spot
    units: int
    cancelled: bool = False
    sent: bool = False
    carried: bool = False
    given_back: bool = False
    heard: bool = False
    kept: int = 0
    promised: int = 0

    @property
    def units_now(self) -> int:
        """What it keeps from the shelf."""
        return 0 if self.cancelled else self.units


@dataclass
class Books:
    """What SyncTec keeps."""

    shelves: dict[Spot, Shelf]
    editions: dict[Spot, int] = field(default_factory=dict)
    begun: dict[str, Batch] = field(default_factory=dict)
    dirty: bool = True
    look_at: datetime | None = None
    by_hand: int = 0

    def change(self, shelf: Shelf) -> None:
        """Keep an account."""
        self.shelves[shelf.spot] = shelf
        self.editions[shelf.spot] = self.editions.get(shelf.spot, 0) + 1


class Wrong(Exception):
    """A promise was broken."""


class Goods:
    """`handy`: people change numbers at destinations by hand, too: then a sold unit may hide behind
    a counted one, and only the end is judged."""

    def __init__(self, seed: int, *, destinations: int = 5, items: int = 2, handy: bool) -> None:
        self.random = Random(seed)
        self.handy = handy
        self.now = NOON
        self.items = [f"item {n}" for n in range(items)]
        self.source = dict.fromkeys(self.items, 10)
        self.spots = [
            Spot(StoreId(2 + n), item, f"place {n}")
            for n in range(destinations)
            for item in self.items
        ]
        self.numbers = {spot: self.random.randint(0, 15) for spot in self.spots}
        self.buffers = {spot: Buffer() for spot in self.spots}
        for spot in self.spots[-items:]:
            self.buffers[spot] = Buffer(units=2, percent=10)
        self.sales: list[Sale] = []
        self.books = Books({spot: Shelf(spot) for spot in self.spots})
        self.done: dict[str, bool] = {}
        self.counted: dict[str, int] = {}
        self.loaded: list[Sale] = []
        self.taken_at_count: set[int] = set()
        self.back_at_load: set[int] = set()
        self.writes = 0
        self._later: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = count()
        self._running: Coroutine[None, None, Settled] | None = None


def pool_of(item: str) -> Pool:
    """The only one that an item has."""
    return Pool(SOURCE, item, GROUP)


def doubtful(shelf: Shelf) -> Shelf:
    """Something said that it shows another number."""
    return replace(shelf, doubtful=True)
