"""All that a destination sells of a source is to be looked at again."""

from __future__ import annotations

from core.domain.stores import Connection, StoreId
from core.domain.work import PrepareStore, SettleStock
from core.ports import UnitOfWork


async def align_stock(unit: UnitOfWork, link: Connection, *, new_only: bool = False) -> None:
    """Where it follows the source. `new_only`: what was never looked at. The caller commits."""
    if not link.settings.stock.follow:
        return
    if not new_only:
        # Their webhooks are subscribed only now.
        for store_id in (link.destination_id, link.source_id):
            await unit.jobs.add(PrepareStore(store_id))
    await unit.stock.all_changed(link, new_only=new_only)
    await unit.jobs.add(SettleStock(link.source_id))


async def align_store(unit: UnitOfWork, store_id: StoreId, *, new_only: bool) -> None:
    """The same of all that a destination sells. The caller commits."""
    for link in await unit.connections.sources_of(store_id):
        await align_stock(unit, link, new_only=new_only)
