"""What the books say of the items that follow one source's stock: who sells them, from which
pools, what is promised of these, and what each shelf is believed to show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.items import Item, ItemState
from core.domain.locations import GroupMember, LocationGroup, group_of
from core.domain.matching import CatalogueVariant
from core.domain.stock.aims import Batch, Offer, Pool, Supply
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import Connection, ConnectionId, StoreId
from core.ports import UnitOfWork
from core.ports.stock import Changes, KeptShelf, Promise


@dataclass(frozen=True, slots=True)
class StockBooks:
    """All of one moment. `offers` with the connections that supply them; `counted_at` are the
    source's locations of each pool, with the inventory item that is counted there."""

    changes: Changes
    offers: tuple[Offer, ...]
    shelves: Mapping[Spot, KeptShelf]
    promised: Mapping[Pool, int]
    begun: tuple[Batch, ...]
    counted_at: Mapping[Pool, tuple[str, tuple[GroupMember, ...]]]
    connections: Mapping[ConnectionId, Connection]


async def read_stock_books(unit: UnitOfWork, source_id: StoreId) -> StockBooks | None:
    """What changed at a source and is not carried, with all that it concerns: its items wherever
    they are sold, and those of the shelves that are being written. None where nothing changed."""
    changes = await unit.stock.waiting(source_id)
    if changes is None:
        return None
    begun = tuple(batch for _, batch in await unit.stock.begun(source_id))
    followed = await _followed(unit)
    own = [key for key, each in followed.items() if each.source_id == source_id]
    sold = [
        (followed[item.connection_id].destination_id, item.variant_gid)
        for item in await unit.items.of_source_variants(own, changes.numbers)
    ]
    sold += [(row.spot.store_id, row.spot.variant_gid) for batch in begun for row in batch.rows]
    return await _books(unit, followed, sold, changes, begun)


async def read_books_of(
    unit: UnitOfWork, sold: Collection[tuple[StoreId, str]], now: datetime
) -> StockBooks:
    """All that concerns these destinations' variants."""
    return await _books(unit, await _followed(unit), sold, Changes({}, now, now), ())


async def _books(
    unit: UnitOfWork,
    followed: Mapping[ConnectionId, Connection],
    sold: Collection[tuple[StoreId, str]],
    changes: Changes,
    begun: tuple[Batch, ...],
) -> StockBooks:
    items = await _items(unit, followed, sold)
    listing = await unit.variants.of_stores(
        {
            pair
            for item in items
            for pair in (
                (followed[item.connection_id].destination_id, item.variant_gid),
                (followed[item.connection_id].source_id, item.source_variant_gid or ""),
            )
        }
    )
    desk = _Desk(await unit.locations.all(), followed, listing)
    shelves = await unit.stock.shelves(
        {(followed[item.connection_id].destination_id, item.variant_gid) for item in items}
    )
    offers = tuple(desk.offers(items, shelves))
    pools = list(dict.fromkeys(supply.pool for offer in offers for supply in offer.supplies))
    promises = await unit.stock.promised(
        {pool.source_id for pool in pools}, {pool.variant_gid for pool in pools}
    )
    return StockBooks(
        changes,
        offers,
        shelves,
        desk.promised(pools, promises),
        begun,
        {pool: desk.counted_at(pool) for pool in pools},
        followed,
    )


async def _followed(unit: UnitOfWork) -> Mapping[ConnectionId, Connection]:
    return {each.id: each for each in await unit.connections.all() if each.settings.stock.follow}


async def _items(
    unit: UnitOfWork,
    followed: Mapping[ConnectionId, Connection],
    sold: Collection[tuple[StoreId, str]],
) -> Sequence[Item]:
    """The items of these destinations' variants, whichever sources they are sold from."""
    wanted = set(sold)
    stores = {store for store, _ in wanted}
    concerned = [key for key, each in followed.items() if each.destination_id in stores]
    found = await unit.items.of_variants(concerned, {gid for _, gid in wanted})
    return [
        item
        for item in found
        if item.state is ItemState.ACTIVE
        and item.source_variant_gid
        and (followed[item.connection_id].destination_id, item.variant_gid) in wanted
    ]


@dataclass(frozen=True, slots=True)
class _Desk:
    groups: Sequence[LocationGroup]
    followed: Mapping[ConnectionId, Connection]
    listing: Mapping[tuple[StoreId, str], CatalogueVariant]

    def offers(self, items: Sequence[Item], shelves: Mapping[Spot, KeptShelf]) -> Iterator[Offer]:
        """Each destination's variant in each group that says where it is sold from. What a store
        does not count is left alone."""
        sold: dict[tuple[StoreId, str], list[Item]] = {}
        for item in items:
            store_id = self.followed[item.connection_id].destination_id
            sold.setdefault((store_id, item.variant_gid), []).append(item)
        for (store_id, variant_gid), found in sorted(sold.items()):
            variant = self.listing.get((store_id, variant_gid))
            if variant is None or variant.item_gid is None or not variant.tracked:
                continue
            for group in self.groups:
                spots = [Spot(store_id, variant_gid, m.location_gid) for m in group.of(store_id)]
                supplies = tuple(each for item in found for each in self._supply(item, group))
                if spots and supplies:
                    kept = tuple(shelves[s].shelf if s in shelves else Shelf(s) for s in spots)
                    yield Offer(variant.item_gid, kept, supplies, self._stocks(supplies))

    def _stocks(self, supplies: Sequence[Supply]) -> bool:
        """Whether the item is to be stocked at a location that does not keep it yet."""
        links = (self.followed[supply.connection_id] for supply in supplies)
        return any(link.settings.stock.stocks_items for link in links)

    def _supply(self, item: Item, group: LocationGroup) -> Iterator[Supply]:
        connection = self.followed[item.connection_id]
        variant = self.listing.get((connection.source_id, item.source_variant_gid or ""))
        if variant and variant.item_gid and variant.tracked and group.of(connection.source_id):
            pool = Pool(connection.source_id, variant.gid, group.id)
            yield Supply(connection.id, pool, connection.settings.stock.buffer)

    def counted_at(self, pool: Pool) -> tuple[str, tuple[GroupMember, ...]]:
        """The inventory item of a pool, and where it is counted."""
        variant = self.listing[pool.source_id, pool.variant_gid]
        group = next(each for each in self.groups if each.id == pool.group_id)
        return variant.item_gid or "", group.of(pool.source_id)

    def promised(self, pools: Sequence[Pool], promises: Sequence[Promise]) -> Mapping[Pool, int]:
        """By pool. What was sold nobody knows where is promised of every one."""
        same: dict[tuple[StoreId, str], list[Pool]] = {}
        for pool in pools:
            same.setdefault((pool.source_id, pool.variant_gid), []).append(pool)
        found: dict[Pool, int] = {}
        for promise in promises:
            group = promise.place and group_of(self.groups, promise.store_id, promise.place)
            for pool in same.get((promise.source_id, promise.variant_gid), ()):
                if not group or group.id == pool.group_id:
                    found[pool] = found.get(pool, 0) + promise.units
        return found
