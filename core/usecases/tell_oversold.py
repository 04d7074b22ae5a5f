"""More was paid for than there is: say so at once, and to whom it matters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.domain.links import AdminLinks
from core.domain.notices import Notice
from core.domain.stock.cards import OversoldCard, WaitingOrder
from core.domain.stores import Store, StoreId
from core.domain.work import TellOversold as TellOversoldWork
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver

SHOWN = 10


@dataclass(frozen=True, slots=True)
class TellOversold:
    """A message in the source's channel, and one in the channel of each store with orders that wait
    for the item; brought up to date as the numbers move, and closed when they fit again."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    links: AdminLinks

    async def __call__(self, work: TellOversoldWork) -> None:
        """Raises what the notifier raises."""
        source_id = StoreId(work.source_id)
        async with self.open_unit() as unit:
            stores = {store.id: store for store in await unit.stores.all()}
            card = await oversold(unit, self.links, stores[source_id], work.variant_gid)
            links = [c for c in await unit.connections.all() if c.source_id == source_id]
            told = [stores[source_id], *(stores[c.destination_id] for c in links)]
            channels = sorted({store.channel for store in told if store.channel})
            about = f"oversold:{source_id}:{work.variant_gid}"
            keys = {channel: f"{about}:{channel}" for channel in channels}
            existing = await unit.messages.get(list(keys.values()))
        concerned = {stores[source_id].channel, *(one.store.channel for one in card.orders)}
        for channel, key in keys.items():
            post = bool(card.missing) and channel in concerned
            if post or key in existing:
                await self.deliver(Notice(key, channel, card, post=post), existing.get(key))


async def oversold(
    unit: UnitOfWork, links: AdminLinks, source: Store, variant_gid: str
) -> OversoldCard:
    """An item of a source as it stands now."""
    listed = await unit.variants.of_stores({(source.id, variant_gid)})
    variant = listed.get((source.id, variant_gid))
    orders, waiting = await waiting_orders(unit, links, {source.id}, {variant_gid})
    promised = await unit.stock.promised({source.id}, {variant_gid})
    pools = await unit.stock.pools({source.id}, {variant_gid})
    return OversoldCard(
        source,
        variant.sku if variant else "",
        variant.title if variant else "",
        sum(one.available for one in pools),
        sum(one.units for one in promised),
        orders,
        waiting,
    )


async def waiting_orders(
    unit: UnitOfWork,
    links: AdminLinks,
    source_ids: Collection[StoreId],
    variant_gids: Collection[str],
) -> tuple[tuple[WaitingOrder, ...], int]:
    """The newest orders that wait for units of these variants, and how many do."""
    stores = {store.id: store for store in await unit.stores.all()}
    found, many = await unit.stock.waiting_orders(source_ids, variant_gids, SHOWN)
    return tuple(
        WaitingOrder(
            name,
            stores[store_id],
            units,
            links.order(stores[store_id], gid),
        )
        for store_id, gid, name, units in found
    ), many
