"""The floor of `settle`, on which anything may happen between two steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from core.domain.stock.aims import Batch, Offer, Pool, Row, Supply
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import ConnectionId
from core.usecases.settling import Answer, Scene
from tests.unit.stock.goods import LOST, Goods, Wrong, doubtful, pool_of, step


class ModelFloor(Goods):
    """Reads and writes arithmetic."""

    async def load(self) -> Scene:
        """The books at one moment."""
        await step()
        self.loaded = [sale for sale in self.sales if sale.promised]
        self.back_at_load = {id(sale) for sale in self.sales if sale.cancelled and not sale.kept}
        promised: dict[Pool, int] = {}
        for sale in self.loaded:
            pool = pool_of(sale.spot.variant_gid)
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
                self.books.change(doubtful(self.books.shelves[spot]))

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
        supply = Supply(ConnectionId(spot.store_id), pool_of(spot.variant_gid), self.buffers[spot])
        return Offer(spot.variant_gid, (self.books.shelves[spot],), (supply,))
