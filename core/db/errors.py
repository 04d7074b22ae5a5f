"""Where the database's exceptions become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import exc

from core.domain.errors import Broken, Rejected, SyncError, Temporary
from core.domain.reasons import Reason
from core.domain.words import later

UNREACHABLE = Reason(
    "database_unreachable",
    later("SyncTec's own database does not answer."),
    later(
        "Nothing was done; SyncTec tries again by itself. If it lasts, look at the database server."
    ),
)
BUSY = Reason(
    "database_busy",
    later("SyncTec's own database was too busy to finish in time."),
    later("Nothing was done; SyncTec tries again by itself."),
)
REFUSED = Reason(
    "database_refused",
    later("SyncTec's own database refused what it was asked."),
    later("This is a fault of SyncTec: report it with the reference."),
)
UNIT_OVER = Reason(
    "unit_of_work_over",
    later("SyncTec used a transaction that was over."),
    later("This is a fault of SyncTec: report it with the reference."),
)

# Two transactions in each other's way, a lock or a statement that took too long: the server is
# fine and said so, and the transaction is rolled back.
_BUSY = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
)


class Violated(Broken):
    """A constraint refused; `constraint` is its name. A repository that expects it says what it
    means; anywhere else it is a bug of ours."""

    def __init__(self, constraint: str, detail: str) -> None:
        super().__init__(REFUSED, detail)
        self.constraint = constraint


@contextmanager
def translated() -> Iterator[None]:
    """Foreign exceptions of the database leave this block as ours.

    Raises:
        Temporary: not reachable, connection lost, deadlock, time-out. Nothing was committed,
            unless the connection was lost during the commit itself.
        Broken: anything else: a constraint nobody expected, a wrong statement.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise Temporary(BUSY) from error
    except (exc.DBAPIError, psycopg.Error) as error:
        meaning = _ours(error)
        # PostgreSQL quotes whole rows in its details: they must not reach a log.
        raise meaning from (error if isinstance(meaning, Temporary) else None)


def rejected(code: str, sentence: str, remedy: str) -> Rejected:
    """What was asked goes against what is already there."""
    return Rejected(Reason(code, sentence, remedy))


def _ours(error: exc.DBAPIError | psycopg.Error) -> SyncError:
    wrapped = error if isinstance(error, exc.DBAPIError) else None
    origin = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(origin, _BUSY):
        return Temporary(BUSY)
    lost = wrapped is not None and wrapped.connection_invalidated
    if lost or isinstance(origin, psycopg.OperationalError):
        return Temporary(UNREACHABLE)
    if not isinstance(origin, psycopg.Error):
        return Broken(REFUSED, type(origin).__name__)
    # The primary message names tables and constraints, the statement has placeholders: no values.
    statement = wrapped.statement if wrapped else None
    detail = f"{origin.sqlstate}: {origin.diag.message_primary}; {statement}"
    constraint = origin.diag.constraint_name
    return Violated(constraint, detail) if constraint else Broken(REFUSED, detail)
