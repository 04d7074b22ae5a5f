"""`/synctec stock TEE-BLK-M`: the number in every store, as it is kept. No store is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.errors import NotFound
from core.domain.items import Item, ItemState
from core.domain.links import AdminLinks
from core.domain.locations import GroupId, LocationGroup
from core.domain.people import Access, Actor, Right
from core.domain.reasons import Reason
from core.domain.stock.cards import StockCard, StockLine
from core.domain.stock.shelves import Shelf, Spot
from core.domain.stores import Connection, ConnectionId, Store, StoreId
from core.domain.words import later, say
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.ports.stock import Counted, KeptShelf
from core.usecases.tell_oversold import waiting_orders

_MOST = 100
_NOTED = {
    ItemState.PAUSED: later("paused: it is left alone"),
    ItemState.MISSING: later("not matched: it is left alone"),
    ItemState.AMBIGUOUS: later("not matched: it is left alone"),
}


@dataclass(frozen=True, slots=True)
class ShowStock:
    """Answered from the database at once."""

    open_unit: UnitOfWorkFactory
    links: AdminLinks

    async def __call__(self, actor: Actor, sku: str) -> StockCard:
        """Every item with this SKU, at a destination or at a source that this person may see, in
        any case. What is promised is counted whole; orders are named where their store may be seen.

        Raises:
            NotFound: no such item has it.
        """
        typed = sku.strip()
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            items = await _seen(unit, access, await unit.items.by_sku(typed, _MOST))
            if not items:
                raise NotFound(_unknown(typed))
            table = await _Table.of(unit, items)
            sources, variants = table.source_ids, table.variants
            orders, waiting = await waiting_orders(unit, self.links, sources, variants)
            promised = await unit.stock.promised(sources, variants)
        return StockCard(
            items[0].sku or typed,
            tuple(table.sources()),
            tuple(table.destinations()),
            sum(one.units for one in promised),
            tuple(order for order in orders if access.may(Right.VIEWER, [order.store.id])),
            waiting,
            table.is_followed,
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """What is kept of some items."""

    items: Sequence[Item]
    stores: Mapping[StoreId, Store]
    links: Mapping[ConnectionId, Connection]
    groups: Mapping[GroupId, LocationGroup]
    places: Mapping[tuple[StoreId, str], str]
    pools: Sequence[Counted]
    shelves: Mapping[Spot, KeptShelf]

    @classmethod
    async def of(cls, unit: UnitOfWork, items: Sequence[Item]) -> _Table:
        links = {link.id: link for link in await unit.connections.all()}
        known = await unit.locations.known()
        sold = {(links[one.connection_id].destination_id, one.variant_gid) for one in items}
        return cls(
            items,
            {store.id: store for store in await unit.stores.all()},
            links,
            {group.id: group for group in await unit.locations.all()},
            {(store, place.gid): place.name for store, found in known.items() for place in found},
            await unit.stock.pools(
                {links[one.connection_id].source_id for one in items},
                {one.source_variant_gid for one in items if one.source_variant_gid},
            ),
            await unit.stock.shelves(sold),
        )

    @property
    def variants(self) -> set[str]:
        """The sources'."""
        return {one.source_variant_gid for one in self.items if one.source_variant_gid}

    @property
    def source_ids(self) -> set[StoreId]:
        """Those that the items come from."""
        return {self.links[one.connection_id].source_id for one in self.items}

    @property
    def is_followed(self) -> bool:
        """Whether any destination follows them."""
        return any(self.links[one.connection_id].settings.stock.follow for one in self.items)

    def sources(self) -> Iterator[StockLine]:
        """What they have, by group of locations."""
        for counted in self.pools:
            group = self.groups.get(counted.pool.group_id)
            store = self.stores[counted.pool.source_id]
            members = group.of(store.id) if group else ()
            names = " + ".join(member.name for member in members) or say("no location")
            yield StockLine(store, names, counted.available, counted.moved_at)

    def destinations(self) -> Iterator[StockLine]:
        """What they show; those that follow nobody, and why, come with no number."""
        told: set[Spot] = set()
        for item in self.items:
            link = self.links[item.connection_id]
            store = self.stores[link.destination_id]
            note = self._why_not(item, link)
            shelves = [
                kept
                for spot, kept in self.shelves.items()
                if (spot.store_id, spot.variant_gid) == (store.id, item.variant_gid)
            ]
            if note or not shelves:
                yield StockLine(store, "", None, note=note or say("not looked at yet"))
            else:
                fresh = [kept for kept in shelves if kept.shelf.spot not in told]
                told |= {kept.shelf.spot for kept in fresh}
                yield from (self._line(store, kept) for kept in fresh)

    def _why_not(self, item: Item, link: Connection) -> str | None:
        if not link.settings.stock.follow:
            return say("does not follow {source}", source=self.stores[link.source_id].name)
        noted = _NOTED.get(item.state)
        return say(noted) if noted else None

    def _line(self, store: Store, kept: KeptShelf) -> StockLine:
        shelf = kept.shelf
        place = self.places.get((store.id, shelf.spot.location_gid), say("a location"))
        note = _note(shelf)
        return StockLine(store, place, shelf.shown, kept.moved_at, kept.why, note)


async def _seen(unit: UnitOfWork, access: Access, items: Sequence[Item]) -> list[Item]:
    """Those of which one of the two stores is this person's business."""
    links = {link.id: link for link in await unit.connections.all()}
    both = {id_: [link.destination_id, link.source_id] for id_, link in links.items()}
    return [item for item in items if access.may(Right.VIEWER, both[item.connection_id])]


def _note(shelf: Shelf) -> str | None:
    if not shelf.stocked:
        return say("not kept at this location")
    if shelf.held_back:
        return say(
            "{held_back} fewer than is explained; not for sale anywhere meanwhile",
            held_back=shelf.held_back,
        )
    return say("being looked at") if shelf.doubtful or shelf.writing is not None else None


def _unknown(sku: str) -> Reason:
    return Reason(
        "sku_unknown",
        say("No store sells anything with the SKU “{sku}”, as far as SyncTec knows.", sku=sku),
        say("Check the SKU. Items are known once their stores were matched: `/synctec match`."),
    )
