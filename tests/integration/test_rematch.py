"""Items after a match: products that change at either end, aliases, pauses; each change kept."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import Rejected
from core.domain.items import ItemState, MatchedBy
from tests.integration.matching_stage import MatchStage

_S = ItemState
ANNA = "U0ANNA"


async def variant(stage: MatchStage, shop: str, sku: str) -> str:
    found = await stage.control.call("GET", f"/shopify/{shop}/products")
    return _gid(next(one["variantId"] for one in found if one["sku"] == sku))


def _gid(number: str) -> str:
    return f"gid://shopify/ProductVariant/{number}"


async def change(stage: MatchStage, shop: str, was: str, **values: Any) -> None:
    """Staff change a variant; the webhook's job runs."""
    gid = await variant(stage, shop, was)
    path = f"/shopify/{shop}/products/{gid.rpartition('/')[2]}"
    await stage.control.call("PATCH", path, values)
    await stage.product_changed(stage.dest if shop == "dest" else stage.north, gid)


async def add(stage: MatchStage, shop: str, sku: str) -> None:
    made = await stage.control.product(shop, sku, title=f"The {sku}")
    await stage.product_changed(
        stage.dest if shop == "dest" else stage.north, _gid(made["variantId"])
    )


async def test_a_new_product_of_the_source_is_the_match_that_was_missing(
    stage: MatchStage,
) -> None:
    await stage.match()
    await add(stage, "north", "MUG-01")
    assert (await stage.items())["MUG-01"].state is _S.ACTIVE
    assert await stage.jobs("JudgeStoreAgain") == 1


async def test_a_new_product_of_the_destination_is_matched(stage: MatchStage) -> None:
    await stage.match()
    await add(stage, "north", "PAD-1")
    await add(stage, "dest", "PAD-1")
    assert (await stage.items())["PAD-1"].state is _S.ACTIVE


async def test_a_second_variant_of_a_sku_makes_it_ambiguous_until_it_is_renamed(
    stage: MatchStage,
) -> None:
    await stage.match()
    await add(stage, "north", "CAP-NVY")
    assert (await stage.items())["CAP-NVY"].state is _S.AMBIGUOUS
    await change(stage, "north", "CAP-NVY", sku="CAP-OTHER")
    assert (await stage.items())["CAP-NVY"].state is _S.ACTIVE


async def test_two_variants_here_are_both_ambiguous_until_one_is_renamed(
    stage: MatchStage,
) -> None:
    await stage.match()
    await change(stage, "dest", "MUG-01", sku="CAP-NVY")
    assert (await stage.items())["CAP-NVY"].state is _S.AMBIGUOUS
    await change(stage, "dest", "CAP-NVY", sku="")
    found = await stage.items()
    assert found["CAP-NVY"].state is _S.ACTIVE
    assert found[""].state is _S.MISSING


async def test_a_product_that_is_gone_at_the_source_is_missing(stage: MatchStage) -> None:
    await stage.match()
    gid = await variant(stage, "north", "HOOD-GRY-L")
    await stage.control.call("DELETE", f"/shopify/north/products/{gid.rpartition('/')[2]}")
    await stage.product_changed(stage.north, gid)
    assert (await stage.items())["HOOD-GRY-L"].state is _S.MISSING


async def test_a_product_that_is_gone_here_has_no_item(stage: MatchStage) -> None:
    await stage.match()
    gid = await variant(stage, "dest", "HOOD-GRY-L")
    await stage.control.call("DELETE", f"/shopify/dest/products/{gid.rpartition('/')[2]}")
    await stage.product_changed(stage.dest, gid)
    assert "HOOD-GRY-L" not in await stage.items()


async def test_stock_that_is_tracked_from_now_on_has_orders_judged_again(
    stage: MatchStage,
) -> None:
    await stage.match()
    async with stage.core.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM procrastinate.procrastinate_jobs")
    await change(stage, "north", "CAP-NVY", price="31.00")
    assert await stage.jobs("JudgeStoreAgain") == 0
    await change(stage, "north", "CAP-NVY", tracked=False)
    assert await stage.jobs("JudgeStoreAgain") == 1


async def test_what_was_never_matched_is_not_even_read(stage: MatchStage) -> None:
    mark = await stage.control.mark()
    await add(stage, "dest", "PAD-1")
    assert await stage.items() == {}
    assert "product" not in await stage.control.since(mark)


async def test_an_alias_matches_at_once_and_its_removal_undoes_it(stage: MatchStage) -> None:
    await stage.match()
    aliases = stage.core.use.matching.aliases
    await aliases.add("dest", "north", "MUG-01", "CAP-NVY", ANNA)
    mug = (await stage.items())["MUG-01"]
    assert (mug.state, mug.matched_by, mug.source_sku) == (_S.ACTIVE, MatchedBy.ALIAS, "CAP-NVY")
    assert [one.source_sku for one in await aliases.all("dest", None)] == ["CAP-NVY"]
    await aliases.remove("dest", "north", "MUG-01", ANNA)
    assert (await stage.items())["MUG-01"].state is _S.MISSING
    async with stage.core.open_unit() as unit:
        removed, added, _matched = await unit.audit.newest(stage.dest.id, 5)
    assert (added.action, added.changes) == ("set an alias", {"MUG-01": ("", "CAP-NVY")})
    assert (removed.action, removed.changes) == ("removed an alias", {"MUG-01": ("CAP-NVY", "")})
    assert await stage.jobs("JudgeStoreAgain") == 1
    assert await stage.jobs("TellChange") == 2


@pytest.mark.parametrize(
    ("sku", "source_sku", "code"),
    [
        ("MUG-01", "CAP-NVI", "alias_unknown_at_source"),
        ("MUG-01", " ", "alias_needs_two_skus"),
        ("MUG-01", " MUG-01 ", "alias_needs_two_skus"),
    ],
)
async def test_an_alias_that_cannot_be_meant_is_refused(
    stage: MatchStage, sku: str, source_sku: str, code: str
) -> None:
    await stage.match()
    with pytest.raises(Rejected) as refused:
        await stage.core.use.matching.aliases.add("dest", "north", sku, source_sku, ANNA)
    assert refused.value.reason.code == code


async def test_a_suggestion_is_used_as_it_was_shown_or_not_at_all(stage: MatchStage) -> None:
    await stage.control.product("dest", "hood-gry-l", title="Copy")
    await stage.match()
    aliases = stage.core.use.matching.aliases
    stale = await aliases.use_suggestion(stage.link.id, "hood-gry-l", "HOOD", ANNA)
    assert not stale.good
    used = await aliases.use_suggestion(stage.link.id, "hood-gry-l", "HOOD-GRY-L", ANNA)
    assert used.good
    assert (await stage.items())["hood-gry-l"].state is _S.ACTIVE
    again = await aliases.use_suggestion(stage.link.id, "hood-gry-l", "HOOD-GRY-L", ANNA)
    assert not again.good


async def test_a_pause_is_kept_through_matches_and_ended_by_a_person(stage: MatchStage) -> None:
    await stage.match()
    pause = stage.core.use.matching.pause
    assert "is paused" in (await pause("dest", "north", "cap-nvy", ANNA, paused=True)).text
    assert "already" in (await pause("dest", None, "CAP-NVY", ANNA, paused=True)).text
    await stage.match()
    assert (await stage.items())["CAP-NVY"].state is _S.PAUSED
    await pause("dest", "north", "CAP-NVY", ANNA, paused=False)
    assert (await stage.items())["CAP-NVY"].state is _S.ACTIVE
    async with stage.core.open_unit() as unit:
        newest = (await unit.audit.newest(stage.dest.id, 1))[0]
    assert (newest.action, newest.changes) == ("resumed an item", {"CAP-NVY": ("paused", "active")})


@pytest.mark.parametrize("sku", ["MUG-01", "NO-SUCH"])
async def test_only_what_is_matched_can_be_paused(stage: MatchStage, sku: str) -> None:
    await stage.match()
    with pytest.raises(Rejected) as refused:
        await stage.core.use.matching.pause("dest", "north", sku, ANNA, paused=True)
    assert refused.value.reason.code == "item_not_synced"


async def test_items_are_listed_a_page_at_a_time(stage: MatchStage) -> None:
    await stage.match()
    items = stage.core.use.matching.items
    first = await items("dest", "north", _S.MISSING, limit=3)
    assert [one.sku for one in first.items] == ["GIFTWRAP", "MUG-01", "POSTER-A2"]
    assert first.following is not None
    second = await items.page(first.following)
    assert second is not None
    assert [one.sku for one in second.items] == ["SOCK-3PK"]
    assert second.following is None
    assert second.counts[_S.ACTIVE] == 4
