"""No question of the ports reads a whole table once there are ten thousand orders."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.engine import create_engine
from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.orders import OrderId
from core.domain.pushes import PushId, PushState
from core.domain.stores import StoreId
from core.ports.unit_of_work import UnitOfWork
from tests.integration.db.conftest import KEY, NOON, PlainJobs, World, facts

FILL = """
INSERT INTO orders (store_id, gid, name, number, processed_at, updated_at, test,
    financial_status, fulfillment_status, total, total_currency, shipping, shipping_currency,
    lines, held_by)
SELECT :dest, 'gid://shopify/Order/' || n, '#' || n, n::text, now() - n * interval '1 minute',
    now(), false, 'PAID', CASE WHEN n % 50 = 0 THEN 'UNFULFILLED' ELSE 'FULFILLED' END,
    10, 'EUR', 0, 'EUR', (:lines)::jsonb, '[]'
FROM generate_series(1, 10000) n;
INSERT INTO pushes (order_id, source_id, part, identity, state, lines, source_gid, source_name,
    source_created_at, source_updated_at, source_fulfillment_status, attempt, lookups, asked,
    carries_shipping, left_to_person, due_at, lease_until)
SELECT id, :east, 1, 'dest-shop.myshopify.com/' || number || '/1',
    CASE number::int % 100 WHEN 0 THEN 'failed' WHEN 1 THEN 'waiting' WHEN 2 THEN 'sending'
        ELSE 'pushed' END,
    lines, gid || '0', '#S' || number, now(), now(),
    CASE WHEN fulfillment_status = 'UNFULFILLED' OR number::int % 70 = 0
        THEN 'UNFULFILLED' ELSE 'FULFILLED' END, 1, 0, false, false, false, now(), now()
FROM orders;
INSERT INTO attempts (push_id, number, started_at, lease_until) SELECT id, 1, now(), now()
FROM pushes;
"""

# Both codecs read these: lines of an order and of a push.
LINES = [
    {
        "line": f"gid://shopify/LineItem/{n}",
        "sku": f"SKU-{n}",
        "title": "A teapot of the usual kind",
        "quantity": 1,
        "source": 2,
        "variant": f"gid://shopify/ProductVariant/{n}",
        "reason": None,
    }
    for n in range(4)
]

Question = Callable[[UnitOfWork], Awaitable[object]]

# As the fixture adds them.
DEST, EAST = StoreId(1), StoreId(2)
QUESTIONS: dict[str, Question] = {
    "save": lambda unit: unit.orders.save(DEST, facts(), (), ()),
    "get": lambda unit: unit.orders.get(OrderId(77)),
    "get_many": lambda unit: unit.orders.get_many([OrderId(77), OrderId(78)]),
    "updated_at": lambda unit: unit.orders.updated_at(DEST, ["gid://shopify/Order/7"]),
    "by_gid": lambda unit: unit.orders.by_gid(DEST, "gid://shopify/Order/7"),
    "by_number": lambda unit: unit.orders.by_number(DEST, "#77"),
    "open_orders": lambda unit: unit.order_lists.oldest([DEST], [EAST], 20),
    "later_orders": lambda unit: unit.order_lists.oldest(
        [DEST], [EAST], 20, after=(NOON, OrderId(7))
    ),
    "count": lambda unit: unit.order_lists.count([DEST], [EAST]),
    "to_judge_again": lambda unit: unit.orders.to_judge_again(DEST, NOON, 20),
    "stores_held_up": lambda unit: unit.orders.stores_held_up(NOON),
    "open_at_sources": lambda unit: unit.order_lists.oldest([], [EAST], 20),
    "push": lambda unit: unit.pushes.get(PushId(77), lock=True),
    "of_order": lambda unit: unit.pushes.of_order(OrderId(77), lock=True),
    "of_orders": lambda unit: unit.pushes.of_orders([OrderId(77), OrderId(78)]),
    "newest": lambda unit: unit.push_lists.newest([DEST], list(PushState), 20),
    "newest_failed": lambda unit: unit.push_lists.newest([DEST], [PushState.FAILED], 20),
    "moved_today": lambda unit: unit.push_lists.newest([DEST], list(PushState), 20, since=NOON),
    "open_of_store": lambda unit: unit.push_lists.open_orders([DEST], 20, after=OrderId(7)),
    "open_counts": lambda unit: unit.push_lists.counts([DEST], [PushState.FAILED]),
    "moved": lambda unit: unit.push_lists.moved([DEST], PushState.PUSHED, NOON),
    "ages": lambda unit: unit.order_lists.ages([DEST], [EAST], NOON),
    "standing": lambda unit: unit.measures.standing(),
    "failed": lambda unit: unit.pushes.failed([DEST], 20),
    "lease_ended": lambda unit: unit.pushes.lease_ended(NOON),
    "due": lambda unit: unit.pushes.due(NOON),
    "source_updated_at": lambda unit: unit.pushes.source_updated_at(EAST, ["gid"]),
    "by_source_order": lambda unit: unit.pushes.by_source_order(EAST, "gid"),
    "by_identity": lambda unit: unit.pushes.by_identity(EAST, "identity"),
    "attempts": lambda unit: unit.pushes.attempts([PushId(77), PushId(78)]),
}


@pytest.fixture
async def full(world: World, database_url: str) -> AsyncIterator[AsyncEngine]:
    """Ten thousand orders, on an engine of one connection."""
    engine = create_engine(database_url, pool_size=1)
    async with engine.begin() as connection:
        for statement in FILL.split(";\n")[:-1]:
            values = {"dest": world.dest.id, "east": world.east.id, "lines": json.dumps(LINES)}
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            await connection.execute(text(statement), used)
        await connection.execute(text("ANALYZE"))
    yield engine
    await engine.dispose()


async def test_every_question_has_its_index(full: AsyncEngine) -> None:
    read_whole = []
    for name, question in QUESTIONS.items():
        before = await whole_reads(full)
        async with SqlUnitOfWork(full, Vault([KEY]), PlainJobs) as unit:
            await question(unit)
        if await whole_reads(full) != before:
            read_whole.append(name)
    assert read_whole == []


async def whole_reads(engine: AsyncEngine) -> int:
    statement = text(
        "SELECT sum(seq_scan) FROM pg_stat_user_tables"
        " WHERE relname IN ('orders', 'pushes', 'attempts')"
    )
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_stat_force_next_flush()"))
    async with engine.begin() as connection:
        return int((await connection.execute(statement)).scalar_one())
