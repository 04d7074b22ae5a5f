"""A store says that the stock of an item changed: whose business that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from core.domain.matching import CatalogueVariant
from core.domain.stock.shelves import Spot
from core.domain.stores import Connection, Store, StoreId
from core.domain.work import SettleStock, Work
from core.ports import UnitOfWork

TOPIC = "inventory_levels/update"


async def hear_stock(
    unit: UnitOfWork, store: Store, item_gid: str, body: Mapping[str, object]
) -> Sequence[Work]:
    """Note what has to be looked at; the caller commits. Nothing where nobody follows, and nothing
    where it is a number that we wrote ourselves."""
    every = await unit.connections.all()
    followed = [each for each in every if each.settings.stock.follow]
    here = [each for each in followed if store.id in (each.source_id, each.destination_id)]
    variants = await unit.variants.of_item(store.id, item_gid) if here else ()
    if not variants:
        return ()
    sources: set[StoreId] = set()
    if store.ships and any(each.source_id == store.id for each in here):
        await unit.stock.changed(store.id, [variant.gid for variant in variants], "store")
        sources.add(store.id)
    if store.sells:
        own = [each for each in here if each.destination_id == store.id]
        sources.update(await _at_destination(unit, store.id, variants, own, body))
    return [SettleStock(source) for source in sorted(sources)]


async def _at_destination(
    unit: UnitOfWork,
    store_id: StoreId,
    variants: Sequence[CatalogueVariant],
    connections: Sequence[Connection],
    body: Mapping[str, object],
) -> Collection[StoreId]:
    """The sources whose stock decides what is to stand there."""
    number, location = body.get("available"), f"gid://shopify/Location/{body.get('location_id')}"
    gids = {variant.gid for variant in variants}
    shelves = await unit.stock.shelves({(store_id, gid) for gid in gids}, lock=True)
    wrong = set()
    for gid in gids:
        kept = shelves.get(Spot(store_id, gid, location))
        if kept is None or kept.shelf.shown == number:
            continue
        if isinstance(number, int) and await unit.stock.is_ours(kept.shelf.spot, number):
            continue
        await unit.stock.keep([(replace(kept.shelf, doubtful=True), None)])
        wrong.add(gid)
    if not wrong:
        return ()
    sources = {each.id: each.source_id for each in connections}
    found: dict[StoreId, set[str]] = {}
    for item in await unit.items.of_variants(sources, wrong):
        if item.source_variant_gid:
            found.setdefault(sources[item.connection_id], set()).add(item.source_variant_gid)
    for source_id, theirs in sorted(found.items()):
        await unit.stock.changed(source_id, theirs, "destination")
    return found
