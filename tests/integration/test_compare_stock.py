"""Whole stores compared against a local Shopify: step by step, by night, at the same time."""

from __future__ import annotations

import pytest

from core.domain.stock.comparisons import Stage
from core.domain.work import CompareStock as CompareWork
from core.usecases.compare_nightly import StartNightlyComparisons
from tests.integration.comparing_desk import ANNA, TEE, Desk, desk_of
from tests.integration.matching_stage import MatchStage


@pytest.fixture
async def desk(stage: MatchStage) -> Desk:
    return await desk_of(stage)


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
    # The second one is told who was first.
    assert not again.good
    assert "<@U0ANNA>" in again.text
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


async def test_what_drifted_behind_the_first_location_is_put_right_too(desk: Desk) -> None:
    """Of several shelves of an item the sum differs: which of them moved only a look tells."""
    await desk.second_location("Annex", 2)
    assert await desk.shown() == 52
    await desk.count("dest", 51, "Brooklyn Studio")
    run = await desk.compared()
    assert run.differing == 1
    await desk.stage.core.use.stock.apply(run.connection_id, run.number, ANNA)
    await desk.settled()
    await desk.ten_minutes_later()
    assert await desk.shown() == 52


async def test_another_source_that_does_not_answer_keeps_nobody_from_comparing(desk: Desk) -> None:
    """What it was last seen to have counts, whatever was listed of it long ago."""
    await desk.follow_south(there=7)
    assert await desk.shown() == 52 + 7
    await desk.sql(
        "INSERT INTO listed_levels SELECT v.store_id, v.item_gid, m.location_gid, 500"
        " FROM variants v JOIN group_members m ON m.store_id = v.store_id"
        " JOIN stores s ON s.id = v.store_id WHERE s.handle = 'south'"
    )
    await desk.stage.control.shop("south", scopes=["read_products"])
    await desk.count("north", 3)
    run = await desk.compared()
    (found,) = await desk.found()
    assert (run.stage, found.wanted) == (Stage.SHOWN, 15 + 7)


async def test_a_number_that_is_refused_keeps_none_beside_it_from_being_written(
    desk: Desk,
) -> None:
    """Shopify refuses a whole call for one number: the others of it are written all the same."""
    refusal = {"code": "INVALID_LOCATION", "message": "The location could not be found."}
    fault = {"service": "shopify", "kind": "user_error", "operation": "inventorySetQuantities"}
    await desk.stage.control.call("POST", "/faults", {**fault, **refusal, "times": 1})
    for sku in (TEE, "TEE-WHT-L"):
        await desk.count("north", 3, sku=sku)
    await desk.sql(
        "INSERT INTO stock_changes (source_id, variant_gid, why, number, began_at, changed_at)"
        " SELECT v.store_id, v.gid, 'store', 1, now() - interval '1 minute',"
        " now() - interval '1 minute' FROM variants v JOIN stores s ON s.id = v.store_id"
        " WHERE s.handle = 'north' AND v.sku LIKE 'TEE-%%' ON CONFLICT DO NOTHING"
    )
    await desk.settle(desk.stage.north.id)
    for sku in (TEE, "TEE-WHT-L"):
        assert await desk.shown(sku) == await desk.there(sku)
