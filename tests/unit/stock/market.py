"""A source, its destinations and SyncTec's books, in which anything happens between two steps.

The stores here are arithmetic: numbers that orders, people and writes change. The books learn of it
late, in any sequence, twice, or when somebody looks. `settle` is the product's own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import timedelta

from core.domain.stock.shelves import GRACE, Spot
from core.usecases.settling import settle
from tests.unit.stock.floor import ModelFloor
from tests.unit.stock.goods import LATEST, Sale, Wrong, doubtful


class Market(ModelFloor):
    """What happens there, and what is heard of it."""

    def __init__(self, seed: int, *, destinations: int = 5, items: int = 2, handy: bool) -> None:
        super().__init__(seed, destinations=destinations, items=items, handy=handy)
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
            self.books.change(doubtful(shelf))
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
        if sale.cancelled and not sale.heard:
            self.books.change(shelf.come_and_gone(sale.units))
        sale.heard = True
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
            self.books.change(doubtful(shelf))
            self.books.dirty = True
