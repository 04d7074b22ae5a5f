"""Groups made, changed and removed by people: what is kept, told, and judged again."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.bootstrap import SystemClock
from core.domain.errors import NotFound, Rejected
from core.domain.locations import GroupId, Location, LocationGroup
from core.domain.stores import Store, StoreId
from core.usecases.group_locations import Chosen, GroupWish, RemoveGroup, SaveGroup
from core.usecases.name_locations import GroupByName, RemoveByName, RenameByName
from core.usecases.show_locations import ShowGroup, ShowLocations
from tests.integration.db.conftest import World

HALL = Location("gid://shopify/Location/1", "Hall", active=True)
YARD = Location("gid://shopify/Location/2", "Yard", active=True)
SHED = Location("gid://shopify/Location/3", "Shed", active=True)


@pytest.fixture
async def places(world: World) -> World:
    """The destination has a hall, the eastern source a yard and a shed."""
    async with world.units() as unit:
        await unit.locations.learn(world.dest.id, [HALL])
        await unit.locations.learn(world.east.id, [YARD, SHED])
        await unit.commit()
    return world


async def nobody(_: StoreId) -> None:
    """All locations are known: no store is to be asked."""
    raise AssertionError


def of(store: Store, place: Location, seen_in: GroupId | None = None) -> Chosen:
    return Chosen(store.id, place.gid, seen_in)


async def groups(world: World) -> dict[str, LocationGroup]:
    async with world.units() as unit:
        return {group.name: group for group in await unit.locations.all()}


async def save(world: World, wish: GroupWish) -> str:
    return (await SaveGroup(world.units, SystemClock())(wish, "U0ANNA")).text


async def jobs(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        found = await connection.execute(
            text("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        )
        return list(found.scalars())


async def test_a_group_is_made_told_kept_and_judged_by(places: World, engine: AsyncEngine) -> None:
    wish = GroupWish("  Main  stock ", (of(places.dest, HALL), of(places.east, YARD)))
    assert await save(places, wish) == "Location group Main stock holds Hall (Dest), Yard (East)."
    assert list(await groups(places)) == ["Main stock"]
    assert await jobs(engine) == ["TellChange", "JudgeStoreAgain"]
    async with places.units() as unit:
        for store in (places.dest, places.east):
            (entry,) = await unit.audit.newest(store.id, 5)
            assert (entry.actor, entry.action) == ("U0ANNA", "made location group")
            assert entry.changes == {"location group Main stock": ("", "Hall (Dest), Yard (East)")}


async def test_what_a_person_did_not_see_is_not_done(places: World) -> None:
    await save(places, GroupWish("Main", (of(places.dest, HALL), of(places.east, YARD))))
    main = (await groups(places))["Main"]
    with pytest.raises(Rejected, match="location_in_another_group"):
        await save(places, GroupWish("Other", (of(places.east, YARD),)))
    with pytest.raises(Rejected, match="group_exists"):
        await save(places, GroupWish("MAIN", (of(places.east, SHED),)))
    with pytest.raises(Rejected, match="group_changed_meanwhile"):
        await save(places, GroupWish("Main", (of(places.dest, HALL),), main.id, main.edition + 1))
    with pytest.raises(NotFound, match="group_gone"):
        await save(places, GroupWish("Main", (of(places.dest, HALL),), GroupId(999), 1))
    with pytest.raises(Rejected, match="no_location_chosen"):
        await save(places, GroupWish("Main", (), main.id, main.edition))
    with pytest.raises(Rejected, match="location_gone"):
        await save(places, GroupWish("Other", (of(places.west, SHED),)))
    for name in (" ", "x" * 61):
        with pytest.raises(Rejected, match="group_name_invalid"):
            await save(places, GroupWish(name, (of(places.east, SHED),)))
    assert await groups(places) == {"Main": main}


async def test_a_location_moves_once_it_was_said_and_an_emptied_group_goes(places: World) -> None:
    await save(places, GroupWish("Main", (of(places.dest, HALL),)))
    main = (await groups(places))["Main"]
    both = (of(places.dest, HALL, main.id), of(places.east, SHED))
    await save(places, GroupWish("Other", both))
    assert list(await groups(places)) == ["Other"]
    card = await ShowLocations(places.units)()
    assert [place.location for place in card.loose] == [YARD]
    assert [store.handle for store in card.unread] == ["west"]
    with pytest.raises(NotFound, match="group_gone"):
        await ShowGroup(places.units)(main.id)


async def test_removing_is_for_those_who_saw_what_they_remove(
    places: World, engine: AsyncEngine
) -> None:
    await save(places, GroupWish("Main", (of(places.east, YARD),)))
    main = (await groups(places))["Main"]
    remove = RemoveGroup(places.units, SystemClock())
    with pytest.raises(Rejected, match="group_changed_meanwhile"):
        await remove(main.id, main.edition + 1, "U0ANNA")
    assert (
        await remove(main.id, main.edition, "U0ANNA")
    ).text == "Location group Main was removed."
    assert await groups(places) == {}
    with pytest.raises(NotFound, match="group_gone"):
        await remove(main.id, main.edition, "U0ANNA")
    # No destination was concerned: nothing is told, nothing judged again; the audit has it.
    assert await jobs(engine) == []
    async with places.units() as unit:
        entries = await unit.audit.newest(places.east.id, 5)
    assert [entry.action for entry in entries] == ["removed location group", "made location group"]


async def test_the_command_line_names_groups_and_locations(places: World) -> None:
    clock = SystemClock()
    change = SaveGroup(places.units, clock)
    by_name = GroupByName(places.units, nobody, change)
    answer = await by_name("Main", ["DEST/hall", "east/2"])
    assert answer.text == "Location group Main holds Hall (Dest), Yard (East)."
    await by_name("main", ["dest/Hall", "east/Shed"])
    with pytest.raises(Rejected, match="location_in_another_group"):
        await by_name("Second", ["east/Shed"])
    await by_name("Second", ["east/Shed"], move=True)
    with pytest.raises(NotFound, match="location_unknown") as unknown:
        await by_name("Main", ["east/Barn"])
    assert unknown.value.reason.remedy == "Those there are: east/Shed, east/Yard."
    with pytest.raises(NotFound, match="location_unknown") as nowhere:
        await by_name("Main", ["est/Yard"])
    assert nowhere.value.reason.remedy.endswith("stores whose locations are known: dest, east.")
    await RenameByName(places.units, change)("SECOND", "Third")
    assert list(await groups(places)) == ["Main", "Third"]
    await RemoveByName(places.units, RemoveGroup(places.units, clock))("third")
    with pytest.raises(NotFound, match="group_unknown"):
        await RenameByName(places.units, change)("Third", "Fourth")


async def test_two_locations_of_one_name_are_told_apart_by_their_ids(places: World) -> None:
    twin = Location("gid://shopify/Location/4", "yard", active=True)
    async with places.units() as unit:
        await unit.locations.learn(places.east.id, [YARD, twin])
        await unit.commit()
    by_name = GroupByName(places.units, nobody, SaveGroup(places.units, SystemClock()))
    with pytest.raises(Rejected, match="location_ambiguous") as several:
        await by_name("Main", ["east/Yard"])
    assert several.value.reason.remedy == "Name one of them by its id: east/2, east/4."
    assert "yard" in (await by_name("Main", ["east/4"])).text
