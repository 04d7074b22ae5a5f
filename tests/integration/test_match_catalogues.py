"""A whole match against a local Shopify: its result, its faults, and a crash at every step."""

from __future__ import annotations

import pytest

from core.domain.errors import Rejected, Temporary
from core.domain.items import ItemState, MatchedBy
from core.domain.match_cards import Link
from core.domain.match_runs import MatchRun, Stage
from core.usecases.match_items import begin_run
from core.usecases.match_nightly import StartNightlyMatches
from tests.integration.matching_stage import MatchStage

_S = ItemState


async def begun(stage: MatchStage) -> MatchRun:
    link = Link(stage.link.id, stage.dest, stage.north)
    async with stage.core.open_unit() as unit:
        run = await begin_run(unit, link, "U0ANNA", "C0DEST", stage.core.rooms.clock)
        assert run is not None
        await unit.commit()
    return run


async def test_the_demo_stores_are_matched(stage: MatchStage) -> None:
    await stage.control.product("dest", "hood-gry-l ", title="Copy")
    card = await stage.match()
    assert (card.synced, card.missing, card.ambiguous, card.near_count) == (4, 5, 1, 1)
    found = await stage.items()
    assert found["TEE-BLK-M"].matched_by is MatchedBy.SKU
    assert found["STICKER"].state is _S.AMBIGUOUS
    assert found["MUG-01"].state is _S.MISSING
    assert found["hood-gry-l"].suggestion == "HOOD-GRY-L"
    assert await stage.jobs("JudgeStoreAgain") == 1
    async with stage.core.open_unit() as unit:
        (entry,) = await unit.audit.newest(stage.dest.id, 5)
    assert (entry.action, entry.actor) == ("matched the catalogues", "command line")
    assert entry.changes["active"] == ("0", "4")


async def test_a_second_match_changes_nothing_and_judges_nothing(stage: MatchStage) -> None:
    await stage.match()
    before = await stage.items()
    async with stage.core.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM procrastinate.procrastinate_jobs")
    await stage.match()
    assert await stage.items() == before
    assert await stage.jobs("JudgeStoreAgain") == 0


async def test_a_crash_after_any_step_is_gone_on_from(stage: MatchStage) -> None:
    await stage.control.settings(cancelJobSeconds=0.3)
    mark = await stage.control.mark()
    run = await begun(stage)
    while not run.over:
        # All that the last step knew is lost: the next one has only what was kept.
        await stage.step(run)
        async with stage.core.open_unit() as unit:
            kept = await unit.match_runs.get(stage.link.id)
        assert kept is not None
        assert kept.number == run.number
        run = kept
    assert run.stage is Stage.DONE
    assert (await stage.items())["TEE-BLK-M"].state is _S.ACTIVE
    asked = await stage.control.since(mark)
    assert asked.count("bulkOperationRunQuery") == 2
    assert asked.count("bulkFile") == 2


async def test_who_lost_the_run_stops(stage: MatchStage) -> None:
    old = await begun(stage)
    async with stage.core.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE match_runs SET number = 2")
    assert await stage.step(old) is None


async def test_one_run_at_a_time(stage: MatchStage) -> None:
    await begun(stage)
    with pytest.raises(Rejected) as refused:
        await stage.match()
    assert refused.value.reason.code == "match_goes_on"


async def test_a_list_that_shopify_failed_to_make_is_asked_for_again(stage: MatchStage) -> None:
    await stage.control.fault("fail_bulk", "bulkOperationRunQuery", shop="north", times=2)
    card = await stage.match()
    assert card.run.source.tries == 2
    assert card.synced == 4


async def test_shopify_that_always_fails_ends_it(stage: MatchStage) -> None:
    await stage.control.fault("fail_bulk", "bulkOperationRunQuery", shop="north", times=None)
    with pytest.raises(Rejected) as refused:
        await stage.match()
    assert refused.value.reason.code == "catalogue_not_listed"
    async with stage.core.open_unit() as unit:
        run = await unit.match_runs.get(stage.link.id)
    assert run is not None
    assert run.stage is Stage.FAILED
    await stage.control.call("DELETE", "/faults")
    assert (await stage.match()).synced == 4


async def test_a_file_that_breaks_off_is_read_again(stage: MatchStage) -> None:
    await stage.control.fault("cut_file", "bulkFile", shop="dest")
    await stage.control.fault("drop_answer", "bulkFile", shop="north")
    card = await stage.match()
    assert card.synced == 4


async def test_a_store_that_stays_away_ends_it_and_the_next_goes_on(stage: MatchStage) -> None:
    await stage.control.fault("status", "bulkFile", shop="north", times=None, status=503)
    with pytest.raises(Temporary):
        await stage.match()
    assert await stage.items() == {}
    await stage.control.call("DELETE", "/faults")
    assert (await stage.match()).synced == 4


async def test_what_is_not_sold_any_more_goes(stage: MatchStage) -> None:
    await stage.match()
    gone = (await stage.items())["GIFTWRAP"].variant_gid
    await stage.control.call("DELETE", f"/shopify/dest/products/{gone.rpartition('/')[2]}")
    await stage.match()
    assert "GIFTWRAP" not in await stage.items()


async def test_a_night_matches_again_once(stage: MatchStage) -> None:
    nightly = StartNightlyMatches(stage.core.open_unit, stage.core.rooms.clock)
    await nightly()
    assert await stage.jobs("MatchCatalogues") == 0
    await stage.match()
    await nightly()
    assert await stage.jobs("MatchCatalogues") == 0
    async with stage.core.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE match_runs SET started_at = now() - interval '2d'")
    await nightly()
    await nightly()
    assert await stage.jobs("MatchCatalogues") == 1
