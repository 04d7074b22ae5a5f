"""Two clients with a database connection of their own each, as two processes have them, at one
store whose bucket is small."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.db.budgets import SqlBudgets
from core.db.engine import create_engine
from core.domain.errors import Temporary, Throttled
from core.domain.work import Urgency
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import DEST, NORTH, Control, Opener

PERSON, BACKGROUND = Urgency.PERSON, Urgency.BACKGROUND


@pytest.fixture
async def other(opened: Opener, database_url: str) -> AsyncIterator[ShopifyGateway]:
    """The gateway of another process."""
    engine = create_engine(database_url)
    yield opened(budgets=SqlBudgets(engine))
    await engine.dispose()


async def test_both_drain_a_small_bucket_at_once_and_neither_is_throttled(
    gateway: ShopifyGateway, other: ShopifyGateway, control: Control
) -> None:
    await control.settings(bucketSize=150, restoreRate=250)
    gid = (await control.place())["gid"]
    calls = [
        one.read_order(DEST, gid, urgency)
        for urgency in (PERSON, BACKGROUND)
        for _ in range(8)
        for one in (gateway, other)
    ]
    read = await asyncio.gather(*calls)
    assert len(read) == 32
    assert all(read)


async def test_neither_is_throttled_by_what_neither_has_sent_before(
    gateway: ShopifyGateway, other: ShopifyGateway, control: Control
) -> None:
    """Nothing is known of the bucket, nor of any document's cost."""
    await control.settings(bucketSize=150, restoreRate=400)
    gid = (await control.place())["gid"]
    found = await asyncio.gather(
        *(
            call
            for one in (gateway, other)
            for call in (
                one.read_order(DEST, gid),
                one.variants_by_sku(DEST, ["TEE-BLK-M"], PERSON),
                one.find_orders(DEST, "1"),
                one.locations(DEST),
            )
        )
    )
    assert len(found) == 8


async def test_a_person_at_one_process_does_not_wait_for_the_background_of_another(
    gateway: ShopifyGateway, other: ShopifyGateway, control: Control
) -> None:
    await control.settings(bucketSize=400, restoreRate=20)
    gid = (await control.place())["gid"]
    await gateway.read_order(DEST, gid)
    await other.read_order(DEST, gid)
    background = [asyncio.create_task(gateway.read_order(DEST, gid, BACKGROUND)) for _ in range(60)]
    ended, _ = await asyncio.wait(background, timeout=1.5)
    assert len(ended) < len(background)

    async with asyncio.timeout(2):
        assert await other.read_order(DEST, gid, PERSON)

    assert not all(task.done() for task in background)
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)


async def test_a_pause_that_one_is_told_holds_for_both(
    gateway: ShopifyGateway, other: ShopifyGateway, control: Control
) -> None:
    await control.fault("status", status=429, shop="north")
    with pytest.raises(Throttled):
        await gateway.find_orders(NORTH, "1")
    begun = asyncio.get_running_loop().time()
    await other.find_orders(NORTH, "1")
    assert asyncio.get_running_loop().time() - begun > 1


async def test_without_the_database_nothing_is_sent(opened: Opener, control: Control) -> None:
    nowhere = create_engine("postgresql://127.0.0.1:9/synctec")
    alone = opened(budgets=SqlBudgets(nowhere))
    mark = await control.mark()
    with pytest.raises(Temporary):
        await alone.find_orders(DEST, "1")
    assert await control.since(mark) == []
    await nowhere.dispose()
