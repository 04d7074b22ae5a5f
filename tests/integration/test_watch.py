"""A store is held for all processes, what waits for it is brought forward, and nothing hangs on
what is written down of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from core.bootstrap import SystemClock
from core.db.engine import create_engine
from core.db.unit_of_work import SqlUnitOfWorkFactory
from core.db.vault import Vault
from core.domain.breakers import FAULTS, StoreHealth
from core.domain.errors import NotFound, StoreHeld, Temporary
from core.domain.pushes import PushState
from core.domain.stores import StaticToken, StoreAccess, StoreId
from core.domain.work import PushOrder, TellHealth, Urgency
from core.jobs.envelope import Envelope
from core.jobs.queue import TransactionalJobs
from core.shopify import reasons
from core.usecases.probe_store import KeepWatch
from core.usecases.watch_stores import WatchStores
from tests.integration.db.conftest import PlainJobs
from tests.integration.matching_stage import MatchStage
from tests.integration.operations_desk import Desk

AWAY = Temporary(reasons.server_error("North", 503))
LATER = timedelta(minutes=15)


@pytest.fixture
def desk(stage: MatchStage, shopify_address: str) -> Desk:
    return Desk.of(stage, shopify_address)


def watch(stage: MatchStage) -> WatchStores:
    """As each process has its own."""
    return WatchStores(stage.core.open_unit, SystemClock())


async def access_of(stage: MatchStage) -> StoreAccess:
    async with stage.core.open_unit() as unit:
        return await unit.stores.access(stage.north.id)


async def fail(watching: WatchStores, access: StoreAccess, *, probe: bool = False) -> None:
    with pytest.raises(Temporary):
        async with watching.call(access, "read_order", probe=probe):
            raise AWAY


async def answer(watching: WatchStores, access: StoreAccess, *, probe: bool = False) -> None:
    async with watching.call(access, "read_order", probe=probe):
        pass


async def hold(desk: Desk) -> StoreAccess:
    """Faults in a row over a while, seen by two processes."""
    access = await access_of(desk.stage)
    one, other = watch(desk.stage), watch(desk.stage)
    for _ in range(FAULTS - 1):
        await fail(one, access)
    await desk.sql("UPDATE store_health SET first_fault_at = now() - interval '1 minute'")
    await fail(other, access)
    return access


async def health(stage: MatchStage) -> StoreHealth:
    async with stage.core.open_unit() as unit:
        return await unit.health.get(stage.north.id)


async def put_back(stage: MatchStage, work: PushOrder) -> datetime | None:
    """When a job comes up that was put back because the store is held."""
    now = datetime.now(UTC)
    envelope = Envelope(work, Urgency.PERSON, now).waiting_for(stage.north.id, now)
    async with stage.core.engine.begin() as connection:
        await TransactionalJobs(stage.core.queue, connection, SystemClock()).put(
            envelope, now + LATER
        )
    return await comes_up(stage, work)


async def comes_up(stage: MatchStage, work: PushOrder) -> datetime | None:
    statement = text(
        "SELECT scheduled_at FROM procrastinate_jobs WHERE queueing_lock = :once"
        " AND status = 'todo'"
    )
    async with stage.core.engine.connect() as connection:
        row = (await connection.execute(statement, {"once": work.once})).one()
    at: datetime | None = row.scheduled_at
    return at


async def test_what_one_process_saw_holds_the_store_for_all(desk: Desk) -> None:
    access = await hold(desk)
    third, sent = watch(desk.stage), False
    with pytest.raises(StoreHeld) as held:
        async with third.call(access, "read_order"):
            sent = True
    assert not sent
    assert held.value.store_id == access.store_id
    assert held.value.retry_after is not None
    assert timedelta(seconds=5) < held.value.retry_after <= timedelta(seconds=16)
    assert await desk.stage.jobs("ProbeStore") == 1
    assert await desk.stage.jobs("TellHealth") == 1


async def test_what_waits_for_a_store_is_brought_forward_when_it_answers(desk: Desk) -> None:
    access = await hold(desk)
    await desk.push(PushState.QUEUED, 1)
    before, after = PushOrder(1), PushOrder(2)
    waits = await put_back(desk.stage, before)
    assert waits is not None
    assert waits - datetime.now(UTC) > LATER / 2
    await answer(watch(desk.stage), access, probe=True)
    assert await comes_up(desk.stage, before) is None
    found = await health(desk.stage)
    assert (found.held, found.went_on) == (False, 1)
    # One that was put back in the very moment is not left behind.
    soon = await put_back(desk.stage, after)
    assert soon is not None
    assert soon - datetime.now(UTC) < timedelta(seconds=5)


async def test_healthy_calls_write_nothing(desk: Desk) -> None:
    access, watching = await access_of(desk.stage), watch(desk.stage)
    await answer(watching, access)
    with pytest.raises(NotFound):
        async with watching.call(access, "read_order"):
            raise NotFound(reasons.file_gone("North"))
    assert await desk.count("SELECT count(*) FROM store_health WHERE faults > 0") == 0
    assert await desk.stage.jobs("TellHealth") == 0


async def test_an_answer_after_faults_ends_their_row_in_every_process(desk: Desk) -> None:
    access, one = await access_of(desk.stage), watch(desk.stage)
    for _ in range(FAULTS - 1):
        await fail(one, access)
    await answer(watch(desk.stage), access)
    assert (await health(desk.stage)).faults == 0


async def test_a_database_that_is_away_takes_no_answer_from_anybody() -> None:
    """Whether an order was made must not hang on what is written down of the store."""
    engine = create_engine("postgresql://nobody@127.0.0.1:9/nowhere")
    open_unit = SqlUnitOfWorkFactory(engine, Vault([Vault.new_key()]), PlainJobs)
    watching = WatchStores(open_unit, SystemClock())
    access = StoreAccess(StoreId(1), "north", "North", StaticToken("shpat_x"), ())
    await answer(watching, access, probe=True)
    with pytest.raises(Temporary) as away:
        async with watching.call(access, "create_order", probe=True):
            raise AWAY
    assert away.value is AWAY
    with pytest.raises(Temporary) as unsent:
        await answer(watching, access)
    assert unsent.value.reason.code == "database_unreachable"
    await engine.dispose()


async def test_probes_go_on_until_the_store_answers(desk: Desk) -> None:
    await hold(desk)
    await desk.stage.control.fault("status", shop="north", status=503, times=2)
    for probes in (1, 2):
        await desk.use.probe_store(desk.stage.north.id)
        assert (await health(desk.stage)).probes == probes
    await desk.use.probe_store(desk.stage.north.id)
    assert not (await health(desk.stage)).held
    mark = await desk.stage.control.mark()
    await desk.use.probe_store(desk.stage.north.id)
    assert await desk.stage.control.since(mark) == []


async def test_a_probe_that_was_lost_is_made_up_for(desk: Desk) -> None:
    await hold(desk)
    keep = KeepWatch(desk.stage.core.open_unit, SystemClock())
    await desk.sql("DELETE FROM procrastinate_jobs")
    await keep()
    assert (await desk.stage.jobs("ProbeStore"), await desk.stage.jobs("TellHealth")) == (0, 1)
    await desk.sql("UPDATE store_health SET next_probe_at = now() - interval '1 hour'")
    await keep()
    assert await desk.stage.jobs("ProbeStore") == 1


async def test_trouble_is_one_message_in_the_stores_channel_where_there_is_no_other(
    desk: Desk,
) -> None:
    tell, north = TellHealth(desk.stage.north.id, 1), "C0NORTH"
    access = await hold(desk)
    await desk.use.tell_health(tell)
    (told,) = await desk.said(north)
    assert "North does not answer" in told
    await desk.push(PushState.QUEUED, 1)
    await desk.use.tell_health(tell)
    (told,) = await desk.said(north)
    assert "1 push waits" in told
    await answer(watch(desk.stage), access, probe=True)
    await desk.use.tell_health(tell)
    (told,) = await desk.said(north)
    assert "North answers again" in told
    assert "1 push went on." in told


async def test_trouble_that_was_over_before_it_was_told_stays_untold(desk: Desk) -> None:
    access = await hold(desk)
    await answer(watch(desk.stage), access, probe=True)
    await desk.use.tell_health(TellHealth(desk.stage.north.id, 1))
    assert await desk.said("C0NORTH") == []
