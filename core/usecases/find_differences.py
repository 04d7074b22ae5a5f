"""Which of a connection's items show another number than they are to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.items import Item, ItemState
from core.domain.match_cards import Link
from core.domain.stock.aims import Ledger, Offer, Pool, promised_with
from core.domain.stock.differences import Difference, Seen, differing
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

    async def __call__(self, link: Link) -> tuple[int, Sequence[Difference]]:
        """How many items were compared, and what differs in them. Both stores were listed.

        Raises:
            AccessRefused, Temporary, Broken: as the gateway does.
        """
        items, found = 0, list[Difference]()
        async for page in self._pages(link):
            items += len(page)
            found += await self._listed(link, {_sold(link, item) for item in page})
        sold = {(one.spot.store_id, one.spot.variant_gid) for one in found}
        if not sold or len(sold) > _SURE:
            return items, found
        return items, await self._read_again(link, sold)

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

    async def _listed(self, link: Link, sold: Collection[Sold]) -> Sequence[Difference]:
        async with self.open_unit() as unit:
            books = await self._books(unit, sold)
            items = _items(books, {*sold})
            listed = {link.destination.id, link.source.id}
            seen = await unit.stock_listings.seen(items, listed)
            # Where another source supplies an item too, what it was last seen to have counts.
            others = [pool for pool in books.counted_at if pool.source_id not in listed]
            kept = {
                one.pool: one.available
                for one in await unit.stock.pools(
                    {pool.source_id for pool in others}, {pool.variant_gid for pool in others}
                )
            }
        return list(_differences(link, books, sold, seen, kept))

    async def _read_again(self, link: Link, sold: Collection[Sold]) -> Sequence[Difference]:
        async with self.open_unit() as unit:
            books = await self._books(unit, sold)
        seen = await self._seen(_spots(books, sold))
        return list(_differences(link, books, sold, seen, {}))

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
) -> Iterator[Difference]:
    ledger = Ledger({**kept, **_counted(books, seen)}, promised_with(books.offers, books.promised))
    for offer in _offers(books, sold):
        own = [each for each in offer.supplies if each.connection_id == link.connection_id]
        if own:
            for row in differing(offer, ledger, seen, stocks_items=books.stocks(offer)):
                yield Difference(row.spot, own[0].pool.variant_gid, row.before, row.after)


def _counted(books: StockBooks, seen: Seen) -> Mapping[Pool, int]:
    """What each pool has, where all of it was read."""
    return {
        pool: sum(seen.at(pool.source_id, item, each.location_gid) or 0 for each in members)
        for pool, (item, members) in books.counted_at.items()
        if all(seen.knows(pool.source_id, item, each.location_gid) for each in members)
    }
