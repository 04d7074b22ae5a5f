"""Match a few SKUs of a connection again, from the catalogues as they are kept."""

from __future__ import annotations

from collections.abc import Collection

from core.domain.matching import CatalogueVariant, destination_keys, match, source_keys
from core.domain.stores import ConnectionId, StoreId
from core.ports import UnitOfWork
from core.usecases.judge_store_again import judge_store_again


async def rematch(
    unit: UnitOfWork,
    connection_id: ConnectionId,
    destination_id: StoreId,
    source_id: StoreId,
    *,
    skus: Collection[str] = (),
    source_skus: Collection[str] = (),
    without_sku: Collection[CatalogueVariant] = (),
) -> int:
    """What depends on these SKUs of the destination, or these of the source, is matched as in a
    whole match, and the destination's variants without one; returns how many items changed.
    Nothing on a connection that was never matched: its catalogues are not kept whole. The caller
    commits."""
    run = await unit.match_runs.get(connection_id, lock=True)
    if run is None or run.matched_at is None:
        return 0
    aliases = await unit.items.aliases([connection_id])
    keys = destination_keys(skus, source_skus, aliases)
    here = [*await unit.variants.near(destination_id, keys), *without_sku]
    there = await unit.variants.near(source_id, source_keys(keys, aliases))
    changed = await unit.items.put(list(match(connection_id, here, there, aliases)))
    if changed:
        await judge_store_again(unit, destination_id)
    return changed
