"""Orders by the thousand that are over are forgotten a batch at a time, whatever the database knows
of its tables: no statement may reach the time that the engine gives it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.integration.db.conftest import NOON, World
from tests.unit.soak import examples

MANY = examples(4000, 10_000)
BATCH = 1000
TABLES = ("orders", "pushes", "attempts", "events", "tellings", "messages")
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


async def test_old_orders_go_in_short_transactions(world: World, engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await _fill(connection, world)
    await _forget_all(world)
    assert await _left(engine) == dict.fromkeys(TABLES, 0)


async def test_tables_counted_while_they_were_filled_do_not_slow_it(
    world: World, engine: AsyncEngine
) -> None:
    async with engine.begin() as connection:
        await _fill(connection, world)
        async with engine.begin() as other:
            # It sees pages and not one row in them: the planner takes these for empty tables.
            for table in TABLES:
                await other.execute(text(f"ANALYZE {table}"))
    await _forget_all(world)
    assert await _left(engine) == dict.fromkeys(TABLES, 0)


async def _fill(connection: AsyncConnection, world: World) -> None:
    await connection.execute(_ORDERS, {"store": world.dest.id, "at": NOON, "many": MANY})
    await connection.execute(_PUSHES, {"source": world.east.id, "at": NOON})
    await connection.execute(_ATTEMPTS, {"at": NOON})
    await connection.execute(_EVENTS, {"at": NOON})
    await connection.execute(_TELLINGS, {"at": NOON})
    await connection.execute(_MESSAGES)


async def _forget_all(world: World) -> None:
    later = NOON + timedelta(days=401)
    gone = 0
    while gone < MANY:
        async with world.units() as unit:
            old = await unit.retention.to_erase(later, BATCH)
            await unit.retention.erase(old, later)
            gone += await unit.retention.forget_orders(later, BATCH)
            await unit.commit()
    assert gone == MANY


async def _left(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        return {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - our own tables
            for table in TABLES
        }
