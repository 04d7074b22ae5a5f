"""Who may do what, as it is kept and asked for."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.unit_of_work import SqlUnitOfWork
from core.db.vault import Vault
from core.domain.mirrors.records import MirrorId
from core.domain.orders import OrderId
from core.domain.people import Actor, Grant, NotAllowed, Policy, Right
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import PushId, PushState
from core.domain.stores import StoreId
from core.usecases.authorise import (
    About,
    AtMirror,
    AtOrder,
    AtPush,
    AtStores,
    Authorise,
    Everywhere,
    Somewhere,
)
from tests.integration.db.conftest import KEY, NOON, PlainJobs, World

ANNA, BEN, CARA = Actor("T1", "U0ANNA"), Actor("T1", "U0BEN"), Actor("T1", "U0CARA")


async def give(world: World, subject: str, right: Right, store_id: StoreId | None) -> Right | None:
    async with world.units() as unit:
        before = await unit.people.give(Grant(subject, right, store_id, "U0ANNA", NOON))
        await unit.commit()
    return before


async def allowed(
    world: World, actor: Actor, right: Right = Right.VIEWER, about: About | None = None
) -> bool:
    try:
        await Authorise(world.units)(actor, right, about)
    except NotAllowed:
        return False
    return True


async def test_nobody_may_anything_until_it_is_given(world: World) -> None:
    for about in (None, Somewhere(), Everywhere(), AtStores(["dest"]), AtOrder(OrderId(1))):
        assert not await allowed(world, ANNA, about=about)


async def test_a_grant_takes_the_place_of_the_one_before(world: World) -> None:
    assert await give(world, "U0BEN", Right.VIEWER, world.dest.id) is None
    assert await give(world, "U0BEN", Right.OPERATOR, world.dest.id) is Right.VIEWER
    assert await give(world, "U0BEN", Right.VIEWER, None) is None
    assert await give(world, "U0BEN", Right.ADMIN, None) is Right.VIEWER
    async with world.units() as unit:
        given = [(each.right, each.store_id) for each in await unit.people.grants()]
        assert given == [(Right.ADMIN, None), (Right.OPERATOR, world.dest.id)]
        assert await unit.people.take("U0BEN", None) is Right.ADMIN
        assert await unit.people.take("U0BEN", None) is None
        assert await unit.people.take("U0BEN", world.dest.id) is Right.OPERATOR
        assert await unit.people.grants() == []


async def test_a_user_groups_rights_are_its_peoples_while_they_are_in_it(world: World) -> None:
    await give(world, "S0OPS", Right.OPERATOR, world.dest.id)
    assert not await allowed(world, BEN, Right.OPERATOR)
    async with world.units() as unit:
        assert await unit.people.user_groups() == ["S0OPS"]
        await unit.people.put_members("S0OPS", ["U0ANNA", "U0BEN", "U0BEN"])
        await unit.commit()
    assert await allowed(world, BEN, Right.OPERATOR, AtStores(["dest"]))
    assert not await allowed(world, BEN, Right.ADMIN, AtStores(["dest"]))
    async with world.units() as unit:
        await unit.people.put_members("S0OPS", ["U0ANNA"])
        await unit.commit()
    assert not await allowed(world, BEN, Right.OPERATOR)
    assert await allowed(world, ANNA, Right.OPERATOR)


async def test_an_order_is_the_business_of_who_sold_it_and_of_who_ships_it(world: World) -> None:
    order = await world.order(1)
    push = await world.push(order.id, PushState.FAILED)
    await give(world, "U0ANNA", Right.OPERATOR, world.dest.id)
    await give(world, "U0BEN", Right.OPERATOR, world.east.id)
    await give(world, "U0CARA", Right.OPERATOR, world.west.id)
    for about in (AtOrder(order.id), AtPush(push.id)):
        assert await allowed(world, ANNA, Right.OPERATOR, about)
        assert await allowed(world, BEN, Right.OPERATOR, about)
        assert not await allowed(world, CARA, Right.OPERATOR, about)
        assert not await allowed(world, BEN, Right.ADMIN, about)
    # What is not there is nobody's: to hear so takes the right at any store.
    for gone in (AtOrder(OrderId(99)), AtPush(PushId(99)), AtMirror(MirrorId(99))):
        assert await allowed(world, CARA, Right.OPERATOR, gone)
        assert not await allowed(world, CARA, Right.ADMIN, gone)


async def test_a_source_may_act_for_the_stores_it_ships_for(world: World) -> None:
    async with world.units() as unit:
        await unit.connections.add(world.dest.id, world.east.id, ConnectionSettings())
        await unit.commit()
    await give(world, "U0BEN", Right.OPERATOR, world.east.id)
    await give(world, "U0CARA", Right.OPERATOR, world.west.id)
    theirs = AtStores(["DEST"], sources=True)
    assert await allowed(world, BEN, Right.OPERATOR, theirs)
    assert not await allowed(world, BEN, Right.OPERATOR, AtStores(["dest"]))
    assert not await allowed(world, CARA, Right.OPERATOR, theirs)


async def test_what_concerns_every_store_takes_the_right_at_each(world: World) -> None:
    for store in (world.dest, world.east):
        await give(world, "U0ANNA", Right.ADMIN, store.id)
    assert not await allowed(world, ANNA, Right.ADMIN, Everywhere())
    await give(world, "U0ANNA", Right.ADMIN, world.west.id)
    assert await allowed(world, ANNA, Right.ADMIN, Everywhere())
    await give(world, "U0BEN", Right.ADMIN, None)
    assert await allowed(world, BEN, Right.ADMIN, Everywhere())


async def test_who_may_not_hears_who_may(world: World, engine: AsyncEngine) -> None:
    await give(world, "S0OPS", Right.ADMIN, world.dest.id)
    await give(world, "U0BEN", Right.OPERATOR, world.dest.id)
    await give(world, "U0CARA", Right.OPERATOR, world.east.id)
    await give(world, "U0VIEW", Right.VIEWER, world.dest.id)
    policy = Policy(frozenset({"U0ANNA"}))
    vault = Vault([KEY])
    authorise = Authorise(lambda: SqlUnitOfWork(engine, vault, PlainJobs, policy))
    await authorise(ANNA, Right.ADMIN, Everywhere())
    with pytest.raises(NotAllowed) as refused:
        await authorise(CARA, Right.OPERATOR, AtStores(["dest"]))
    assert refused.value.reason.sentence == f"Only an operator at {world.dest.name} may do this."
    assert refused.value.reason.remedy == "Ask <@U0ANNA>, <@U0BEN>, <!subteam^S0OPS>."
