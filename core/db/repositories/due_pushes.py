"""Pushes for which a time has come: locked, so that one process takes each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, text

from core.db.rows import push_of
from core.db.session import Session
from core.db.tables import PUSH_QUEUED, PUSH_SENDING, PUSH_UNDECIDED, PUSH_WAITING, pushes
from core.domain.pushes import Push

# By the name under which a push's job waits once (`core.domain.work.PushOrder`).
_HAS_NO_JOB = text(
    "NOT EXISTS (SELECT FROM procrastinate.procrastinate_jobs AS job"
    " WHERE job.queueing_lock = 'push:' || pushes.id AND job.status = 'todo')"
    " AND NOT EXISTS (SELECT FROM procrastinate.procrastinate_jobs AS job"
    " WHERE job.queueing_lock = 'push:' || pushes.id AND job.status = 'doing')"
)

# Look-ups have no such name: an earlier one may still wait when the next is written.
_HAS_NO_LOOK_UP = text(
    "NOT EXISTS (SELECT FROM procrastinate.procrastinate_jobs AS job"
    " WHERE job.task_name = 'LookUpPush' AND job.status IN ('todo', 'doing')"
    " AND job.args->'work'->>'push_id' = pushes.id::text)"
)


class SqlDuePushes:
    """That part of `core.ports.Pushes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def lease_ended(self, now: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes in `sending` whose lease ended, locked, those locked by others skipped."""
        return await self._claim(PUSH_SENDING, pushes.c.lease_until, now, limit)

    async def forgotten(self, before: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes that are `queued`, were last changed before this time and have no job, locked,
        those locked by others skipped."""
        jobless = and_(PUSH_QUEUED, _HAS_NO_JOB)
        return await self._claim(jobless, pushes.c.changed_at, before, limit)

    async def unsought(self, before: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes that are `unknown`, were last changed before this time and have neither a look-up
        to come nor asked a person, locked, those locked by others skipped."""
        jobless = and_(PUSH_UNDECIDED, _HAS_NO_LOOK_UP)
        return await self._claim(jobless, pushes.c.changed_at, before, limit)

    async def due(self, now: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes in `waiting` whose `due_at` has come, locked, those locked by others skipped."""
        return await self._claim(PUSH_WAITING, pushes.c.due_at, now, limit)

    async def _claim(
        self, state: Any, column: ColumnElement[Any], now: datetime, limit: int
    ) -> Sequence[Push]:
        statement = (
            select(pushes)
            .where(state, column <= now)
            .order_by(column, pushes.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [push_of(row) for row in await self._session.run(statement)]
