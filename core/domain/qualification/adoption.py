"""Exact matches met while judging: what a later match of the catalogues would find as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.domain.items import SYNCED, Item, ItemState, MatchedBy
from core.domain.orders import Order, OrderLine
from core.domain.qualification.line_rules import OF_THE_LINE, clean_sku
from core.domain.qualification.sources import Source
from core.domain.stores import ConnectionId, StoreId

# What matching the catalogues has decided stays: it sees both of them whole.
_DECIDED = SYNCED | {ItemState.AMBIGUOUS}


def met(
    order: Order, sources: Iterable[Source], connections: Mapping[StoreId, ConnectionId]
) -> tuple[Item, ...]:
    """An item for each variant of the order whose SKU is that of exactly one variant of a source,
    and which is not known there yet. `connections` are by their source."""
    found = {
        (item.connection_id, item.variant_gid): item
        for source in sources
        for line in order.lines
        if (item := _met(line, source, connections[source.id])) is not None
    }
    return tuple(found.values())


def _met(line: OrderLine, source: Source, connection_id: ConnectionId) -> Item | None:
    if line.variant_gid is None or any(rule(line) for rule in OF_THE_LINE):
        return None
    known = source.items.get(line.variant_gid)
    sku = clean_sku(line.sku)
    variants = source.carried(sku)
    if len(variants) != 1 or (known is not None and known.state in _DECIDED):
        return None
    return Item(
        connection_id=connection_id,
        variant_gid=line.variant_gid,
        sku=sku,
        title=f"{line.title} · {line.variant_title}" if line.variant_title else line.title,
        state=ItemState.ACTIVE,
        source_variant_gid=variants[0].gid,
        source_sku=variants[0].sku,
        matched_by=MatchedBy.ALIAS if sku in source.aliases else MatchedBy.SKU,
    )
