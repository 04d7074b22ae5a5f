"""Which of a connection's items show another number than they are to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.items import Item, ItemState
from core.domain.match_cards import Link
from core.domain.stock.aims import Ledger, Offer, Pool, promised_with
from core.domain.stock.differences import Compared, Difference, Seen, differing
from core.domain.stores import StoreId
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.ports.stock import StockGateway
from core.usecases.stock_books import StockBooks, read_books_of

_PAGE = 1000
_SURE = 1000
"""Up to so many items are read once more: while a large store is listed, it sells. Where more
differ, a few that do not matter."""
Sold = tuple[StoreId, str]


@dataclass(frozen=True, slots=True)
class FindDifferences:
    """From what the stores were listed to have, and what is promised by now."""

    open_unit: UnitOfWorkFactory
    gateway: StockGateway
    clock: Clock

    async def __call__(self, link: Link) -> Compared:
        """Both stores were listed.

        Raises:
            AccessRefused, Temporary, Broken: as the gateway does, of these two stores.
        """
        items, decided, found = 0, 0, list[Difference]()
        async for page in self._pages(link):
            items += len(page)
            sold = {_sold(link, item) for item in page}
            differences = await self._listed(link, sold)
            decided += len(differences.decided)
            found += differences.found
        sold = {(one.spot.store_id, one.spot.variant_gid) for one in found}
        if sold and len(sold) <= _SURE:
            found = (await self._read_again(link, sold)).found
        return Compared(decided, items - decided, found)

    async def _pages(self, link: Link) -> AsyncIterator[Sequence[Item]]:
        after = ("", "")
        while True:
            async with self.open_unit() as unit:
                page = await unit.items.page(link.connection_id, [ItemState.ACTIVE], _PAGE, after)
            if page:
                yield page
            if len(page) < _PAGE:
                return
            after = (page[-1].sku, page[-1].variant_gid)

    async def _listed(self, link: Link, sold: Collection[Sold]) -> _Found:
        async with self.open_unit() as unit:
            books = await self._books(unit, sold)
            two = _two(link)
            items = [each for each in _items(books, {*sold}) if each[0] in two]
            seen = await unit.stock_listings.seen(items, two)
            kept = await _kept(unit, link, books)
        return _differences(link, books, sold, seen, kept)

    async def _read_again(self, link: Link, sold: Collection[Sold]) -> _Found:
        async with self.open_unit() as unit:
            books = await self._books(unit, sold)
            kept = await _kept(unit, link, books)
        two = _two(link)
        asked = {at: items for at, items in _spots(books, sold).items() if at[0] in two}
        return _differences(link, books, sold, await self._seen(asked), kept)

    async def _books(self, unit: UnitOfWork, sold: Collection[Sold]) -> StockBooks:
        """With the other destinations' shelves that keep something back."""
        every = {*sold, *await unit.stock.unexplained()}
        return await read_books_of(unit, every, self.clock.now())

    async def _seen(self, spots: Mapping[tuple[StoreId, str], Collection[str]]) -> Seen:
        numbers: dict[tuple[StoreId, str, str], int | None] = {}
        for (store_id, place), items in spots.items():
            for item, level in (await self.gateway.levels(store_id, items, place)).items():
                if level.tracked:
                    numbers[store_id, item, place] = level.available if level.stocked else None
        return Seen(numbers)


@dataclass(slots=True)
class _Found:
    """What differs among some items, and of which of them something can be said."""

    decided: set[Sold] = field(default_factory=set)
    found: list[Difference] = field(default_factory=list)


def _two(link: Link) -> Collection[StoreId]:
    """The stores that are listed and read: of others what they were last seen to have counts, so
    that one that does not answer keeps nobody from comparing these."""
    return {link.destination.id, link.source.id}


async def _kept(unit: UnitOfWork, link: Link, books: StockBooks) -> Mapping[Pool, int]:
    """What other sources that supply an item too were last seen to have."""
    others = [pool for pool in books.counted_at if pool.source_id not in _two(link)]
    found = await unit.stock.pools(
        {pool.source_id for pool in others}, {pool.variant_gid for pool in others}
    )
    return {one.pool: one.available for one in found}


def _sold(link: Link, item: Item) -> Sold:
    return link.destination.id, item.variant_gid


def _offers(books: StockBooks, sold: Collection[Sold]) -> Iterator[Offer]:
    for offer in books.offers:
        spot = offer.shelves[0].spot
        if (spot.store_id, spot.variant_gid) in sold:
            yield offer


def _items(books: StockBooks, sold: Collection[Sold]) -> Collection[tuple[StoreId, str]]:
    """The inventory items of which numbers are needed."""
    shown = {(offer.store_id, offer.item_gid) for offer in _offers(books, sold)}
    return shown | {(pool.source_id, item) for pool, (item, _) in books.counted_at.items()}


def _spots(
    books: StockBooks, sold: Collection[Sold]
) -> Mapping[tuple[StoreId, str], Collection[str]]:
    """The same by store and location."""
    wanted: dict[tuple[StoreId, str], set[str]] = {}
    for offer in _offers(books, sold):
        for shelf in offer.shelves:
            here = wanted.setdefault((offer.store_id, shelf.spot.location_gid), set())
            here.add(offer.item_gid)
        for supply in offer.supplies:
            item, members = books.counted_at[supply.pool]
            for member in members:
                there = wanted.setdefault((supply.pool.source_id, member.location_gid), set())
                there.add(item)
    return wanted


def _differences(
    link: Link,
    books: StockBooks,
    sold: Collection[Sold],
    seen: Seen,
    kept: Mapping[Pool, int],
) -> _Found:
    ledger = Ledger({**_counted(books, seen), **kept}, promised_with(books.offers, books.promised))
    found = _Found()
    for offer in _offers(books, sold):
        own = [each for each in offer.supplies if each.connection_id == link.connection_id]
        rows = differing(offer, ledger, seen) if own else None
        if rows is None:
            continue
        spot = offer.shelves[0].spot
        found.decided.add((spot.store_id, spot.variant_gid))
        variant = own[0].pool.variant_gid
        found.found += [Difference(row.spot, variant, row.before, row.after) for row in rows]
    return found


def _counted(books: StockBooks, seen: Seen) -> Mapping[Pool, int]:
    """What each pool has, where all of it was read."""
    return {
        pool: sum(seen.at(pool.source_id, item, each.location_gid) or 0 for each in members)
        for pool, (item, members) in books.counted_at.items()
        if all(seen.knows(pool.source_id, item, each.location_gid) for each in members)
    }
