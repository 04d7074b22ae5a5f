"""How much there is to do, and how it goes: what is measured for those who run SyncTec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.pushes import PushState


@dataclass(frozen=True, slots=True)
class Traffic:
    """What this process asked of Shopify since it began, by shop."""

    calls: Mapping[str, int]
    throttled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Measurements:
    """`jobs` by kind and status; `oldest_queued`: seconds since the push was queued that waits
    longest, 0 where none does; `polled`: seconds since each store, by shop, was last asked what
    changed."""

    jobs: Mapping[tuple[str, str], int]
    pushes: Mapping[PushState, int]
    oldest_queued: float
    polled: Mapping[str, float]
    traffic: Traffic
