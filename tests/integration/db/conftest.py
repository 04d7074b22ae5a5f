"""Units of work on the test's own database, and short ways to put things into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.db.engine import psycopg_connection
from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.money import Money
from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import Push, PushId, PushLine, PushState, SourceOrder
from core.domain.stores import Role, StaticToken, Store, StoreId
from core.domain.work import Urgency, Work
from core.ports.records import OrderRecord
from core.ports.unit_of_work import UnitOfWork

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Vault.new_key()

Units = Callable[[], SqlUnitOfWork]


class PlainJobs:
    """Writes a row of Procrastinate's own table, on the driver's connection as the real one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, work: Work, *, at: datetime | None = None, urgency: Urgency = Urgency.BACKGROUND
    ) -> None:
        del urgency
        raw = await psycopg_connection(self._connection)
        await raw.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at)"
            " VALUES ('default', %s, %s)",
            (type(work).__name__, at),
        )

    async def release(self, store_id: StoreId) -> None:
        raise AssertionError(f"nothing waits for {store_id}")


@pytest.fixture
def units(engine: AsyncEngine) -> Units:
    """Opens units of work."""
    vault = Vault([KEY])
    return lambda: SqlUnitOfWork(engine, vault, PlainJobs)


@dataclass(frozen=True, slots=True)
class World:
    """A destination, two sources, and what tests put between them. Everything is committed."""

    units: Units
    dest: Store
    east: Store
    west: Store

    async def order(self, which: int = 1001, **changes: object) -> OrderRecord:
        """An order of the destination; a higher `which` is a later one."""
        async with self.units() as unit:
            record = await unit.orders.save(self.dest.id, facts(which, **changes), (), ())
            await unit.commit()
        return record

    async def push(self, order_id: OrderId, state: PushState, **changes: object) -> Push:
        """A push of the order, to the eastern source unless said otherwise."""
        push = replace(a_push(order_id, self.east), state=state, **changes)  # type: ignore[arg-type]  # test data by name
        async with self.units() as unit:
            push = await unit.pushes.add(push)
            await unit.commit()
        return push

    async def read(self, push: Push) -> Push:
        """The push as it is kept."""
        async with self.units() as unit:
            found = await unit.pushes.get(push.id)
        assert found is not None
        return found


@pytest.fixture
async def world(units: Units) -> World:
    return await a_world(units)


async def a_world(units: Units) -> World:
    """On an empty database."""
    async with units() as unit:
        dest = await add_store(unit, "dest", Role.DESTINATION)
        east = await add_store(unit, "east", Role.SOURCE)
        west = await add_store(unit, "west", Role.SOURCE)
        await unit.commit()
    return World(units, dest, east, west)


async def add_store(unit: UnitOfWork, handle: str, role: Role = Role.BOTH, **changes: str) -> Store:
    """A store named by its handle."""
    return await unit.stores.add(
        Store(
            StoreId(0),
            handle,
            str(changes.get("shop", f"{handle}-shop")),
            handle.title(),
            role,
            "EUR",
            "Europe/Berlin",
            "C0123",
        ),
        StaticToken(f"shpat_{handle}"),
        ["whsec-1"],
    )


def facts(which: int = 1001, **changes: object) -> OrderFacts:
    """A paid order; a higher `which` is a later one."""
    plain = OrderFacts(
        gid=f"gid://shopify/Order/{9007199254740993 + which}",
        name=f"#{which}",
        number=str(which),
        processed_at=NOON + timedelta(minutes=which),
        updated_at=NOON + timedelta(days=1),
        cancelled_at=None,
        test=False,
        financial_status="PAID",
        fulfillment_status="UNFULFILLED",
        total=Money(Decimal("99.90"), "EUR"),
        shipping=Money(Decimal("4.90"), "EUR"),
        city="Łódź",
        country_code="PL",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # test data by name


def a_push(order_id: OrderId, source: Store, part: int = 1) -> Push:
    """A push that waits."""
    line = PushLine("gid://shopify/LineItem/1", "SKU-1", "Teapot · blue", 2, "gid://v/1")
    return Push(PushId(0), order_id, source.id, part, PushState.WAITING, (line,))


def source_order(number: int = 2045, status: str = "UNFULFILLED") -> SourceOrder:
    """An order on a source store."""
    return SourceOrder(
        gid=f"gid://shopify/Order/{number}",
        name=f"#{number}",
        created_at=NOON,
        updated_at=NOON,
        cancelled_at=None,
        fulfillment_status=status,
    )
