"""What was found that nobody told us of, and whether people were told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db.session import Session
from core.db.tables import findings
from core.domain.findings import Finding, Kind
from core.domain.stores import StoreId

_KEPT = timedelta(days=30)
_UNTOLD = findings.c.told_at.is_(None)


class SqlFindings:
    """See `core.ports.Findings`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, found: Collection[Finding]) -> int:
        """Those that are new; returns how many."""
        if not found:
            return 0
        rows = [
            {
                "store_id": one.store_id,
                "kind": one.kind.value,
                "subject": f"{one.thing}@{one.mark}",
                "before": one.before,
                "found_at": func.now(),
                "due_at": func.now() + one.wait,
            }
            for one in found
        ]
        statement = insert(findings).values(rows).on_conflict_do_nothing()
        added = await self._session.run(statement.returning(findings.c.id))
        return len(added.all())

    async def take(self, store_id: StoreId) -> tuple[int, Sequence[Finding]]:
        """The finds of one store that are to be told now, under the number of their message: those
        that were taken before and not told yet, else all that are due."""
        own = (findings.c.store_id == store_id, _UNTOLD)
        begun = select(func.min(findings.c.batch)).where(*own)
        batch = (await self._session.run(begun)).scalar_one()
        if batch is None:
            due = (*own, findings.c.due_at <= func.now())
            newest = select(func.max(findings.c.id)).where(*due)
            batch = (await self._session.run(newest)).scalar_one() or 0
            taken = update(findings).where(*due, findings.c.id <= batch).values(batch=batch)
            await self._session.run(taken)
        wanted = select(findings).where(*own, findings.c.batch == batch).order_by(findings.c.id)
        rows = await self._session.run(wanted)
        return batch, [_finding_of(row) for row in rows]

    async def told(self, store_id: StoreId, batch: int) -> None:
        """People know; what they have known for long is forgotten."""
        own = findings.c.store_id == store_id
        mine = update(findings).where(own, _UNTOLD, findings.c.batch == batch)
        await self._session.run(mine.values(told_at=func.now()))
        old = findings.c.told_at < func.now() - _KEPT
        await self._session.run(delete(findings).where(own, old))

    async def next_due(self, store_id: StoreId) -> datetime | None:
        """When the next of those is to be told that were not taken."""
        left = (findings.c.store_id == store_id, _UNTOLD, findings.c.batch.is_(None))
        found = await self._session.run(select(func.min(findings.c.due_at)).where(*left))
        at: datetime | None = found.scalar_one()
        return at


def _finding_of(row: Row[Any]) -> Finding:
    thing, _, mark = row.subject.partition("@")
    return Finding(StoreId(row.store_id), Kind(row.kind), thing, mark, row.before)
