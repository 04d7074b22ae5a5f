"""Catalogues, items and match runs as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core.domain import match_runs
from core.domain.items import Alias, Item, ItemState, MatchedBy
from core.domain.match_runs import MatchRun, Reading, Stage
from core.domain.matching import CatalogueVariant
from core.domain.push_settings import ConnectionSettings
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from tests.integration.db.conftest import NOON, Units, World

HOUR = timedelta(hours=1)


async def linked(world: World) -> ConnectionId:
    async with world.units() as unit:
        made = await unit.connections.add(world.dest.id, world.east.id, ConnectionSettings())
        await unit.commit()
    return made.id


def variant(number: int, sku: str, product: str = "p1") -> CatalogueVariant:
    return CatalogueVariant(f"v{number}", product, sku, f"Thing {number}")


def item(connection_id: ConnectionId, number: int, sku: str, found: bool = True) -> Item:
    title = f"Thing {number}"
    if not found:
        state, hint = ItemState.MISSING, sku.lower()
        return Item(connection_id, f"v{number}", sku, title, state, suggestion=hint)
    by = MatchedBy.SKU
    return Item(connection_id, f"v{number}", sku, title, ItemState.ACTIVE, f"s{number}", sku, by)


async def items_of(units: Units, connection_id: ConnectionId) -> Sequence[Item]:
    async with units() as unit:
        return await unit.items.page(connection_id, list(ItemState), 100)


async def test_what_was_read_later_stays(world: World) -> None:
    store = world.dest.id
    async with world.units() as unit:
        await unit.variants.put(store, [variant(1, "NEW"), variant(2, "B")], NOON + HOUR)
        await unit.variants.put(store, [variant(1, "OLD"), variant(3, "c C")], NOON)
        assert [v.sku for v in await unit.variants.of_store(store)] == ["B", "NEW", "c C"]
        assert [v.gid for v in await unit.variants.near(store, ["cc", "b"])] == ["v2", "v3"]
        assert await unit.variants.forget_older(store, NOON + HOUR) == 1
        assert await unit.variants.of_store(world.east.id) == []


async def test_a_products_variants_are_known_by_it(world: World) -> None:
    store = world.dest.id
    async with world.units() as unit:
        found = [variant(1, "A"), variant(2, "B", "p2"), variant(3, "C")]
        await unit.variants.put(store, found, NOON)
        assert [v.gid for v in await unit.variants.of_product(store, "p1")] == ["v1", "v3"]
        await unit.variants.forget(store, ["v1"])
        assert [v.gid for v in await unit.variants.of_product(store, "p1")] == ["v3"]


async def test_items_say_how_many_differ_and_a_pause_outlives_a_match(world: World) -> None:
    link = await linked(world)
    both = [item(link, 1, "A"), item(link, 2, "B")]
    async with world.units() as unit:
        assert await unit.items.put(both) == 2
        assert await unit.items.pause(link, ["a"], paused=True) == 1
        assert await unit.items.put(both) == 0
        assert await unit.items.put([replace(both[0], title="Renamed"), both[1]]) == 1
        assert await unit.items.put([]) == 0
        await unit.commit()
    states = [(one.title, one.state) for one in await items_of(world.units, link)]
    assert states == [("Renamed", ItemState.PAUSED), ("Thing 2", ItemState.ACTIVE)]


async def test_near_misses_come_first_with_their_number(world: World) -> None:
    link = await linked(world)
    async with world.units() as unit:
        await unit.items.put([item(link, n, f"SKU-{n}", found=n > 3) for n in range(1, 6)])
        first, many = await unit.items.near_misses(link, 2)
        assert ([one.sku for one in first], many) == (["SKU-1", "SKU-2"], 3)
        assert (await unit.items.near_misses(link, 10))[1] == 3
        assert [one.sku for one in await unit.items.of_skus(link, ["sku-5"], 9)] == ["SKU-5"]


async def test_items_of_variants_that_are_not_sold_any_more_go(world: World) -> None:
    link = await linked(world)
    async with world.units() as unit:
        await unit.items.put([item(link, 1, "A"), item(link, 2, "B")])
        await unit.variants.put(world.dest.id, [variant(2, "B")], NOON)
        assert await unit.items.forget_gone(link, world.dest.id) == 1
        await unit.commit()
    assert [one.sku for one in await items_of(world.units, link)] == ["B"]


async def test_a_run_is_kept_whole(world: World) -> None:
    link = await linked(world)
    run = match_runs.begun(None, link, "U0ANNA", "C0DEST", NOON)
    assert run is not None
    async with world.units() as unit:
        assert await unit.match_runs.get(link) is None
        assert await unit.match_runs.begin(run)
        assert await unit.match_runs.matched() == set()
        read = replace(run, destination=Reading("gid://1", 12, kept=True, tries=1), told_at=NOON)
        over = match_runs.failed(read, Reason("code", "Sentence.", "Remedy."), NOON)
        assert await unit.match_runs.save(over)
        assert await unit.match_runs.get(link, lock=True) == over
        assert await unit.match_runs.save(match_runs.done(read, NOON))
        assert await unit.match_runs.matched() == {link}
        await unit.commit()


async def test_who_lost_the_run_cannot_save_it(world: World) -> None:
    link = await linked(world)
    first = MatchRun(link, 1, Stage.READING, None, None, NOON, NOON)
    async with world.units() as unit:
        assert await unit.match_runs.begin(first)
        assert await unit.match_runs.begin(replace(first, number=2))
        assert not await unit.match_runs.begin(replace(first, number=2))
        assert not await unit.match_runs.save(first)


async def test_aliases_are_one_a_sku(world: World) -> None:
    link = await linked(world)
    async with world.units() as unit:
        await unit.items.add_alias(Alias(link, "A", "X"))
        await unit.items.add_alias(Alias(link, "A", "Y"))
        assert await unit.items.aliases([link]) == [Alias(link, "A", "Y")]
        assert await unit.items.remove_alias(link, "A")
        assert not await unit.items.remove_alias(link, "A")
