"""Where the database's exceptions become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import exc

from core.domain.errors import Broken, Rejected, SyncError, Temporary
from core.domain.reasons import Reason

UNREACHABLE = Reason(
    "database_unreachable",
    "SyncTec's own database does not answer.",
    "Nothing was done; SyncTec tries again by itself. If it lasts, look at the database server.",
)
BUSY = Reason(
    "database_busy",
    "SyncTec's own database was too busy to finish in time.",
    "Nothing was done; SyncTec tries again by itself.",
)
REFUSED = Reason(
    "database_refused",
    "SyncTec's own database refused what it was asked.",
    "This is a fault of SyncTec: report it with the reference.",
)
UNIT_OVER = Reason(
    "unit_of_work_over",
    "SyncTec used a transaction that was over.",
    "This is a fault of SyncTec: report it with the reference.",
)

# Two transactions in each other's way, a lock or a statement that took too long: the server is
# fine and said so, and the transaction is rolled back.
_BUSY = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
)


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
    except exc.DBAPIError as error:
        raise _ours(error.orig, lost=error.connection_invalidated) from error
    except psycopg.Error as error:
        raise _ours(error) from error


def rejected(code: str, sentence: str, remedy: str) -> Rejected:
    """What was asked goes against what is already there."""
    return Rejected(Reason(code, sentence, remedy))


def violated(error: BaseException) -> str | None:
    """The name of the constraint or index that refused, None where none did."""
    cause = error.__cause__
    origin = cause.orig if isinstance(cause, exc.DBAPIError) else cause
    return origin.diag.constraint_name if isinstance(origin, psycopg.IntegrityError) else None


def _ours(error: BaseException | None, *, lost: bool = False) -> SyncError:
    if isinstance(error, _BUSY):
        return Temporary(BUSY)
    if lost or isinstance(error, psycopg.OperationalError):
        return Temporary(UNREACHABLE)
    # The primary message names tables and constraints; the detail, which we leave out, has data.
    if isinstance(error, psycopg.Error) and error.sqlstate:
        return Broken(REFUSED, f"{error.sqlstate}: {error.diag.message_primary}")
    return Broken(REFUSED, type(error).__name__)
