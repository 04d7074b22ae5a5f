"""Stores' locations as they are learnt, and the groups they are in."""

from __future__ import annotations

import asyncio

import pytest

from core.domain.errors import Rejected
from core.domain.locations import GroupMember, Location
from tests.integration.db.conftest import World

HALL = Location("gid://shopify/Location/1", "Hall", active=True)
YARD = Location("gid://shopify/Location/2", "Yard", active=False)


async def test_what_a_store_answered_is_kept_until_it_answers_anew(world: World) -> None:
    async with world.units() as unit:
        assert await unit.locations.known() == {}
        await unit.locations.learn(world.dest.id, [YARD, HALL])
        await unit.locations.learn(world.east.id, [HALL])
        assert await unit.locations.known() == {
            world.dest.id: [HALL, YARD],
            world.east.id: [HALL],
        }
        renamed = Location(YARD.gid, "Annex", active=True)
        await unit.locations.learn(world.dest.id, [renamed])
        await unit.locations.learn(world.east.id, [])
        assert await unit.locations.known() == {world.dest.id: [renamed]}


async def test_a_location_is_in_one_group_and_keeps_its_newest_name(world: World) -> None:
    member = GroupMember(world.dest.id, HALL.gid, HALL.name)
    async with world.units() as unit:
        await unit.locations.learn(world.dest.id, [HALL])
        here = await unit.locations.add("Here")
        there = await unit.locations.add("There")
        await unit.locations.put(here.id, [member])
        await unit.locations.put(there.id, [member])
        groups = {group.name: group.members for group in await unit.locations.all()}
        assert groups == {"Here": (), "There": (member,)}
        await unit.locations.learn(world.dest.id, [Location(HALL.gid, "Great Hall", active=True)])
        (_, group) = await unit.locations.all()
        assert [each.name for each in group.members] == ["Great Hall"]
        with pytest.raises(Rejected, match="group_exists"):
            await unit.locations.add("HERE")
        with pytest.raises(Rejected, match="group_exists"):
            await unit.locations.rename(there.id, "here")
        await unit.locations.remove(there.id)
        assert [group.name for group in await unit.locations.all()] == ["Here"]


async def test_two_who_change_groups_at_once_do_it_one_after_the_other(world: World) -> None:
    async with world.units() as first:
        await first.locations.all(lock=True)
        await first.locations.add("First")
        async with world.units() as reader:
            assert await reader.locations.all() == []
        waiting = asyncio.create_task(_names(world))
        _, pending = await asyncio.wait({waiting}, timeout=0.2)
        assert pending
        await first.commit()
    assert await waiting == ["First"]


async def _names(world: World) -> list[str]:
    async with world.units() as unit:
        return [group.name for group in await unit.locations.all(lock=True)]
