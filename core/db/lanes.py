"""The lanes of what goes out one by one, in the database: each lane's next free time moves forward
in one statement, by the database's clock, whichever process asks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.errors import translated
from core.ports.pacing import Rate, Slot

# Locked first: what is read is what the last one wrote. Whoever it is too far for does not move
# the lane's free time, but the time that the next such one is told.
_TAKE = text(
    """
WITH locked AS MATERIALIZED (
    SELECT * FROM slack_lanes WHERE lane = :lane FOR UPDATE
), moment AS MATERIALIZED (
    SELECT locked.*, clock_timestamp() AS at, :interval * interval '1 second' AS step,
        :slack * interval '1 second' AS slack
    FROM locked
), found AS (
    SELECT moment.*, greatest(free_at, at, paused_until + slack) AS free FROM moment
), decided AS (
    SELECT found.*, free - slack <= at + :most * interval '1 second' AS granted,
        greatest(told_at + step, free - slack) AS told
    FROM found
)
UPDATE slack_lanes AS lane SET
    free_at = CASE WHEN granted THEN free + step ELSE decided.free_at END,
    told_at = CASE WHEN granted THEN decided.told_at ELSE told END
FROM decided
WHERE lane.lane = decided.lane
RETURNING granted, CAST(greatest(0, extract(epoch FROM
    CASE WHEN granted THEN free - slack ELSE told END - at)) AS float8) AS wait
"""
)

_BEGIN = text(
    "INSERT INTO slack_lanes (lane, free_at, told_at)"
    " VALUES (:lane, clock_timestamp(), clock_timestamp()) ON CONFLICT DO NOTHING"
)

_PAUSE = text(
    "INSERT INTO slack_lanes AS lane (lane, free_at, told_at, paused_until)"
    " VALUES (:lane, clock_timestamp(), clock_timestamp(),"
    " clock_timestamp() + :seconds * interval '1 second')"
    " ON CONFLICT (lane) DO UPDATE"
    " SET paused_until = greatest(lane.paused_until, excluded.paused_until)"
)

_PAUSED = text(
    "SELECT CAST(extract(epoch FROM paused_until - clock_timestamp()) AS float8) AS wait"
    " FROM slack_lanes WHERE lane = :lane"
)


class SqlLanes:
    """See `core.ports.pacing.Lanes`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def take(self, lane: str, rate: Rate, most: float) -> Slot:
        """Raises Temporary, Broken."""
        values = {
            "lane": lane,
            "interval": rate.interval,
            "slack": rate.interval * (rate.burst - 1),
            "most": most,
        }
        row = await self._run(_TAKE, values)
        while row is None:
            await self._run(_BEGIN, {"lane": lane})
            row = await self._run(_TAKE, values)
        return Slot(row.wait, row.granted)

    async def pause(self, lane: str, seconds: float) -> None:
        """Raises Temporary, Broken."""
        await self._run(_PAUSE, {"lane": lane, "seconds": seconds})

    async def paused(self, lane: str) -> float:
        """Raises Temporary, Broken."""
        row = await self._run(_PAUSED, {"lane": lane})
        return max(0.0, row.wait or 0.0) if row else 0.0

    async def _run(self, statement: TextClause, values: dict[str, Any]) -> Row[Any] | None:
        with translated():
            async with self._engine.connect() as connection:
                found = await connection.execute(statement, values)
                return found.one_or_none() if found.returns_rows else None
