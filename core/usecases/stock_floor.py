"""Where stock is really read and written, and the books are kept (`core.usecases.settling`)."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

import structlog

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, SyncError, Temporary
from core.domain.locations import GroupMember
from core.domain.stock.aims import Batch, Offer, Pool, Row
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import StoreId
from core.ports import Clock, UnitOfWorkFactory
from core.ports.stock import Counted, KeptShelf, Level, StockGateway
from core.usecases.settling import Answer, Scene
from core.usecases.stock_books import StockBooks, read_stock_books

_log = structlog.get_logger(__name__)

ROWS_AT_ONCE = 250
"""What Shopify takes in one call."""


@dataclass(slots=True)
class StockFloor:
    """One source's items in one go of `settle`. A store that is away keeps no other waiting: it is
    in `away` with the reason, and nothing more is asked of it."""

    open_unit: UnitOfWorkFactory
    gateway: StockGateway
    clock: Clock
    source_id: StoreId
    books: StockBooks | None = None
    away: dict[StoreId, SyncError] = field(default_factory=dict)
    by_hand: dict[Spot, int] = field(default_factory=dict)

    async def load(self) -> Scene:
        """What the books say, all of one moment."""
        async with self.open_unit() as unit:
            self.books = await read_stock_books(unit, self.source_id)
        now = self.clock.now()
        if self.books is None:
            return Scene((), {}, now)
        return Scene(self.books.offers, self.books.promised, now, self.books.begun)

    # ------------------------------------------------------------- reading

    async def look(self, spots: Sequence[Spot]) -> None:
        """Read what these spots show, and keep it. What changed in the books meanwhile is doubtful
        still."""
        items = {s.spot: offer.item_gid for offer in self._offers for s in offer.shelves}
        wanted: dict[tuple[StoreId, str], dict[str, Spot]] = {}
        for spot in spots:
            here = wanted.setdefault((spot.store_id, spot.location_gid), {})
            here[items[spot]] = spot
        async with asyncio.TaskGroup() as group:
            for place, found in wanted.items():
                group.create_task(self._look(place, found))

    async def _look(self, place: tuple[StoreId, str], spots: Mapping[str, Spot]) -> None:
        levels = await self._levels(*place, spots)
        if not levels:
            return
        async with self.open_unit() as unit:
            keys = {(spot.store_id, spot.variant_gid) for spot in spots.values()}
            kept = await unit.stock.shelves(keys, lock=True)
            seen = {spots[item_gid]: level for item_gid, level in levels.items()}
            await unit.stock.keep(list(self._looked_at(seen, kept)))
            await unit.commit()

    def _looked_at(
        self, seen: Mapping[Spot, Level], kept: Mapping[Spot, KeptShelf]
    ) -> Iterator[tuple[Shelf, str | None]]:
        for spot, level in seen.items():
            now = kept[spot].edition if spot in kept else None
            shelf = kept[spot].shelf if spot in kept else Shelf(spot)
            if now != self._edition(spot):
                yield replace(shelf, doubtful=True), None
            elif level.tracked:
                yield _seen(shelf, level, self.clock), _moved(shelf, level)

    def _edition(self, spot: Spot) -> int | None:
        kept = self.books.shelves.get(spot) if self.books else None
        return kept.edition if kept else None

    async def count(self, pools: Collection[Pool]) -> Mapping[Pool, int]:
        """What each pool has, read afresh; a pool that cannot be counted is left out."""
        places: dict[tuple[StoreId, str], dict[str, list[Pool]]] = {}
        for pool in pools:
            item_gid, members = self._counted_at(pool)
            for member in members:
                asked = places.setdefault((pool.source_id, member.location_gid), {})
                asked.setdefault(item_gid, []).append(pool)
        async with asyncio.TaskGroup() as group:
            read = {
                place: group.create_task(self._levels(*place, asked))
                for place, asked in places.items()
            }
        found: dict[Pool, list[Level | None]] = {}
        for place, asked in places.items():
            levels = read[place].result()
            for item_gid, theirs in asked.items():
                for pool in theirs:
                    found.setdefault(pool, []).append(levels.get(item_gid))
        counted = {pool: units for pool, seen in found.items() if (units := _sum(seen)) is not None}
        async with self.open_unit() as unit:
            await unit.stock.counted(Counted(pool, units) for pool, units in counted.items())
            await unit.commit()
        return counted

    async def _levels(
        self, store_id: StoreId, location_gid: str, items: Collection[str]
    ) -> Mapping[str, Level]:
        if store_id in self.away:
            return {}
        try:
            return await self.gateway.levels(store_id, items, location_gid)
        except (AccessRefused, Temporary) as error:
            self.away[store_id] = error
            return {}

    # ------------------------------------------------------------- writing

    async def write(self, changes: Sequence[Row]) -> Mapping[Spot, Answer]:
        """Write these numbers over those that are expected, and keep what was written."""
        stores: dict[StoreId, list[Batch]] = {}
        for batch in self._batches(changes):
            stores.setdefault(batch.rows[0].spot.store_id, []).append(batch)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._write(batches)) for batches in stores.values()]
        answers = dict.fromkeys((row.spot for row in changes), Answer.REFUSED)
        for task in tasks:
            answers |= task.result()
        return answers

    def _batches(self, changes: Sequence[Row]) -> Iterator[Batch]:
        """By store, as many rows as one call takes. To stock an item takes a call of its own."""
        by_store: dict[StoreId, list[Row]] = {}
        for row in changes:
            if row.before is not None:
                by_store.setdefault(row.spot.store_id, []).append(row)
            else:
                yield Batch(uuid4().hex, (row,))
        for rows in by_store.values():
            for start in range(0, len(rows), ROWS_AT_ONCE):
                yield Batch(uuid4().hex, tuple(rows[start : start + ROWS_AT_ONCE]))

    async def _write(self, batches: Sequence[Batch]) -> dict[Spot, Answer]:
        answers: dict[Spot, Answer] = {}
        for batch in batches:
            if batch.rows[0].spot.store_id in self.away:
                break
            if await self._begin(batch):
                answers |= await self._send(batch)
            else:
                answers |= dict.fromkeys((row.spot for row in batch.rows), Answer.STALE)
        return answers

    async def _begin(self, batch: Batch) -> bool:
        """Not where the books say something else by now than what was decided on."""
        async with self.open_unit() as unit:
            kept = await unit.stock.shelves(_variants(batch), lock=True)
            shelves = {row.spot: kept[row.spot].shelf for row in batch.rows}
            for row in batch.rows:
                shelf = shelves[row.spot]
                if not shelf.is_known or _shown(shelf) != row.before:
                    return False
            begun = [(shelves[row.spot].begin(row.after), None) for row in batch.rows]
            await unit.stock.keep(begun)
            await unit.stock.begin(self.source_id, batch.rows[0].spot.store_id, batch)
            await unit.commit()
        return True

    async def _send(self, batch: Batch) -> dict[Spot, Answer]:
        store_id, spots = batch.rows[0].spot.store_id, [row.spot for row in batch.rows]
        try:
            stale = await self._call(store_id, batch)
        except OutcomeUnknown:
            return dict.fromkeys(spots, Answer.UNKNOWN)
        except (AccessRefused, Temporary) as error:
            self.away[store_id] = error
            await self._end(batch, written=False)
            return dict.fromkeys(spots, Answer.REFUSED)
        except Rejected as error:
            return await self._refused(batch, error)
        await self._end(batch, written=not stale)
        if not stale:
            return dict.fromkeys(spots, Answer.WRITTEN)
        # One number that moved keeps no other waiting.
        rest = [row for at, row in enumerate(batch.rows) if at not in set(stale)]
        written = await self._write([Batch(uuid4().hex, tuple(rest))]) if rest else {}
        return written | {spots[at]: Answer.STALE for at in stale}

    async def _refused(self, batch: Batch, error: Rejected) -> dict[Spot, Answer]:
        """Shopify refuses all for one that it does not take: that one is found by halves, and is
        looked at before it is tried again."""
        alone = len(batch.rows) == 1
        await self._end(batch, written=False, doubtful=alone)
        if not alone:
            middle = len(batch.rows) // 2
            halves = (batch.rows[:middle], batch.rows[middle:])
            return await self._write([Batch(uuid4().hex, half) for half in halves])
        (row,) = batch.rows
        code, gid = error.reason.code, row.spot.variant_gid
        _log.warning("stock_refused", store=row.spot.store_id, variant=gid, code=code)
        return {row.spot: Answer.REFUSED}

    async def _call(self, store_id: StoreId, batch: Batch) -> Sequence[int]:
        (first, *_) = batch.rows
        if first.before is not None:
            return await self.gateway.set_levels(store_id, batch)
        await self.gateway.stock_item(
            store_id, first.item_gid, first.spot.location_gid, first.after, key=batch.key
        )
        return ()

    async def _end(self, batch: Batch, *, written: bool, doubtful: bool = False) -> None:
        async with self.open_unit() as unit:
            kept = await unit.stock.shelves(_variants(batch), lock=True)
            ended = [kept[row.spot].shelf.ended(written=written) for row in batch.rows]
            if written:
                ended = [replace(shelf, stocked=True) for shelf in ended]
            if doubtful:
                ended = [replace(shelf, doubtful=True) for shelf in ended]
            await unit.stock.keep([(shelf, "source" if written else None) for shelf in ended])
            await unit.stock.end(batch.key)
            await unit.commit()

    async def write_again(self, batch: Batch) -> None:
        """Ask the store once more, by the same key, for what it may have written."""
        if batch.rows[0].spot.store_id not in self.away:
            await self._send(batch)

    async def give_up(self, batch: Batch) -> None:
        """Keep that nobody will know whether it was written."""
        async with self.open_unit() as unit:
            kept = await unit.stock.shelves(_variants(batch), lock=True)
            given_up = [kept[row.spot].shelf.given_up() for row in batch.rows]
            await unit.stock.keep([(shelf, None) for shelf in given_up])
            await unit.stock.end(batch.key)
            await unit.commit()

    async def excuse(self, shelves: Sequence[Shelf]) -> None:
        """People, or another app, changed these: the source's number holds."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            keys = {(shelf.spot.store_id, shelf.spot.variant_gid) for shelf in shelves}
            kept = await unit.stock.shelves(keys, lock=True)
            found = {shelf.spot: kept[shelf.spot].shelf.excused(now) for shelf in shelves}
            await unit.stock.keep([(excused, None) for excused, _ in found.values()])
            self.by_hand |= {spot: units for spot, (_, units) in found.items() if units}
            await unit.commit()

    # ------------------------------------------------------------- the books

    @property
    def _offers(self) -> Sequence[Offer]:
        return self.books.offers if self.books else ()

    def _counted_at(self, pool: Pool) -> tuple[str, Sequence[GroupMember]]:
        return self.books.counted_at[pool] if self.books else ("", ())


def _seen(shelf: Shelf, level: Level, clock: Clock) -> Shelf:
    return replace(shelf.look(level.available, clock.now()), stocked=level.stocked)


def _moved(shelf: Shelf, level: Level) -> str | None:
    return "store" if shelf.shown != level.available else None


def _shown(shelf: Shelf) -> int | None:
    return shelf.shown if shelf.stocked else None


def _variants(batch: Batch) -> Collection[tuple[StoreId, str]]:
    return {(row.spot.store_id, row.spot.variant_gid) for row in batch.rows}


def _sum(levels: Sequence[Level | None]) -> int | None:
    """Of all locations; None where one of them could not be counted."""
    if any(level is None or not level.tracked for level in levels):
        return None
    return sum(level.available for level in levels if level is not None and level.stocked)
