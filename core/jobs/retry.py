"""What to do when a job failed: a pure decision, tested as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import AccessRefused, Broken, NotYet, SyncError, Temporary

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
    first of them; nothing else is, except that patient work outlasts a lost access and what broke,
    too: an access is given back, a contract or a mistake of ours is mended, and the work is there
    still. What only has to wait for its turn comes back in that time.

    Args:
        error: what happened.
        failures: how often this job failed before.
        elapsed: since it failed for the first time.
        limit: how long temporary faults are borne.
        jitter: from 0 to 1, spreads the tries of many jobs over half of the wait.
        patient: whether giving up would lose what nobody does again.
    """
    outlasted = (AccessRefused, Broken) if patient else ()
    if not isinstance(error, (Temporary, *outlasted)) or elapsed >= limit:
        return GiveUp()
    if isinstance(error, Broken):
        return TryAgain(_LONGEST)
    if isinstance(error, NotYet) and error.retry_after is not None:
        return TryAgain(error.retry_after)
    wait = min(_FIRST * 2 ** min(failures, 10), _LONGEST)
    spread = wait / 2 + wait / 2 * jitter
    named = error.retry_after if isinstance(error, Temporary) else None
    return TryAgain(max(spread, named or timedelta(0)))
