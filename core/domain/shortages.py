"""Which items a source store is short of, by the stock read together with the verdict.

Shopify refuses an order without naming the item (INVENTORY_CLAIM_FAILED), and only stock the store
limits can be the cause: of variants that are tracked and may not be oversold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.domain.pushes import PushLine
from core.domain.qualification import Source
from core.domain.reasons import STOCK_REFUSED, Reason, Shortage, stock_refused


def shortages(lines: Sequence[PushLine], source: Source | None) -> tuple[Shortage, ...]:
    """The items of which more is wanted than there is, each once; empty where none is known."""
    there = _limited(source)
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.variant_gid] += line.quantity
    first = {line.variant_gid: line for line in reversed(lines)}
    return tuple(
        Shortage(first[gid].title, first[gid].sku, needed=many, there=max(there[gid], 0))
        for gid, many in wanted.items()
        if gid in there and there[gid] < many
    )


def named(reason: Reason, lines: Sequence[PushLine], source: Source | None) -> Reason:
    """The reason of a source's refusal; one of stock with the items it is about, where known."""
    if reason.code != STOCK_REFUSED or source is None:
        return reason
    return stock_refused(source.name, shortages(lines, source))


def _limited(source: Source | None) -> dict[str, int]:
    """What is there of each variant whose stock limits what can be sold."""
    found = source.variants.values() if source else ()
    return {v.gid: v.available for same in found for v in same if v.available is not None}
