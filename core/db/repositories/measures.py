"""How much there is to do. The database's own clock counts the seconds."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from core.db.session import Session
from core.domain.status_cards import Standing
from core.domain.stores import StoreId

_JOBS = text(
    "SELECT task_name, status::text AS status, count(*) AS many FROM procrastinate_jobs"
    " GROUP BY task_name, status"
)
_OLDEST = text(
    "SELECT coalesce(extract(epoch FROM now() - min(changed_at)), 0) AS seconds FROM pushes"
    " WHERE state = 'queued'"
)
_POLLED = text(
    "SELECT shop, extract(epoch FROM now() - polled_at) AS seconds"
    " FROM cursors JOIN stores ON stores.id = store_id WHERE polled_at IS NOT NULL"
)

_STANDING = text(
    "SELECT s.id, c.polled_at, b.maximum,"
    " (SELECT max(i.received_at) FROM inbox i WHERE i.store_id = s.id) AS heard_at,"
    " greatest(0, least(b.maximum, b.level + b.rate * extract(epoch FROM now() - b.as_of)))"
    " AS level, (SELECT count(*) FROM pushes p WHERE p.source_id = s.id"
    " AND p.state IN ('queued', 'sending', 'unknown')) AS under_way"
    " FROM stores s LEFT JOIN cursors c ON c.store_id = s.id"
    " LEFT JOIN shopify_budgets b ON b.shop = s.shop"
)


class SqlMeasures:
    """See `core.ports.Measures`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def jobs(self) -> Mapping[tuple[str, str], int]:
        """How many, by kind and status."""
        return {(row.task_name, row.status): row.many for row in await self._session.run(_JOBS)}

    async def oldest_queued(self) -> float:
        """Seconds since the push was queued that waits longest."""
        return float((await self._session.run(_OLDEST)).scalar_one())

    async def standing(self) -> Mapping[StoreId, Standing]:
        """The traffic of every store."""
        return {
            StoreId(row.id): Standing(
                row.polled_at,
                row.heard_at,
                None if row.maximum is None else (int(row.level), int(row.maximum)),
                row.under_way,
            )
            for row in await self._session.run(_STANDING)
        }

    async def polled(self) -> Mapping[str, float]:
        """Seconds since each shop was last asked what changed."""
        return {row.shop: float(row.seconds) for row in await self._session.run(_POLLED)}
