"""Write down who changed what, and tell it where the store's people look."""

from __future__ import annotations

from core.domain.audit import AuditEntry
from core.domain.stores import Store
from core.domain.work import TellChange as TellChangeWork
from core.domain.work import Urgency
from core.ports import UnitOfWork


async def keep_change(unit: UnitOfWork, entry: AuditEntry, store: Store, said: str) -> None:
    """The entry, and one line in the store's channel, where it has one: who it was, and `said`
    ("changed settings of …"). The caller commits."""
    await unit.audit.add(entry)
    if store.channel is None:
        return
    key = f"change:{store.id}:{entry.source_id or 0}:{entry.at.isoformat()}"
    told = TellChangeWork(store.channel, key, entry.actor, said)
    await unit.jobs.add(told, urgency=Urgency.PERSON)
