"""How long an unknown outcome is looked up, and when an empty answer counts as proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TRUSTED_AFTER = 20
"""Hits in a row after which a store's keyed look-up counts as immediate."""

DELAYS: tuple[timedelta, ...] = tuple(timedelta(seconds=s) for s in (5, 55, 240, 600))
"""Waits before each look-up: four over fifteen minutes, since Shopify's search index lags."""


def next_delay(done: int, delays: Sequence[timedelta] = DELAYS) -> timedelta | None:
    """The wait before the next look-up after `done` of them; None after the last."""
    return delays[done] if done < len(delays) else None


@dataclass(frozen=True, slots=True)
class Looks:
    """When a push in doubt is looked up next, and when for the last time."""

    next: datetime
    last: datetime


def looks_to_come(since: datetime, done: int, delays: Sequence[timedelta] = DELAYS) -> Looks | None:
    """The look-ups that follow after `done` of them, of a push in doubt `since` then; None after
    the last. A store that does not answer makes them later."""
    if done >= len(delays):
        return None
    whole = sum(delays, timedelta())
    return Looks(since + sum(delays[: done + 1], timedelta()), since + whole)


def keyed_hits_after(hits: int, *, found: bool) -> int:
    """The store's count after one measured keyed look-up: a miss starts it again."""
    return min(hits + 1, TRUSTED_AFTER) if found else 0


def absence_is_proof(hits: int) -> bool:
    """Whether this store's keyed look-up has been measured to be immediate."""
    return hits >= TRUSTED_AFTER
