"""What is forgotten, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import TextClause, text

from core.db.session import Session
from core.db.vault import Vault
from core.domain.orders import OrderId
from core.domain.stores import StoreId

_OVER = (
    "(o.cancelled_at IS NOT NULL OR o.fulfillment_status IN ('FULFILLED', 'RESTOCKED')"
    " OR COALESCE(o.financial_status, '') IN ('REFUNDED', 'VOIDED'))"
)
"""The other half of ORDER_IS_OPEN."""
_UNDER_WAY = (
    "EXISTS (SELECT 1 FROM pushes p WHERE p.order_id = o.id"
    " AND p.state IN ('queued', 'sending', 'unknown'))"
)

_ERASE = text(
    "UPDATE orders SET city = NULL, country_code = NULL, initials = NULL, erased_at = :now"
    " WHERE id = ANY(:ids) AND erased_at IS NULL RETURNING id"
)
_ERASE_WAY_BACK = (
    text(
        "UPDATE mirrors m SET key = NULL, tracking = jsonb_build_object("
        "'company', NULL, 'numbers', jsonb_build_array(), 'urls', jsonb_build_array())"
        " FROM pushes p WHERE p.id = m.push_id AND p.order_id = ANY(:ids)"
    ),
    text(
        "UPDATE mirrors m SET state = 'left', lease_until = NULL FROM pushes p"
        " WHERE p.id = m.push_id AND p.order_id = ANY(:ids)"
        " AND m.state IN ('waiting', 'asked', 'agreed', 'sending')"
    ),
    # The subject of a tracking event holds its number, too.
    text(
        "UPDATE events SET details = details - 'numbers', subject = 'erased:' || id"
        " WHERE order_id = ANY(:ids) AND kind = 'tracking'"
    ),
)
_TO_ERASE = text(
    "SELECT o.id FROM orders o"  # noqa: S608 - put together of our own words, here and below
    f" WHERE o.erased_at IS NULL AND o.updated_at < :before AND {_OVER}"
    f" AND NOT {_UNDER_WAY} ORDER BY o.updated_at LIMIT :limit"
)
_CONCERNED = text(
    "SELECT id FROM orders WHERE store_id = :store AND gid = ANY(:gids) UNION"
    " SELECT order_id FROM pushes WHERE source_id = :store AND source_gid = ANY(:gids)"
)
_OF_STORE = text(
    "SELECT id FROM orders WHERE store_id = :store AND erased_at IS NULL ORDER BY id LIMIT :limit"
)
_LOCKED = " LIMIT :limit FOR UPDATE OF o SKIP LOCKED"
_OLD = text(
    "SELECT o.id FROM orders o"  # noqa: S608 - as above
    f" WHERE o.updated_at < :before AND {_OVER} AND NOT {_UNDER_WAY}{_LOCKED}"
)
_LEFT = text(
    "SELECT o.id FROM orders o JOIN stores s ON s.id = o.store_id"  # noqa: S608 - as above
    f" WHERE s.forgotten_at < :before AND o.erased_at IS NOT NULL AND NOT {_UNDER_WAY}{_LOCKED}"
)
_PUSHES_OF = "ARRAY(SELECT p.id FROM pushes p WHERE p.order_id = ANY(:ids))"
# Arrays, not joins: each row is found by its index, whatever the tables' statistics say so far.
_FORGET_ORDERS = (
    "DELETE FROM messages WHERE key = ANY(ARRAY("  # noqa: S608 - as above
    "SELECT 'order:' || id FROM unnest(CAST(:ids AS bigint[])) AS gone (id)"
    " UNION ALL SELECT kind || p.id FROM pushes p, unnest(ARRAY['failure:', 'received:']) AS kind"
    " WHERE p.order_id = ANY(:ids)"
    " UNION ALL SELECT 'question:' || p.id || ':' || n FROM pushes p, generate_series(1, p.attempt)"
    " AS n WHERE p.order_id = ANY(:ids)"
    " UNION ALL SELECT 'decision:' || m.id FROM mirrors m"
    f" WHERE m.push_id = ANY({_PUSHES_OF})))",
    "DELETE FROM tellings WHERE event_id = ANY("
    "ARRAY(SELECT e.id FROM events e WHERE e.order_id = ANY(:ids)))",
    "DELETE FROM events WHERE order_id = ANY(:ids)",
    f"DELETE FROM mirrors WHERE push_id = ANY({_PUSHES_OF})",  # noqa: S608 - as above
    f"DELETE FROM line_links WHERE push_id = ANY({_PUSHES_OF})",  # noqa: S608 - as above
    f"DELETE FROM attempts WHERE push_id = ANY({_PUSHES_OF})",  # noqa: S608 - as above
    "DELETE FROM order_snoozes WHERE order_id = ANY(:ids)",
    f"DELETE FROM storm_pushes WHERE push_id = ANY({_PUSHES_OF})",  # noqa: S608 - as above
    "DELETE FROM storms s WHERE NOT EXISTS (SELECT 1 FROM storm_pushes p WHERE p.storm_id = s.id)",
    "DELETE FROM pushes WHERE order_id = ANY(:ids)",
    "DELETE FROM orders WHERE id = ANY(:ids)",
)
_FORGET_ATTEMPTS = text(
    "DELETE FROM attempts WHERE (push_id, number) IN (SELECT a.push_id, a.number FROM attempts a"
    " JOIN pushes p ON p.id = a.push_id WHERE a.finished_at < :before"
    " AND p.state IN ('pushed', 'skipped', 'cancelled') LIMIT :limit)"
)
_FORGET_JOBS = text(
    "DELETE FROM procrastinate_jobs WHERE id IN (SELECT j.id FROM procrastinate_jobs j"
    " WHERE j.status IN ('failed', 'cancelled', 'aborted') AND (SELECT max(e.at)"
    " FROM procrastinate_events e WHERE e.job_id = j.id) < :before LIMIT :limit)"
)
_FORGET_MESSAGES = text(
    "DELETE FROM messages WHERE key IN (SELECT key FROM messages WHERE ts ~ '^[0-9]+[.][0-9]+$'"
    " AND to_timestamp(CAST(ts AS double precision)) < :before"
    " AND key !~ '^(order|failure|question|received):' LIMIT :limit)"
)
_FORGET_STORE = (
    "DELETE FROM inbox WHERE store_id = :store",
    "DELETE FROM cursors WHERE store_id = :store",
    "DELETE FROM variants WHERE store_id = :store",
    "DELETE FROM stock_changes WHERE source_id = :store",
    "DELETE FROM pools WHERE source_id = :store",
    "DELETE FROM shelves WHERE store_id = :store",
    "DELETE FROM stock_batches WHERE :store IN (store_id, source_id)",
    "DELETE FROM stock_echoes WHERE store_id = :store",
    "DELETE FROM listed_levels WHERE store_id = :store",
    "DELETE FROM stock_listings WHERE store_id = :store",
    "DELETE FROM stock_differences d USING connections c WHERE c.id = d.connection_id"
    " AND :store IN (c.destination_id, c.source_id)",
    "DELETE FROM comparisons r USING connections c WHERE c.id = r.connection_id"
    " AND :store IN (c.destination_id, c.source_id)",
    "DELETE FROM grants WHERE store_id = :store",
    "DELETE FROM group_members WHERE store_id = :store",
    "DELETE FROM locations WHERE store_id = :store",
    "DELETE FROM items i USING connections c WHERE c.id = i.connection_id"
    " AND :store IN (c.destination_id, c.source_id)",
    "DELETE FROM aliases a USING connections c WHERE c.id = a.connection_id"
    " AND :store IN (c.destination_id, c.source_id)",
    "DELETE FROM match_runs m USING connections c WHERE c.id = m.connection_id"
    " AND :store IN (c.destination_id, c.source_id)",
    "UPDATE stores SET email = NULL, phone = NULL, forgotten_at = :now WHERE id = :store",
)
_UNSEAL = text("UPDATE store_credentials SET sealed = :sealed WHERE store_id = :store")
_NO_CREDENTIAL = {"credential": {"token": ""}, "webhook_secrets": []}


class SqlRetention:
    """See `core.ports.Retention`."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    async def erase(self, order_ids: Collection[OrderId], now: datetime) -> Sequence[OrderId]:
        """Erase what is kept of the customers of these orders. Returns those that were not erased
        before."""
        for statement in _ERASE_WAY_BACK:
            await self._session.run(statement, {"ids": list(order_ids)})
        return await self._ids(_ERASE, ids=list(order_ids), now=now)

    async def to_erase(self, before: datetime, limit: int) -> Sequence[OrderId]:
        """Orders that are over, and were last changed before this time."""
        return await self._ids(_TO_ERASE, before=before, limit=limit)

    async def concerned(self, store_id: StoreId, gids: Collection[str]) -> Sequence[OrderId]:
        """The kept orders that these orders of a store are, or that they were made for."""
        return await self._ids(_CONCERNED, store=store_id, gids=list(gids))

    async def of_store(self, store_id: StoreId, limit: int) -> Sequence[OrderId]:
        """Orders of a destination that are not erased."""
        return await self._ids(_OF_STORE, store=store_id, limit=limit)

    async def forget_orders(self, before: datetime, limit: int) -> int:
        """Orders that are over, and were last changed before this time, with all that is about
        them: pushes, attempts, messages, what was carried, history."""
        return await self._without(await self._ids(_OLD, before=before, limit=limit))

    async def forget_left_orders(self, before: datetime, limit: int) -> int:
        """The same for orders of stores that were forgotten before this time."""
        return await self._without(await self._ids(_LEFT, before=before, limit=limit))

    async def _without(self, ids: list[OrderId]) -> int:
        for statement in _FORGET_ORDERS if ids else ():
            await self._session.run(text(statement), {"ids": ids})
        return len(ids)

    async def forget_attempts(self, before: datetime, limit: int) -> int:
        """Attempts that ended before this time, of pushes that are done."""
        return await self._gone(_FORGET_ATTEMPTS, before, limit)

    async def forget_jobs(self, before: datetime, limit: int) -> int:
        """Jobs that ended without success before this time."""
        return await self._gone(_FORGET_JOBS, before, limit)

    async def forget_messages(self, before: datetime, limit: int) -> int:
        """Which messages were posted before this time, but for those of orders."""
        return await self._gone(_FORGET_MESSAGES, before, limit)

    async def forget_store(self, store_id: StoreId, now: datetime) -> None:
        """Its credential, contact, catalogue, locations, cursor and deliveries. The row itself
        stays: pushes to it, and the audit, name it."""
        for statement in _FORGET_STORE:
            clause = text(statement)
            values = {"store": store_id, "now": now}
            named = {name: values[name] for name in clause._bindparams}
            await self._session.run(clause, named)
        sealed = self._vault.seal(_NO_CREDENTIAL)
        await self._session.run(_UNSEAL, {"store": store_id, "sealed": sealed})

    async def _ids(self, statement: TextClause, **values: Any) -> list[OrderId]:
        return [OrderId(row.id) for row in await self._session.run(statement, values)]

    async def _gone(self, statement: TextClause, before: datetime, limit: int) -> int:
        gone = await self._session.run(statement, {"before": before, "limit": limit})
        return gone.rowcount
