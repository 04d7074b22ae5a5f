"""One comparison of what a destination shows with what it is to show: how far it is, so that it
goes on where it was after a crash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.bulk_pace import TOLD_EVERY
from core.domain.reasons import Reason
from core.domain.stock.differences import Compared, items_of
from core.domain.stores import ConnectionId, StoreId

_QUIET = timedelta(minutes=10)
"""A run that did nothing for so long is nobody's any more."""
_FRESH_AT_NIGHT = timedelta(hours=1)
"""One listing of a source is enough for all its destinations."""
_FEW, _SHARE = 20, 10
"""At night more than this many differences, and more than one in so many, are no drift: something
is set wrongly, and people decide."""


class Stage(StrEnum):
    """Where a comparison stands. `SHOWN`: people see the differences and decide."""

    READING = "reading"
    SHOWN = "shown"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StockListing:
    """One store's stock, listed whole by a bulk operation: how many variants it has found, and
    since when its numbers are kept. `number` counts the store's listings, `tries` the operations
    that failed; `reason` says why there will be none."""

    store_id: StoreId
    number: int
    started_at: datetime
    operation: str | None = None
    counted: int = 0
    tries: int = 0
    kept_at: datetime | None = None
    reason: Reason | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.kept_at is not None or self.reason is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The newest one of a connection; `number` counts them. `actor` is a Slack user id, or None
    where SyncTec compares by night; `channel` is where it is told, if anywhere. `items` were
    compared, and `left_alone` were not, since nothing can be said of them; `differing` show another
    number than they are to, in so many `numbers`; `applied_by` put them right.
    Until `lease_until` nobody else begins one."""

    connection_id: ConnectionId
    number: int
    stage: Stage
    actor: str | None
    channel: str | None
    started_at: datetime
    lease_until: datetime
    items: int = 0
    differing: int = 0
    applied_by: str | None = None
    applied_at: datetime | None = None
    told_at: datetime | None = None
    finished_at: datetime | None = None
    reason: Reason | None = None
    attached: bool = False
    left_alone: int = 0
    numbers: int = 0

    @property
    def under_way(self) -> bool:
        """Whether it goes on by itself."""
        return self.stage in (Stage.READING, Stage.APPLYING)

    @property
    def by_night(self) -> bool:
        """Whether nobody asked for it."""
        return self.actor is None

    @property
    def key(self) -> str:
        """The name of its message."""
        return f"resync:{self.connection_id}:{self.number}"


def begun(
    before: Comparison | None,
    connection_id: ConnectionId,
    actor: str | None,
    channel: str | None,
    now: datetime,
) -> Comparison | None:
    """A new one; None while another one is being read. What is still being put right goes on."""
    if before is not None and before.stage is Stage.READING and now < before.lease_until:
        return None
    number = before.number + 1 if before else 1
    return Comparison(connection_id, number, Stage.READING, actor, channel, now, now + _QUIET)


def held(run: Comparison, now: datetime) -> Comparison:
    """It goes on."""
    return replace(run, lease_until=now + _QUIET)


def compared(run: Comparison, result: Compared, now: datetime) -> Comparison:
    """What came of it. By night a few differences are put right at once; otherwise people are shown
    them first."""
    run = replace(
        run,
        items=result.items,
        left_alone=result.left_alone,
        differing=items_of(result.found),
        numbers=len(result.found),
    )
    if not run.differing:
        return replace(run, stage=Stage.DONE, finished_at=now)
    if run.by_night and not is_suspicious(run):
        return applied(run, None, now)
    return replace(run, stage=Stage.SHOWN, finished_at=now)


def is_suspicious(run: Comparison) -> bool:
    """Whether so much differs that it is no drift."""
    return run.differing > _FEW and run.differing * _SHARE > run.items


def applied(run: Comparison, by: str | None, now: datetime) -> Comparison:
    """The differences are being put right."""
    run = replace(run, stage=Stage.APPLYING, applied_by=by, applied_at=now, finished_at=None)
    return held(run, now)


def done(run: Comparison, now: datetime) -> Comparison:
    """Nothing is left to do."""
    return replace(run, stage=Stage.DONE, finished_at=now)


def failed(run: Comparison, reason: Reason, now: datetime) -> Comparison:
    """Given up. Nothing was changed."""
    return replace(run, stage=Stage.FAILED, finished_at=now, reason=reason)


def serves(listing: StockListing, run: Comparison) -> bool:
    """Whether a listing is new enough for a comparison: who asks wants to see what is there now."""
    fresh = _FRESH_AT_NIGHT if run.by_night and listing.reason is None else timedelta(0)
    return listing.started_at >= run.started_at - fresh


def next_listing(before: StockListing | None, store_id: StoreId, now: datetime) -> StockListing:
    """The one after it."""
    return StockListing(store_id, before.number + 1 if before else 1, now)


def is_to_be_told(run: Comparison, now: datetime) -> bool:
    """Whether its message is due: at the beginning, at the end, and now and then between. Of those
    by night only what came of it is told."""
    if not run.under_way:
        return True
    if run.by_night:
        return False
    return run.told_at is None or now - run.told_at >= TOLD_EVERY
