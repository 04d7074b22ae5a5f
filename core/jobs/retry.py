"""What to do when a job failed: a pure decision, tested as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import AccessRefused, NotYet, SyncError, Temporary

_FIRST = timedelta(seconds=2)
_LONGEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The job is put back for later."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Trying again would not help, or was tried long enough."""


def decide(
    error: SyncError,
    failures: int,
    elapsed: timedelta,
    limit: timedelta,
    jitter: float,
    *,
    patient: bool = False,
) -> TryAgain | GiveUp:
    """Temporary faults are tried again with exponential back-off until `limit` has passed since the
    job was asked for; nothing else is, except that patient work outlasts a lost access, too. What
    only has to wait for its turn comes back in that time.

    Args:
        error: what happened.
        failures: how often this job failed before.
        elapsed: since it was first asked for.
        limit: how long temporary faults are borne.
        jitter: from 0 to 1, spreads the tries of many jobs over half of the wait.
        patient: whether giving up would lose what nobody does again.
    """
    passing = isinstance(error, Temporary) or (patient and isinstance(error, AccessRefused))
    if not passing or elapsed >= limit:
        return GiveUp()
    if isinstance(error, NotYet) and error.retry_after is not None:
        return TryAgain(error.retry_after)
    wait = min(_FIRST * 2 ** min(failures, 10), _LONGEST)
    spread = wait / 2 + wait / 2 * jitter
    named = error.retry_after if isinstance(error, Temporary) else None
    return TryAgain(max(spread, named or timedelta(0)))
