"""The stores' rate budgets in the database: one row a store, one statement to take and one to
settle, each on its own, outside any unit of work.

What the row promises: level - points in flight <= what Shopify really has. So the level is what
the last answer told, less what calls spent that ended while it was under way (it may not know of
them yet), and grows with time by the database's clock. Either statement is one round trip, and
waits for no disk, since the table is unlogged: on a busy machine of two cores they took 1.3 and
1.2 ms at best where `SELECT 1` took 0.8.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.errors import translated
from core.ports.pacing import Ask, Settled, Turn

POLL = 0.25
"""Seconds after which to ask again, at the latest: another process's call may have ended."""

PLACE = 1.0
"""Seconds for which a place in the line is kept for who does not ask again."""

# The row at this moment. Locked first: what is read of it is what the last one wrote, and the time
# is that after the wait. Calls whose time is over count as spent now, whatever became of them.
_STANDING = """
WITH locked AS MATERIALIZED (
    SELECT * FROM shopify_budgets WHERE shop = :shop FOR UPDATE
), moment AS MATERIALIZED (
    SELECT locked.*, greatest(as_of, clock_timestamp()) AS at FROM locked
), timed AS (
    SELECT moment.*, CAST(extract(epoch FROM at) AS float8) AS epoch,
        CAST(extract(epoch FROM at - as_of) AS float8) AS passed,
        in_flight->CAST(:call AS text) AS own
    FROM moment
), standing AS (
    SELECT timed.*, held, live, spent + lost AS spent_now,
        CASE WHEN maximum IS NULL THEN 0
            ELSE greatest(0, least(maximum, level + rate * passed) - lost) END AS level_now
    FROM timed, LATERAL (
        SELECT coalesce(sum(points) FILTER (WHERE ends > epoch), 0) AS held,
            coalesce(sum(points) FILTER (WHERE ends <= epoch), 0) AS lost,
            coalesce(jsonb_object_agg(call, entry) FILTER (WHERE ends > epoch), '{}') AS live
        FROM (
            SELECT call, entry, CAST(entry->>0 AS float8) AS points,
                CAST(entry->>1 AS float8) AS ends
            FROM jsonb_each(in_flight) AS one (call, entry)
            WHERE call <> :call
        ) AS calls
    ) AS flying
)"""

_TAKE = text(
    _STANDING  # noqa: S608 - our own text; values are bound
    + """, placed AS (
    SELECT standing.*, places,
        CASE WHEN CAST(places->:by->>1 AS float8) = :kept
            THEN CAST(places->:by->>2 AS float8) ELSE epoch END AS since,
        greatest(0, coalesce(CAST(extract(epoch FROM paused_until - at) AS float8), 0)) AS paused
    FROM standing, LATERAL (
        SELECT coalesce(jsonb_object_agg(who, place), '{}') AS places
        FROM jsonb_each(line) AS one (who, place)
        WHERE CAST(place->>3 AS float8) > epoch
    ) AS kept_places
), asked AS (
    SELECT placed.*,
        CASE WHEN maximum IS NULL
            THEN CASE WHEN live = '{}' AND ahead = 0 THEN 0 END
            ELSE least(:cost + :kept * maximum, maximum) + ahead + held - level_now END AS missing
    FROM placed, LATERAL (
        SELECT coalesce(sum(CAST(place->>0 AS float8)), 0) AS ahead
        FROM jsonb_each(places) AS one (who, place)
        WHERE who <> :by AND (
            CAST(place->>1 AS float8) < :kept
            OR (CAST(place->>1 AS float8) = :kept AND CAST(place->>2 AS float8) < since)
        )
    ) AS others
), decided AS (
    SELECT asked.*, paused = 0 AND coalesce(missing <= 1e-6, false) AS granted FROM asked
)
UPDATE shopify_budgets AS budget SET
    level = level_now,
    as_of = at,
    spent = spent_now,
    calls = decided.calls + CAST(granted AS integer),
    in_flight = CASE WHEN granted THEN live || jsonb_build_object(
        CAST(decided.calls + 1 AS text),
        jsonb_build_array(CAST(:cost AS float8), epoch + :hold, spent_now)
    ) ELSE live END,
    line = CASE WHEN granted THEN places - CAST(:by AS text) ELSE places || jsonb_build_object(
        CAST(:by AS text),
        jsonb_build_array(
            CAST(:cost AS float8), CAST(:kept AS float8), since, epoch + paused + :place
        )
    ) END
FROM decided
WHERE budget.shop = decided.shop
RETURNING CASE WHEN granted THEN decided.calls + 1 END AS call,
    greatest(paused, 0.001, least(missing / nullif(decided.rate, 0), :poll)) AS wait
"""
)

_SETTLE = text(
    _STANDING  # noqa: S608 - our own text; values are bound
    + """, ended AS (
    SELECT standing.*, CASE WHEN own IS NULL OR NOT :sent THEN 0
        ELSE coalesce(CAST(:actual AS float8), CAST(own->>0 AS float8)) END AS cost
    FROM standing
)
UPDATE shopify_budgets AS budget SET
    maximum = coalesce(CAST(:maximum AS float8), ended.maximum),
    rate = coalesce(CAST(:rate AS float8), ended.rate),
    level = CASE WHEN own IS NOT NULL AND CAST(:available AS float8) IS NOT NULL
        THEN greatest(0, CAST(:available AS float8) - (spent_now - CAST(own->>2 AS float8)))
        ELSE greatest(0, level_now - cost) END,
    as_of = at,
    spent = spent_now + cost,
    in_flight = live,
    paused_until = greatest(
        ended.paused_until, at + CAST(:pause AS float8) * interval '1 second'
    )
FROM ended
WHERE budget.shop = ended.shop
"""
)

_BEGIN = text(
    "INSERT INTO shopify_budgets (shop, rate, level, as_of, calls, spent, in_flight, line)"
    " VALUES (:shop, 0, 0, clock_timestamp(), 0, 0, '{}', '{}') ON CONFLICT DO NOTHING"
)


class SqlBudgets:
    """See `core.ports.pacing.Budgets`."""

    def __init__(self, engine: AsyncEngine) -> None:
        # A statement is a transaction: nothing but the statement itself holds the row's lock.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def take(self, shop: str, ask: Ask) -> Turn:
        """Raises Temporary, Broken."""
        values = {
            "shop": shop,
            "call": "",
            "by": ask.by,
            "cost": ask.cost,
            "kept": ask.kept,
            "hold": ask.hold,
            "place": PLACE,
            "poll": POLL,
        }
        row = await self._run(_TAKE, values)
        while row is None:
            await self._run(_BEGIN, {"shop": shop})
            row = await self._run(_TAKE, values)
        return Turn(row.call, row.wait)

    async def settle(self, shop: str, call: int, settled: Settled) -> None:
        """Raises Temporary, Broken."""
        charge = settled.charge
        await self._run(
            _SETTLE,
            {
                "shop": shop,
                "call": str(call),
                "sent": settled.sent,
                "actual": charge and charge.actual,
                "maximum": charge and charge.maximum,
                "rate": charge and charge.restore_rate,
                "available": charge and charge.available,
                "pause": settled.pause,
            },
        )

    async def _run(self, statement: TextClause, values: dict[str, Any]) -> Row[Any] | None:
        with translated():
            async with self._engine.connect() as connection:
                found = await connection.execute(statement, values)
                return found.one_or_none() if found.returns_rows else None
