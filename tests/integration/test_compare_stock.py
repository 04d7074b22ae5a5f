"""Whole stores compared against a local Shopify: step by step, by night, at the same time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from core.domain.match_cards import Link
from core.domain.people import Actor
from core.domain.push_settings import StockRule
from core.domain.stock.comparisons import Comparison, Stage
from core.domain.stock.differences import Difference
from core.domain.work import CompareStock as CompareWork
from core.domain.work import ListStock as ListWork
from core.usecases.align_stock import align_stock
from core.usecases.compare_nightly import StartNightlyComparisons
from core.usecases.compare_stock import CompareStock, begin_comparison
from core.usecases.find_differences import FindDifferences
from core.usecases.list_stock import ListStock
from core.usecases.prepare_store import learn_locations
from core.usecases.settle_stock import SettleStock
from tests.integration.matching_stage import MatchStage

ANNA = Actor("T0", "U0ANNA")
TEE = "TEE-BLK-M"


@dataclass
class Desk:
    """What the jobs of a comparison do, one step at a time, as any process would."""

    stage: MatchStage
    list_stock: ListStock
    compare: CompareStock
    settle: SettleStock

    @property
    def link(self) -> Link:
        return Link(self.stage.link.id, self.stage.dest, self.stage.north)

    async def begin(self, actor: str | None = ANNA.user) -> Comparison | None:
        async with self.stage.core.open_unit() as unit:
            run = await begin_comparison(
                unit, self.link, actor, "C0DEST", self.stage.core.rooms.clock
            )
            await unit.commit()
        return run

    async def now(self) -> Comparison:
        async with self.stage.core.open_unit() as unit:
            found = await unit.comparisons.get(self.stage.link.id)
        assert found is not None
        return found

    async def found(self) -> list[Difference]:
        async with self.stage.core.open_unit() as unit:
            return list(await unit.comparisons.found(self.stage.link.id, 100))

    async def step(self) -> Comparison:
        run = await self.now()
        await self.compare(CompareWork(run.connection_id, run.number))
        await self.step_of_listings()
        return await self.now()

    async def step_of_listings(self) -> None:
        for store in (self.stage.dest, self.stage.north):
            async with self.stage.core.open_unit() as unit:
                listing = await unit.stock_listings.get(store.id)
            if listing is not None:
                await self.list_stock(ListWork(store.id, listing.number))

    async def compared(self, actor: str | None = ANNA.user) -> Comparison:
        run = await self.begin(actor)
        assert run is not None
        for _ in range(50):
            run = await self.step()
            if run.stage is not Stage.READING:
                return run
        raise AssertionError(run)

    async def count(self, shop: str, number: int) -> None:
        """Somebody counts; nobody tells SyncTec, which hears of nothing in these tests."""
        await self.stage.control.call(
            "PUT", f"/shopify/{shop}/stock", {"sku": TEE, "available": number}
        )

    async def shown(self) -> int:
        sold = await self.stage.control.call("GET", "/shopify/dest/products")
        (tee,) = [one for one in sold if one["sku"] == TEE]
        return sum(level["available"] for level in tee["levels"])

    async def listed(self) -> bool:
        """Whether both stores are."""
        async with self.stage.core.open_unit() as unit:
            stores = (self.stage.dest, self.stage.north)
            listings = [await unit.stock_listings.get(store.id) for store in stores]
        return all(each is not None and each.kept_at for each in listings)

    async def settled(self) -> None:
        """What the job does until nothing is left."""
        for _ in range(4):
            await self.sql(
                "UPDATE stock_changes SET changed_at = now() - interval '5 seconds',"
                " began_at = now() - interval '5 seconds'"
            )
            await self.settle(self.stage.north.id)

    async def sql(self, statement: str) -> None:
        async with self.stage.core.engine.begin() as connection:
            await connection.exec_driver_sql(statement)


@pytest.fixture
async def desk(stage: MatchStage) -> Desk:
    """Dest follows North, and shows what that has."""
    rooms = stage.core.rooms
    await stage.match()
    for store in (stage.dest, stage.north):
        await learn_locations(rooms.open_unit, rooms.gateway, store.id)
    places = ["dest/Brooklyn Studio", "north/Rochester Warehouse", "north/Buffalo Annex"]
    await stage.core.use.locations.group_by_name("Our stock", places, tell=False)
    async with stage.core.open_unit() as unit:
        rules = replace(stage.link.settings, stock=StockRule(follow=True))
        await unit.connections.save_settings(stage.link.id, rules)
        await align_stock(unit, replace(stage.link, settings=rules))
        await unit.commit()
    made = Desk(
        stage,
        ListStock(rooms.open_unit, rooms.levels, rooms.clock),
        CompareStock(
            rooms.open_unit,
            FindDifferences(rooms.open_unit, rooms.stock, rooms.clock),
            rooms.clock,
        ),
        SettleStock(rooms.open_unit, rooms.stock, rooms.clock),
    )
    await made.settled()
    return made


async def test_equal_stores_have_no_differences(desk: Desk) -> None:
    run = await desk.compared()
    assert (run.stage, run.items, run.differing) == (Stage.DONE, 4, 0)
    assert await desk.found() == []


async def test_what_differs_is_shown_and_nothing_changed(desk: Desk) -> None:
    await desk.count("north", 3)
    run = await desk.compared()
    assert (run.stage, run.items, run.differing) == (Stage.SHOWN, 4, 1)
    (found,) = await desk.found()
    assert (found.sku, found.shows, found.wanted) == (TEE, 52, 15)
    await desk.settled()
    assert await desk.shown() == 52


async def test_the_first_click_puts_it_right(desk: Desk) -> None:
    await desk.count("north", 3)
    run = await desk.compared()
    apply = desk.stage.core.use.stock.apply
    assert (await apply(run.connection_id, run.number, ANNA)).good
    again = await apply(run.connection_id, run.number, ANNA)
    assert "already" in again.text
    await desk.settled()
    assert await desk.shown() == 15
    assert (await desk.step()).stage is Stage.DONE
    async with desk.stage.core.open_unit() as unit:
        assert await unit.comparisons.written(run) == 1
        (entry, *_) = await unit.audit.newest(desk.stage.dest.id, 5)
    assert (entry.action, entry.actor) == ("put stock right", ANNA.user)


async def test_a_newer_comparison_takes_the_place_of_one_that_waits(desk: Desk) -> None:
    await desk.count("north", 3)
    old = await desk.compared()
    assert await desk.begin() is not None
    assert await desk.begin() is None, "one that reads goes on"
    answer = await desk.stage.core.use.stock.apply(old.connection_id, old.number, ANNA)
    assert "not the newest" in answer.text
    assert await desk.found() == []


async def test_a_sale_while_a_large_store_is_listed_is_no_difference(desk: Desk) -> None:
    run = await desk.begin()
    assert run is not None
    await desk.compare(CompareWork(run.connection_id, run.number))
    for _ in range(10):
        await desk.step_of_listings()
    assert await desk.listed()
    # Both stores change after they were listed, as by an order and its push.
    await desk.count("north", 37)
    await desk.count("dest", 49)
    await desk.compare(CompareWork(run.connection_id, run.number))
    assert ((await desk.now()).items, (await desk.now()).differing) == (4, 0)


async def test_who_asks_sees_what_is_there_now(desk: Desk) -> None:
    await desk.compared()
    await desk.count("north", 3)
    assert (await desk.compared()).differing == 1


async def test_what_is_promised_is_no_difference(desk: Desk) -> None:
    lines = {"lines": [{"sku": TEE, "quantity": 2}]}
    await desk.stage.control.call("POST", "/shopify/dest/orders", lines)
    # Nobody has heard of the order: its units are missing, and held back.
    assert (await desk.compared()).differing == 1
    run = await desk.now()
    await desk.stage.core.use.stock.apply(run.connection_id, run.number, ANNA)
    await desk.settled()
    assert await desk.shown() == 50
    assert (await desk.compared()).differing == 0


async def test_a_listing_that_fails_for_good_is_said(desk: Desk) -> None:
    await desk.stage.control.fault("fail_bulk", "bulkOperationRunQuery", times=3, shop="north")
    run = await desk.compared()
    assert run.stage is Stage.FAILED
    assert run.reason is not None
    assert run.reason.code == "stock_not_listed"
    assert (await desk.compared()).stage is Stage.DONE


async def test_a_store_that_forbids_it_is_said_at_once(desk: Desk) -> None:
    await desk.stage.control.shop("north", scopes=["read_products"])
    run = await desk.compared()
    assert run.reason is not None
    assert "read_inventory" in run.reason.sentence


async def test_a_night_compares_once_and_puts_a_few_right_by_itself(desk: Desk) -> None:
    rooms = desk.stage.core.rooms
    nightly = StartNightlyComparisons(rooms.open_unit, rooms.clock)
    await nightly()
    assert await desk.stage.jobs("CompareStock") == 0, "it was aligned only today"
    await desk.sql("UPDATE shelves SET since = now() - interval '2 days'")
    await nightly()
    await nightly()
    assert await desk.stage.jobs("CompareStock") == 1
    assert (await desk.now()).by_night
    await desk.count("north", 3)
    for _ in range(20):
        run = await desk.step()
        await desk.settled()
    assert (run.stage, run.differing) == (Stage.DONE, 1)
    assert await desk.shown() == 15
    await nightly()
    assert await desk.stage.jobs("CompareStock") <= 1
