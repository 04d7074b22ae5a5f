"""Something changed a source's stock, or what is promised of it: bring it to every destination."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.audit import IN_SHOPIFY
from core.domain.stock.aims import Offer
from core.domain.stock.shelves import Spot
from core.domain.stores import StoreId
from core.domain.words import say
from core.domain.work import SettleStock as SettleStockWork
from core.domain.work import TellChange, TellOversold
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.ports.stock import Changes, StockGateway
from core.usecases.settling import Settled, settle
from core.usecases.stock_floor import StockFloor

_QUIET = timedelta(milliseconds=300)
"""After the last change of a burst: what comes together is carried together."""
_LATEST = timedelta(seconds=3)
"""After the first: nothing waits for longer."""
_SOON = timedelta(seconds=2)
_AWAY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SettleStock:
    """One go at a time a source, by its job's lock."""

    open_unit: UnitOfWorkFactory
    gateway: StockGateway
    clock: Clock

    async def __call__(self, source_id: StoreId) -> None:
        """Carries what can be carried now, and comes back for the rest.

        Raises:
            Broken: as the gateway does; what was carried stays carried.
        """
        async with self.open_unit() as unit:
            changes = await unit.stock.waiting(source_id)
            if changes is None:
                return
            due = _due(changes)
            if self.clock.now() < due:
                await unit.jobs.add(SettleStockWork(source_id), at=due)
                await unit.commit()
                return
        floor = StockFloor(self.open_unit, self.gateway, self.clock, source_id)
        settled = await settle(floor)
        await self._close(floor, settled)

    async def _close(self, floor: StockFloor, settled: Settled) -> None:
        if floor.books is None:
            return
        unwritten = set(_unwritten(floor, settled.unwritten))
        left = set(_left(floor)) - unwritten
        numbers = floor.books.changes.numbers
        done = {gid: n for gid, n in numbers.items() if gid not in left | unwritten}
        async with self.open_unit() as unit:
            await unit.stock.carried(floor.source_id, done)
            await unit.stock.left(floor.source_id, left)
            await unit.stock.put_back(floor.source_id, unwritten)
            if settled.short is not None:
                short = await unit.stock.short(floor.source_id, numbers, settled.short)
                for variant_gid in sorted(short):
                    await unit.jobs.add(TellOversold(floor.source_id, variant_gid))
            if floor.by_hand:
                await _tell_by_hand(unit, floor.by_hand, self.clock.now())
            again = self._again(floor, settled, left | unwritten)
            if again is not None or floor.books.changes.more:
                await unit.jobs.add(SettleStockWork(floor.source_id), at=again)
            await unit.commit()

    def _again(self, floor: StockFloor, settled: Settled, left: Collection[str]) -> datetime | None:
        now = self.clock.now()
        if floor.books and floor.books.changes.more:
            return None
        if floor.away:
            return now + _AWAY
        if settled.again_at is None and not left:
            return None
        return max(settled.again_at or now, now + _SOON)


def _due(changes: Changes) -> datetime:
    return min(changes.newest + _QUIET, changes.oldest + _LATEST)


def _left(floor: StockFloor) -> Iterator[str]:
    """The source's variants that have to be looked at again although nothing may change: of shelves
    that are not explained or being written."""
    for offer in floor.books.offers if floor.books else ():
        if any(shelf.gaps or shelf.writing is not None for shelf in offer.shelves):
            yield from _of_source(floor, offer)


def _unwritten(floor: StockFloor, spots: Collection[Spot]) -> Iterator[str]:
    """Those of which a number is still to be written: it moved under our hands, was refused, or its
    store is away."""
    for offer in floor.books.offers if floor.books else ():
        pools = [supply.pool for supply in offer.supplies]
        away = {offer.store_id, *(pool.source_id for pool in pools)} & floor.away.keys()
        if away or any(shelf.spot in spots for shelf in offer.shelves):
            yield from _of_source(floor, offer)


def _of_source(floor: StockFloor, offer: Offer) -> Iterator[str]:
    pools = (supply.pool for supply in offer.supplies)
    return (pool.variant_gid for pool in pools if pool.source_id == floor.source_id)


async def _tell_by_hand(unit: UnitOfWork, changes: Mapping[Spot, int], now: datetime) -> None:
    """The numbers that people changed at destinations, each told in its store's channel."""
    stores = {store.id: store for store in await unit.stores.all()}
    known = await unit.locations.known()
    listed = await unit.variants.of_stores({(s.store_id, s.variant_gid) for s in changes})
    for spot, units in changes.items():
        store = stores[spot.store_id]
        item = listed.get((spot.store_id, spot.variant_gid))
        places = {place.gid: place.name for place in known.get(spot.store_id, ())}
        if store.channel is None or item is None:
            continue
        said = say(
            "changed the stock of {sku} at {place} by {units}. The number of the source "
            "holds: what is for sale is decided there.",
            sku=item.sku,
            place=places.get(spot.location_gid, store.name),
            units=f"{units:+}",
        )
        key = f"by hand:{spot.store_id}:{spot.variant_gid}:{now.isoformat()}"
        await unit.jobs.add(TellChange(store.channel, key, IN_SHOPIFY, said))
