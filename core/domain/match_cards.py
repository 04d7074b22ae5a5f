"""What people are shown of matches and items, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.items import SYNCED, Item, ItemState
from core.domain.match_runs import MatchRun
from core.domain.stores import ConnectionId, Store

NEAR_SHOWN = 10
"""Near misses that have a button of their own; the rest is in the list."""


@dataclass(frozen=True, slots=True)
class Link:
    """A connection with its two stores."""

    connection_id: ConnectionId
    destination: Store
    source: Store


@dataclass(frozen=True, slots=True)
class MatchCard:
    """A match while it runs, and its summary: how many items stand in each state now, the first
    near misses and how many there are."""

    link: Link
    run: MatchRun
    counts: Mapping[ItemState, int]
    near: tuple[Item, ...] = ()
    near_count: int = 0

    @property
    def synced(self) -> int:
        """Items that have a source variant, paused ones included."""
        return sum(self.counts.get(state, 0) for state in SYNCED)

    @property
    def missing(self) -> int:
        """Items whose SKU the source does not have."""
        return self.counts.get(ItemState.MISSING, 0)

    @property
    def ambiguous(self) -> int:
        """Items whose SKU several variants have."""
        return self.counts.get(ItemState.AMBIGUOUS, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of items: those in this state (None: in any), behind this SKU and variant."""

    connection_id: ConnectionId
    state: ItemState | None = None
    after: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ItemsCard:
    """One page of a connection's items. `following` is where the next page begins, None on the
    last; `run` the newest match, None when there was none yet."""

    link: Link
    place: Place
    counts: Mapping[ItemState, int]
    items: tuple[Item, ...]
    following: Place | None = None
    run: MatchRun | None = None
