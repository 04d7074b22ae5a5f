"""A source, its destinations and SyncTec's books, in which anything happens between two steps.

The stores here are arithmetic: numbers that orders, people and writes change. The books learn of it
late, in any sequence, twice, or when somebody looks. `settle` is the product's own.
"""

from __future__ import annotations

import heapq
import types
from collections.abc import Callable, Collection, Coroutine, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count, groupby
from random import Random

from core.domain.locations import GroupId
from core.domain.stock.aims import Batch, Offer, Pool, Row, Supply
from core.domain.stock.buffers import Buffer
from core.domain.stock.shelves import GRACE, Shelf, Spot
from core.domain.stores import ConnectionId, StoreId
from core.usecases.settling import Answer, Scene, Settled, settle

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


class Market:
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

        # They are connected on a quiet morning.
        self._until_idle()

    # ------------------------------------------------------------- what happens

    def sell(self) -> None:
        """A customer buys what is for sale."""
        spot = self.random.choice(self.spots)
        units = min(self.numbers[spot], self.random.randint(1, 3))
        if units > 0:
            self.numbers[spot] -= units
            sale = Sale(spot, units)
            self.sales.append(sale)
            self._soon(lambda: self._hear(sale), LATEST)

    def cancel(self) -> None:
        """A customer thinks again; the units go back on sale."""
        open_ = [sale for sale in self.sales if not sale.cancelled]
        if open_:
            sale = self.random.choice(open_)
            sale.cancelled = True
            self.numbers[sale.spot] += sale.units
            self._soon(lambda: self._hear(sale), LATEST)

    def send(self) -> None:
        """A push, or the taking of units: the source's stock falls, then the books say so."""
        waiting = [sale for sale in self.sales if sale.promised and not sale.sent]
        if waiting:
            sale = self.random.choice(waiting)
            sale.sent = True
            self._source_changes(sale.spot.variant_gid, -sale.units)
            self._soon(lambda: self._carried(sale), timedelta(seconds=90))

    def restock(self) -> None:
        """The source sells, receives or counts by itself."""
        self._source_changes(self.random.choice(self.items), self.random.randint(-3, 4))

    def meddle(self) -> None:
        """Somebody changes a destination's number by hand."""
        if self.handy:
            spot = self.random.choice(self.spots)
            self.numbers[spot] = max(0, self.numbers[spot] + self.random.randint(-3, 3))
            self._soon(lambda: self._doubt(spot), timedelta(minutes=2))

    def check(self) -> None:
        """The nightly look at everything."""
        for shelf in self.books.shelves.values():
            self.books.change(_doubtful(shelf))
        self.books.dirty = True

    def pass_time(self) -> None:
        """Seconds or minutes go by; what was under way arrives."""
        self.now += timedelta(seconds=self.random.choice([1, 5, 30, 120]))
        while self._later and self._later[0][0] <= self.now:
            heapq.heappop(self._later)[2]()

    def work(self) -> None:
        """SyncTec takes its next step."""
        books = self.books
        if self._running is None:
            if not books.dirty and (books.look_at is None or books.look_at > self.now):
                return
            books.dirty, books.look_at = False, None
            self._running = settle(self)
        try:
            self._running.send(None)
        except StopIteration as ended:
            self._running = None
            self.books.look_at = ended.value.again_at

    def die(self) -> None:
        """The process ends in the middle; what it was at waits for the next one."""
        if self._running is not None:
            self._running.close()
            self._running = None
            self.books.dirty = True

    # ------------------------------------------------------------- how it ends

    def calm_down(self) -> None:
        """Everything is heard, sent, checked and settled."""
        for _ in range(6):
            self.now += GRACE
            self.pass_time()
            while any(sale.promised and not sale.sent for sale in self.sales):
                self.send()
            self._until_idle()
            self.check()
            self._until_idle()

    def _until_idle(self) -> None:
        for _ in range(2000):
            self.work()
            if self._running is None and not self.books.dirty and not self._due():
                return
        msg = "it never comes to rest"
        raise Wrong(msg)

    def _due(self) -> bool:
        return self.books.look_at is not None and self.books.look_at <= self.now

    def wanted(self, spot: Spot) -> int:
        """What a destination is to show in the end."""
        there = self.source[spot.variant_gid]
        return max(0, there - self.buffers[spot].of(there))

    # ------------------------------------------------------------- what is heard

    def _soon(self, what: Callable[[], None], within: timedelta) -> None:
        # Twice sometimes: deliveries are repeated.
        for _ in range(self.random.choice([1, 1, 2])):
            at = self.now + within * self.random.random() ** 3
            heapq.heappush(self._later, (at, next(self._number), what))

    def _hear(self, sale: Sale) -> None:
        """The order is read afresh, whatever told of it."""
        shelf = self.books.shelves[sale.spot]
        if sale.units_now != sale.kept:
            self.books.change(shelf.hear(sale.units_now - sale.kept))
            sale.kept = sale.units_now
        if not sale.cancelled and not sale.carried:
            sale.promised = sale.units
        if sale.cancelled and not sale.sent:
            sale.promised = 0
        if sale.cancelled and sale.carried and not sale.given_back:
            sale.given_back = True
            self._source_changes(sale.spot.variant_gid, sale.units)
        self.books.dirty = True

    def _carried(self, sale: Sale) -> None:
        if not sale.carried:
            sale.carried, sale.promised = True, 0
            self.books.dirty = True
            self._hear(sale)

    def _source_changes(self, item: str, by: int) -> None:
        self.source[item] = self.source[item] + by

        def heard() -> None:
            self.books.dirty = True

        self._soon(heard, timedelta(minutes=2))

    def _doubt(self, spot: Spot) -> None:
        shelf = self.books.shelves[spot]
        if shelf.shown != self.numbers[spot]:
            self.books.change(_doubtful(shelf))
            self.books.dirty = True

    # ------------------------------------------------------------- the floor

    async def load(self) -> Scene:
        """The books at one moment."""
        await step()
        self.loaded = [sale for sale in self.sales if sale.promised]
        self.back_at_load = {id(sale) for sale in self.sales if sale.cancelled and not sale.kept}
        promised: dict[Pool, int] = {}
        for sale in self.loaded:
            pool = _pool(sale.spot.variant_gid)
            promised[pool] = promised.get(pool, 0) + sale.promised
        offers = tuple(self._offer(spot) for spot in self.spots)
        return Scene(offers, promised, self.now, tuple(self.books.begun.values()))

    async def look(self, spots: Sequence[Spot]) -> None:
        """Reads, and keeps what did not change meanwhile."""
        editions = {spot: self.books.editions.get(spot) for spot in spots}
        await step()
        actual = {spot: self.numbers[spot] for spot in spots}
        await step()
        for spot in spots:
            if self.books.editions.get(spot) == editions[spot]:
                self.books.change(self.books.shelves[spot].look(actual[spot], self.now))
            else:
                self.books.change(_doubtful(self.books.shelves[spot]))

    async def excuse(self, shelves: Sequence[Shelf]) -> None:
        """People changed these."""
        await step()
        for shelf in shelves:
            excused, by_hand = self.books.shelves[shelf.spot].excused(self.now)
            self.books.by_hand += by_hand != 0
            self.books.change(excused)

    async def count(self, pools: Collection[Pool]) -> Mapping[Pool, int]:
        """The source's numbers."""
        await step()
        self.counted = dict(self.source)
        self.taken_at_count = {id(sale) for sale in self.sales if sale.sent}
        counted = {pool: self.counted[pool.variant_gid] for pool in pools}
        await step()
        return counted

    async def write(self, changes: Sequence[Row]) -> Mapping[Spot, Answer]:
        """A call for each destination, whole or not at all; sometimes nothing comes back."""
        answers: dict[Spot, Answer] = {}
        for _, found in groupby(changes, key=lambda row: row.spot.store_id):
            answers |= await self._call(list(found))
        return answers

    async def write_again(self, batch: Batch) -> None:
        """The store knows the key, or does it now."""
        await step()
        written = self._carry_out(batch)
        await step()
        if self.random.random() > LOST:
            self._keep(batch, written=written)

    async def give_up(self, batch: Batch) -> None:
        """The higher number is believed."""
        await step()
        for row in batch.rows:
            self.books.change(self.books.shelves[row.spot].given_up())
        del self.books.begun[batch.key]

    async def _call(self, rows: Sequence[Row]) -> dict[Spot, Answer]:
        spots = [row.spot for row in rows]
        if any(self.books.shelves[row.spot].shown != row.before for row in rows):
            return dict.fromkeys(spots, Answer.STALE)
        batch = Batch(f"key {next(self._number)}", tuple(rows))
        self.books.begun[batch.key] = batch
        for row in rows:
            self.books.change(self.books.shelves[row.spot].begin(row.after))
        await step()
        lost = self.random.random()
        if lost < LOST:
            return dict.fromkeys(spots, Answer.UNKNOWN)
        written = self._carry_out(batch)
        await step()
        if lost < 2 * LOST:
            return dict.fromkeys(spots, Answer.UNKNOWN)
        self._keep(batch, written=written)
        return dict.fromkeys(spots, Answer.WRITTEN if written else Answer.STALE)

    def _carry_out(self, batch: Batch) -> bool:
        """What the store does with a key: once, and the same answer ever after."""
        if batch.key not in self.done:
            written = all(self.numbers[row.spot] == row.before for row in batch.rows)
            self.done[batch.key] = written
            for row in batch.rows if written else ():
                self._judge(row)
                self.numbers[row.spot] = row.after
                self.writes += 1
        return self.done[batch.key]

    def _keep(self, batch: Batch, *, written: bool) -> None:
        for row in batch.rows:
            self.books.change(self.books.shelves[row.spot].ended(written=written))
        del self.books.begun[batch.key]

    def _judge(self, row: Row) -> None:
        """No number may rise above what is there beside the units that are sold: here, or elsewhere
        as far as the books knew it."""
        if self.handy or row.after <= (row.before or 0):
            return
        item = row.spot.variant_gid
        sold = sum(
            sale.units
            for sale in self.sales
            if sale.spot.variant_gid == item
            and id(sale) not in self.taken_at_count
            and not sale.cancelled
            and (sale.spot == row.spot or sale in self.loaded)
        )
        # A unit that came back here and was bought again leaves the number as it was.
        back = sum(
            sale.units
            for sale in self.sales
            if sale.spot == row.spot and sale.cancelled and id(sale) not in self.back_at_load
        )
        if row.after > max(0, self.counted[item] + back - sold):
            msg = f"{row} shows units that are sold: {self.counted[item]} there, {sold} sold"
            raise Wrong(msg)

    def _offer(self, spot: Spot) -> Offer:
        supply = Supply(ConnectionId(spot.store_id), _pool(spot.variant_gid), self.buffers[spot])
        return Offer(spot.variant_gid, (self.books.shelves[spot],), (supply,))


def _pool(item: str) -> Pool:
    return Pool(SOURCE, item, GROUP)


def _doubtful(shelf: Shelf) -> Shelf:
    return replace(shelf, doubtful=True)
