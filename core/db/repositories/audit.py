"""Who changed what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, insert, or_, select

from core.db.session import Session, among
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
        return await self._newest(select(audit).where(concerned), limit)

    async def newest_of(self, store_ids: Collection[StoreId], limit: int) -> Sequence[AuditEntry]:
        """The same for any of these stores, with what concerns every store."""
        concerned = or_(
            audit.c.store_id.is_(None),
            among(audit.c.store_id, store_ids),
            among(audit.c.source_id, store_ids),
        )
        return await self._newest(select(audit).where(concerned), limit)

    async def _newest(self, statement: Select[Any], limit: int) -> Sequence[AuditEntry]:
        newest = statement.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        return [
            AuditEntry(
                at=row.at,
                actor=row.actor,
                action=row.action,
                store_id=None if row.store_id is None else StoreId(row.store_id),
                source_id=None if row.source_id is None else StoreId(row.source_id),
                changes={name: (was, now) for name, (was, now) in row.changes.items()},
            )
            for row in await self._session.run(newest)
        ]
