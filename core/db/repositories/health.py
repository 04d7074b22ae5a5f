"""How each store does, as its calls ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.session import Session
from core.db.tables import store_health
from core.domain.breakers import StoreHealth
from core.domain.stores import StoreId


class SqlStoreHealths:
    """See `core.ports.StoreHealths`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def all(self) -> Mapping[StoreId, StoreHealth]:
        """Every store that ever had trouble."""
        rows = await self._session.run(select(store_health))
        return {StoreId(row.store_id): _health_of(row) for row in rows}

    async def get(self, store_id: StoreId) -> StoreHealth:
        """How the store does."""
        statement = select(store_health).where(store_health.c.store_id == store_id)
        row = (await self._session.run(statement)).one_or_none()
        return StoreHealth(store_id) if row is None else _health_of(row)

    async def lock(self, store_id: StoreId) -> tuple[StoreHealth, datetime]:
        """The same, the row locked until the unit ends, and the database's time: it decides what
        several processes share."""
        fresh = insert(store_health).values(store_id=store_id, **_values(StoreHealth(store_id)))
        await self._session.run(fresh.on_conflict_do_nothing())
        statement = select(store_health).where(store_health.c.store_id == store_id)
        row = (await self._session.run(statement.with_for_update())).one()
        now = (await self._session.run(select(func.clock_timestamp()))).scalar_one()
        return _health_of(row), now

    async def save(self, health: StoreHealth) -> None:
        """Write every field of one that is locked."""
        statement = update(store_health).where(store_health.c.store_id == health.store_id)
        await self._session.run(statement.values(**_values(health)))


def _values(health: StoreHealth) -> dict[str, Any]:
    return {
        "faults": health.faults,
        "first_fault_at": health.first_fault_at,
        "reason": codecs.optional_reason_to_json(health.reason),
        "held_since": health.held_since,
        "probes": health.probes,
        "next_probe_at": health.next_probe_at,
        "refusals": codecs.refusals_to_json(health.refusals),
        "number": health.number,
        "began_at": health.began_at,
        "over_at": health.over_at,
        "went_on": health.went_on,
    }


def _health_of(row: Row[Any]) -> StoreHealth:
    return StoreHealth(
        store_id=StoreId(row.store_id),
        faults=row.faults,
        first_fault_at=row.first_fault_at,
        reason=codecs.optional_reason_from_json(row.reason),
        held_since=row.held_since,
        probes=row.probes,
        next_probe_at=row.next_probe_at,
        refusals=codecs.refusals_from_json(row.refusals),
        number=row.number,
        began_at=row.began_at,
        over_at=row.over_at,
        went_on=row.went_on,
    )
