"""Who changed what."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, or_, select

from core.db.session import Session
from core.db.tables import audit
from core.domain.audit import AuditEntry
from core.domain.stores import StoreId


class SqlAudit:
    """See `core.ports.Audit`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, entry: AuditEntry) -> None:
        """Keep it."""
        values = {
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "store_id": entry.store_id,
            "source_id": entry.source_id,
            "changes": {name: list(change) for name, change in entry.changes.items()},
        }
        await self._session.run(insert(audit).values(**values))

    async def newest(self, store_id: StoreId, limit: int) -> Sequence[AuditEntry]:
        """The changes that concern this store, as destination or source, newest first."""
        concerned = or_(audit.c.store_id == store_id, audit.c.source_id == store_id)
        statement = select(audit).where(concerned)
        newest = statement.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        return [
            AuditEntry(
                at=row.at,
                actor=row.actor,
                action=row.action,
                store_id=StoreId(row.store_id),
                source_id=None if row.source_id is None else StoreId(row.source_id),
                changes={name: (was, now) for name, (was, now) in row.changes.items()},
            )
            for row in await self._session.run(newest)
        ]
