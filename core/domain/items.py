"""Items of a connection: what became of each destination variant when it was matched by SKU."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.stores import ConnectionId


class ItemState(StrEnum):
    """Where the sync of an item stands. The first two are synced items."""

    ACTIVE = "active"
    PAUSED = "paused"
    MISSING = "missing"  # no variant of the source has its SKU
    AMBIGUOUS = "ambiguous"  # several variants have it, here or there


SYNCED = frozenset({ItemState.ACTIVE, ItemState.PAUSED})


class MatchedBy(StrEnum):
    """How a synced item found its source variant."""

    SKU = "sku"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Item:
    """One destination variant on one connection. `source_*` are None unless it is synced;
    `suggestion` is a source SKU that differs in case or blanks only."""

    connection_id: ConnectionId
    variant_gid: str
    sku: str
    title: str
    state: ItemState
    source_variant_gid: str | None = None
    source_sku: str | None = None
    matched_by: MatchedBy | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A deliberate difference: this SKU of the destination is that SKU of the source."""

    connection_id: ConnectionId
    sku: str
    source_sku: str
