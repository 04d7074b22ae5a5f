"""What orders have to do with stock: what they keep from shelves, wait for, and were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert

from core.db.session import Session
from core.db.tables import stock_claims, stock_takings
from core.domain.orders import OrderId
from core.domain.stock.claims import Claims
from core.domain.stock.takings import Taking
from core.domain.stores import StoreId
from core.ports.stock import Promise

CHANGED = (
    " ON CONFLICT (source_id, variant_gid) DO UPDATE SET number = stock_changes.number + 1,"
    " changed_at = now(), why = excluded.why"
)

# Whatever the push's state, until it is pushed, skipped or cancelled.
_PROMISED = text(
    "WITH promised AS (SELECT p.order_id, p.source_id, l->>'variant' AS variant_gid, o.store_id,"
    " l->>'place' AS place, sum((l->>'quantity')::int) AS units"
    " FROM pushes p JOIN orders o ON o.id = p.order_id, jsonb_array_elements(p.lines) l"
    " WHERE p.state IN ('held', 'waiting', 'queued', 'sending', 'unknown', 'failed')"
    " AND p.source_id = ANY(CAST(:sources AS bigint[]))"
    " AND l->>'variant' = ANY(CAST(:variants AS text[])) GROUP BY 1, 2, 3, 4, 5)"
    " SELECT source_id, variant_gid, store_id, place,"
    " sum(GREATEST(0, p.units - COALESCE(t.units, 0)))::int AS units"
    " FROM promised p LEFT JOIN stock_takings t"
    " USING (order_id, source_id, variant_gid, place) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)
# What its pushes carry, what was taken for it, and what stands for what it keeps from shelves. In
# one sequence everywhere, so that two orders with the same items do not lock each other out.
_TOUCHED = text(
    "INSERT INTO stock_changes (source_id, variant_gid, why, number, began_at, changed_at)"  # noqa: S608 - our own words
    " SELECT DISTINCT t.source_id, t.variant_gid, 'order', 1, now(), now() FROM ("
    "SELECT p.source_id, l->>'variant' AS variant_gid"
    " FROM pushes p, jsonb_array_elements(p.lines) l WHERE p.order_id = :order"
    " UNION SELECT source_id, variant_gid FROM stock_takings WHERE order_id = :order"
    " UNION SELECT c.source_id, i.source_variant_gid FROM stock_claims k"
    " JOIN orders o ON o.id = k.order_id JOIN connections c ON c.destination_id = o.store_id"
    " JOIN items i ON i.connection_id = c.id AND i.variant_gid = k.variant_gid"
    " WHERE k.order_id = :order AND i.source_variant_gid IS NOT NULL) t"
    " WHERE EXISTS (SELECT 1 FROM connections c"
    " WHERE c.source_id = t.source_id AND c.settings #>> '{stock,follow}' = 'true')"
    f" ORDER BY 1, 2{CHANGED} RETURNING source_id"
)
# As promised, by order.
_WAITING = text(
    "SELECT o.store_id, o.gid, o.name, sum((l->>'quantity')::int)::int AS units,"
    " count(*) OVER () AS many"
    " FROM pushes p JOIN orders o ON o.id = p.order_id, jsonb_array_elements(p.lines) l"
    " WHERE p.state IN ('held', 'waiting', 'queued', 'sending', 'unknown', 'failed')"
    " AND p.source_id = ANY(CAST(:sources AS bigint[]))"
    " AND l->>'variant' = ANY(CAST(:variants AS text[]))"
    " AND NOT EXISTS (SELECT 1 FROM stock_takings t WHERE t.order_id = o.id"
    " AND t.source_id = p.source_id AND t.variant_gid = l->>'variant')"
    " GROUP BY o.id ORDER BY o.processed_at DESC, o.id DESC LIMIT :limit"
)
_TAKING = ("order_id", "source_id", "variant_gid", "place")


class SqlStockOfOrders:
    """A part of `core.ports.stock.Stocks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def touched(self, order_id: OrderId) -> Collection[StoreId]:
        """What an order promises changed; the sources that somebody follows."""
        rows = await self._session.run(_TOUCHED, {"order": order_id})
        return sorted({StoreId(row.source_id) for row in rows})

    async def promised(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str]
    ) -> Sequence[Promise]:
        """What orders wait for, less what was taken for them."""
        values = {"sources": list(source_ids), "variants": list(variant_gids)}
        rows = await self._session.run(_PROMISED, values)
        return [Promise(**row) for row in rows.mappings()]

    async def waiting_orders(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str], limit: int
    ) -> tuple[Sequence[tuple[StoreId, str, str, int]], int]:
        """Orders that wait for units of these variants, the newest first, and how many do."""
        values = {
            "sources": list(source_ids),
            "variants": list(variant_gids),
            "limit": limit,
        }
        rows = (await self._session.run(_WAITING, values)).all()
        found = [(StoreId(row.store_id), row.gid, row.name, row.units) for row in rows]
        return found, rows[0].many if rows else 0

    async def claims(self, order_id: OrderId) -> Claims:
        """What an order is known to keep from shelves."""
        own = select(stock_claims).where(stock_claims.c.order_id == order_id)
        return {
            (row.line_gid, row.location_gid, row.variant_gid): row.units
            for row in await self._session.run(own)
        }

    async def put_claims(self, order_id: OrderId, claims: Claims) -> None:
        """In place of those before."""
        own = stock_claims.c.order_id == order_id
        await self._session.run(delete(stock_claims).where(own))
        names = ("line_gid", "location_gid", "variant_gid")
        rows = [
            {"order_id": order_id, **dict(zip(names, key, strict=True)), "units": units}
            for key, units in claims.items()
        ]
        if rows:
            await self._session.run(insert(stock_claims).values(rows))

    async def takings(self, order_id: OrderId) -> Sequence[Taking]:
        """What was taken for an order, locked until the unit ends."""
        own = select(stock_takings).where(stock_takings.c.order_id == order_id).with_for_update()
        return [
            Taking(
                (StoreId(row.source_id), row.variant_gid, row.place),
                row.location_gid,
                row.units,
                row.sending,
                row.key,
            )
            for row in await self._session.run(own)
        ]

    async def put_takings(self, order_id: OrderId, takings: Iterable[Taking]) -> None:
        """Insert or update; one of nothing is forgotten."""
        rows = [
            {
                **dict(zip(_TAKING, (order_id, *one.need), strict=True)),
                "location_gid": one.location_gid,
                "units": one.units,
                "sending": one.sending,
                "key": one.key,
            }
            for one in takings
        ]
        if not rows:
            return
        fresh = insert(stock_takings).values(rows)
        changing = {name: fresh.excluded[name] for name in ("units", "sending", "key")}
        await self._session.run(
            fresh.on_conflict_do_update(index_elements=list(_TAKING), set_=changing)
        )
        own = (stock_takings.c.order_id == order_id) & (stock_takings.c.units == 0)
        await self._session.run(delete(stock_takings).where(own, stock_takings.c.key.is_(None)))
