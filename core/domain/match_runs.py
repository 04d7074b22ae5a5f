"""One match of a whole catalogue: how far it is, so that it goes on where it was after a crash."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.bulk_pace import TOLD_EVERY
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId

_QUIET = timedelta(minutes=2)
"""A run that did nothing for so long beyond what it said is nobody's any more."""
_KEPT = timedelta(hours=1)
"""How old what an abandoned run has read may be to be gone on with."""


class Stage(StrEnum):
    """Where a run stands."""

    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """One store's catalogue: the bulk operation that lists it, how many variants it has found, and
    whether they are kept (`kept`). `tries` counts the operations that failed."""

    operation: str | None = None
    counted: int = 0
    kept: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class MatchRun:
    """The newest run of a connection; `number` counts its runs. `actor` is a Slack user id,
    `command line`, or None where SyncTec matches by itself. `channel` is where it is told, if
    anywhere; `told_at` when it was last, `attached` whether the list is there. Until `lease_until`
    nobody else begins one."""

    connection_id: ConnectionId
    number: int
    stage: Stage
    actor: str | None
    channel: str | None
    started_at: datetime
    lease_until: datetime
    destination: Reading = field(default_factory=Reading)
    source: Reading = field(default_factory=Reading)
    told_at: datetime | None = None
    finished_at: datetime | None = None
    reason: Reason | None = None
    attached: bool = False
    matched_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage is not Stage.READING

    @property
    def key(self) -> str:
        """The name of its message."""
        return f"match:{self.connection_id}:{self.number}"


def begun(
    before: MatchRun | None,
    connection_id: ConnectionId,
    actor: str | None,
    channel: str | None,
    now: datetime,
) -> MatchRun | None:
    """A new run; None while another one goes on. What an abandoned one has read is gone on with."""
    if before is None:
        return MatchRun(connection_id, 1, Stage.READING, actor, channel, now, now + _QUIET)
    if not before.over and now < before.lease_until:
        return None
    fresh = MatchRun(
        connection_id,
        before.number + 1,
        Stage.READING,
        actor,
        channel,
        now,
        now + _QUIET,
        matched_at=before.matched_at,
    )
    if before.over or now - before.started_at > _KEPT:
        return fresh
    # The catalogue is as old as its beginning, whoever goes on with it.
    return replace(
        fresh,
        started_at=before.started_at,
        destination=before.destination,
        source=before.source,
    )


def held(run: MatchRun, now: datetime, longer: timedelta = timedelta(0)) -> MatchRun:
    """The run goes on; `longer` is how long it may rest beyond what is usual."""
    return replace(run, lease_until=now + _QUIET + longer)


def done(run: MatchRun, now: datetime) -> MatchRun:
    """Matched."""
    return replace(run, stage=Stage.DONE, finished_at=now, matched_at=now)


def failed(run: MatchRun, reason: Reason, now: datetime) -> MatchRun:
    """Given up. What was matched before stays as it is."""
    return replace(run, stage=Stage.FAILED, finished_at=now, reason=reason)


def is_to_be_told(run: MatchRun, now: datetime) -> bool:
    """Whether its message is due: at the beginning, at the end, and now and then between."""
    return run.over or run.told_at is None or now - run.told_at >= TOLD_EVERY
