"""One transaction over everything: rolled back by default, committed when it is said."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.embedded import EmbeddedServer
from core.db.engine import conninfo, create_engine
from core.db.migrate import upgrade
from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.digests import DigestSettings
from core.domain.errors import Broken, Temporary
from core.domain.work import PublishOrder
from tests.integration.db.conftest import KEY, PlainJobs, Units, World, add_store


async def count(engine: AsyncEngine, table: str) -> int:
    async with engine.connect() as connection:
        result = await connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - ours
        return int(result.scalar_one())


async def test_nothing_stays_without_a_commit(units: Units, engine: AsyncEngine) -> None:
    async with units() as unit:
        await add_store(unit, "dest")
        await unit.jobs.add(PublishOrder(1))
    assert await count(engine, "stores") == 0
    assert await count(engine, "procrastinate_jobs") == 0


async def test_an_error_rolls_everything_back(units: Units, engine: AsyncEngine) -> None:
    async def fail() -> None:
        async with units() as unit:
            await add_store(unit, "dest")
            await unit.jobs.add(PublishOrder(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count(engine, "stores") == 0
    assert await count(engine, "procrastinate_jobs") == 0


async def test_a_commit_keeps_rows_and_jobs_together(units: Units, engine: AsyncEngine) -> None:
    async with units() as unit:
        await add_store(unit, "dest")
        await unit.jobs.add(PublishOrder(1))
        await unit.commit()
    assert await count(engine, "stores") == 1
    assert await count(engine, "procrastinate_jobs") == 1


async def test_a_unit_is_over_once_it_was_committed(units: Units) -> None:
    async with units() as unit:
        await unit.commit()
        with pytest.raises(Broken, match="unit_of_work_over"):
            await unit.stores.all()
        with pytest.raises(Broken, match="unit_of_work_over"):
            await unit.commit()


async def test_a_unit_that_was_left_is_over(units: Units) -> None:
    unit = units()
    async with unit:
        stores = unit.stores
    with pytest.raises(Broken, match="unit_of_work_over"):
        await stores.all()
    with pytest.raises(Broken, match="unit_of_work_over"):
        await unit.commit()


async def test_a_cancelled_unit_gives_its_connection_back(
    units: Units, engine: AsyncEngine
) -> None:
    inside = asyncio.Event()

    async def work() -> None:
        async with units() as unit:
            await add_store(unit, "dest")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(engine, "stores") == 0
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool has it


async def test_a_database_that_is_not_there_is_temporary() -> None:
    engine = create_engine("postgresql://nobody@/none?host=/nowhere")
    with pytest.raises(Temporary, match="database_unreachable"):
        async with SqlUnitOfWork(engine, Vault([KEY]), PlainJobs):
            pytest.fail("there is no such database")
    await engine.dispose()


async def test_a_pool_that_is_used_up_is_temporary(database_url: str) -> None:
    engine = create_engine(database_url, pool_size=1, pool_timeout=0.05)
    vault = Vault([KEY])
    async with SqlUnitOfWork(engine, vault, PlainJobs):
        with pytest.raises(Temporary, match="database_busy"):
            async with SqlUnitOfWork(engine, vault, PlainJobs):
                pytest.fail("there is one connection only")
    await engine.dispose()


async def test_a_connection_lost_in_the_middle_is_temporary(
    units: Units, engine: AsyncEngine, database_url: str
) -> None:
    async with units() as unit:
        await add_store(unit, "dest")
        end_connections(database_url)
        with pytest.raises(Temporary, match="database_unreachable"):
            await add_store(unit, "other")
    assert await count(engine, "stores") == 0


async def test_a_connection_lost_after_the_last_question_is_temporary(
    units: Units, database_url: str
) -> None:
    """What was only read is rolled back at the end, and there is nobody to do it."""

    async def read_and_lose() -> None:
        async with units() as unit:
            await unit.stores.all()
            end_connections(database_url)

    with pytest.raises(Temporary):
        await read_and_lose()


async def test_idle_connections_that_were_ended_are_replaced(
    units: Units, database_url: str
) -> None:
    async def look() -> None:
        async with units() as unit:
            await unit.stores.all()

    await asyncio.gather(*(look() for _ in range(5)))
    end_connections(database_url)
    await asyncio.gather(*(look() for _ in range(5)))


async def test_a_restarted_server_is_survived(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path, durable=False)
    engine = create_engine(await asyncio.to_thread(server.start))
    await upgrade(engine)
    assert await count(engine, "stores") == 0
    await asyncio.to_thread(server.stop)
    with pytest.raises(Temporary):
        async with SqlUnitOfWork(engine, Vault([KEY]), PlainJobs):
            pytest.fail("the server is stopped")
    await asyncio.to_thread(server.start)
    assert await count(engine, "stores") == 0
    await engine.dispose()
    await asyncio.to_thread(server.stop)


async def test_two_in_each_others_way_end_as_temporary(world: World) -> None:
    """A deadlock: one of the two is told to try again, the other goes on."""
    first, second = await world.order(1), await world.order(2)
    one_has, two_has = asyncio.Event(), asyncio.Event()

    async def touch(own: int, other: int, mine: asyncio.Event, theirs: asyncio.Event) -> None:
        async with world.units() as unit:
            records = (first, second)
            await unit.orders.save(world.dest.id, records[own].facts, (), ())
            mine.set()
            await theirs.wait()
            await unit.orders.save(world.dest.id, records[other].facts, (), ())
            await unit.commit()

    results = await asyncio.gather(
        touch(0, 1, one_has, two_has), touch(1, 0, two_has, one_has), return_exceptions=True
    )
    errors = [result for result in results if result is not None]
    assert len(errors) == 1
    assert isinstance(errors[0], Temporary)
    assert errors[0].reason.code == "database_busy"


async def test_what_nobody_expected_is_broken_and_holds_no_values(units: Units) -> None:
    value = f"{-7 * 11}:00"  # written so that the traceback's own source lines do not show it
    async with units() as unit:
        with pytest.raises(Broken, match="database_refused") as caught:
            await unit.schedule.set_digest(DigestSettings("C1", value, "UTC"))
    assert "digests_at_check" in caught.value.detail
    assert "-77" not in "".join(traceback.format_exception(caught.value))


def test_urls_of_every_spelling_are_understood() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        target = conninfo(f"{scheme}://me:p%40ss@db.example:5433/shop?sslmode=require")
        known = psycopg.conninfo.conninfo_to_dict(target)
        assert known["password"] == "p@ss"
        assert known["sslmode"] == "require"
        assert "search_path=public,procrastinate" in str(known["options"])


def test_options_in_the_url_win() -> None:
    target = conninfo("postgresql:///shop?options=-c%20timezone%3DCET")
    assert str(psycopg.conninfo.conninfo_to_dict(target)["options"]).endswith("-c timezone=CET")


def end_connections(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
