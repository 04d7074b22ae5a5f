"""A push and what its moves are in its order's history, written together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from core.db.repositories.events import write_events
from core.db.rows import push_of, push_values
from core.db.session import Session
from core.db.tables import pushes, stores
from core.domain.history import events_of
from core.domain.pushes import Push

# The row as it was: an update reads it with the same statement.
_BEFORE = pushes.alias("before")
_SOURCE = (
    select(stores.c.handle)
    .where(stores.c.id == pushes.c.source_id)
    .correlate(pushes)
    .scalar_subquery()
    .label("source")
)


def change_of(push: Push) -> ReturningUpdate[Any]:
    """Writes every field that may change; `changed` needs what it returns."""
    return (
        update(pushes)
        .where(pushes.c.id == push.id, _BEFORE.c.id == pushes.c.id)
        .values(**push_values(push))
        .returning(_BEFORE, pushes.c.changed_at.label("written_at"), _SOURCE)
    )


async def changed(session: Session, row: Row[Any], push: Push) -> None:
    """Write what became of a push by its `change_of`."""
    told = events_of(push_of(row), push, row.source, row.written_at)
    await write_events(session, list(told))


async def added(session: Session, push: Push, at: datetime) -> None:
    """Write how a new push began: it has no source order yet, so its store did nothing to it."""
    await write_events(session, list(events_of(None, push, "", at)))
