"""Ten thousand orders that are over are forgotten without holding anything up for long."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.integration.db.conftest import NOON, World

MANY = 10_000
BATCH = 1000
# A batch takes about a tenth of this on an idle machine.
LONGEST_BATCH = 5.0
_ORDERS = text(
    "INSERT INTO orders (store_id, gid, name, number, processed_at, updated_at, test,"
    " fulfillment_status, total, total_currency, shipping, shipping_currency, city, lines, held_by)"
    " SELECT :store, 'gid://shopify/Order/' || n, '#' || n, n, :at, :at, false, 'FULFILLED', 1,"
    " 'EUR', 0, 'EUR', 'Łódź', '[]', '[]' FROM generate_series(1, :many) AS n"
)
_PUSHES = text(
    "INSERT INTO pushes (order_id, source_id, part, identity, state, lines, attempt, lookups,"
    " asked, source_gid, source_name, source_created_at, source_updated_at,"
    " source_fulfillment_status, carries_shipping, left_to_person) SELECT id, :source, 1, gid,"
    " 'pushed', '[]', 2, 0, false, gid, name, :at, :at, 'FULFILLED', false, false FROM orders"
)
_ATTEMPTS = text(
    "INSERT INTO attempts (push_id, number, started_at, lease_until, finished_at, outcome)"
    " SELECT id, n, :at, :at, :at, 'pushed' FROM pushes, generate_series(1, 2) AS n"
)
_EVENTS = text(
    "INSERT INTO events (order_id, push_id, subject, kind, happened_at, actor, details)"
    " SELECT order_id, id, n, 'sending', :at, 'synctec', '{}' FROM pushes, generate_series(1, 5) n"
)
_TELLINGS = text(
    "INSERT INTO tellings (thread, event_id, reply, told_at)"
    " SELECT 'order:' || order_id, id, 'history:1:1', :at FROM events"
)
_MESSAGES = text(
    "INSERT INTO messages (key, channel, ts, shown) SELECT kind || id, 'C0DEST', '1.5', 'x'"
    " FROM pushes, unnest(ARRAY['order:', 'failure:', 'received:']) AS kind"
)


async def test_ten_thousand_orders_go_in_short_transactions(
    world: World, engine: AsyncEngine
) -> None:
    async with engine.begin() as connection:
        await connection.execute(_ORDERS, {"store": world.dest.id, "at": NOON, "many": MANY})
        await connection.execute(_PUSHES, {"source": world.east.id, "at": NOON})
        await connection.execute(_ATTEMPTS, {"at": NOON})
        await connection.execute(_EVENTS, {"at": NOON})
        await connection.execute(_TELLINGS, {"at": NOON})
        await connection.execute(_MESSAGES)
    later = NOON + timedelta(days=401)
    longest, gone = 0.0, 0
    while gone < MANY:
        began = monotonic()
        async with world.units() as unit:
            old = await unit.retention.to_erase(later, BATCH)
            await unit.retention.erase(old, later)
            gone += await unit.retention.forget_orders(later, BATCH)
            await unit.commit()
        longest = max(longest, monotonic() - began)
    assert gone == MANY
    assert longest < LONGEST_BATCH
    async with engine.connect() as connection:
        for table in ("orders", "pushes", "attempts", "messages", "events"):
            left = await connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own tables
            assert left.scalar_one() == 0, table
