"""Orders as they are kept and found."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain import reasons
from core.domain.orders import OrderId
from core.domain.pushes import PushState
from core.domain.qualification import LineVerdict
from core.domain.stores import StoreId
from tests.integration.db.conftest import NOON, World, facts, source_order

LATER = NOON + timedelta(days=2)


def lines(world: World) -> tuple[LineVerdict, ...]:
    return (
        LineVerdict("gid://l/1", "SKU-1", "Teapot", 2, world.east.id, None),
        LineVerdict("gid://l/2", None, "Cup · “blue”", 1, None, reasons.sku_missing("Cup")),
    )


async def test_an_order_comes_back_as_it_was_saved(world: World) -> None:
    held = (reasons.UNPAID, reasons.NO_EMAIL)
    async with world.units() as unit:
        saved = await unit.orders.save(world.dest.id, facts(), lines(world), held)
        await unit.commit()
    async with world.units() as unit:
        found = await unit.orders.get(saved.id)
        assert found == saved
        assert (saved.facts, saved.lines, saved.held_by) == (facts(), lines(world), held)
        assert await unit.orders.by_gid(world.dest.id, facts().gid) == saved
        assert await unit.orders.by_gid(world.east.id, facts().gid) is None
        assert await unit.orders.get(OrderId(999)) is None
        assert await unit.orders.get_many([saved.id, OrderId(999)]) == {saved.id: saved}
        known = await unit.orders.updated_at(world.dest.id, [facts().gid, "gid://other"])
        assert known == {facts().gid: facts().updated_at}


async def test_newer_facts_replace_older_ones_and_never_the_other_way(world: World) -> None:
    first = await world.order(1)
    paid = replace(first.facts, updated_at=LATER, financial_status="REFUNDED")
    async with world.units() as unit:
        newer = await unit.orders.save(world.dest.id, paid, lines(world), (reasons.UNPAID,))
        assert newer.id == first.id
        late = await unit.orders.save(world.dest.id, first.facts, (), ())
        await unit.commit()
    assert late == newer
    # The same state judged again may have another verdict: a SKU was added meanwhile.
    async with world.units() as unit:
        again = await unit.orders.save(world.dest.id, paid, (), ())
    assert (again.facts, again.lines) == (paid, ())


async def test_saves_at_once_leave_the_newest(world: World) -> None:
    async def save(days: int) -> OrderId:
        async with world.units() as unit:
            record = await unit.orders.save(
                world.dest.id, facts(updated_at=NOON + timedelta(days=days)), (), ()
            )
            await unit.commit()
        return record.id

    ids = await asyncio.gather(*(save(days) for days in (3, 8, 1, 9, 5, 2, 7)))
    assert len(set(ids)) == 1
    async with world.units() as unit:
        kept = await unit.orders.get(ids[0])
    assert kept is not None
    assert kept.facts.updated_at == NOON + timedelta(days=9)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1001", ["#1001", "EN-1001"]),
        ("EN-1001", ["EN-1001"]),
        ("en-1001", ["EN-1001"]),
        ("ÄÖ-7", ["äö-7"]),
        ("100", []),
        ("%", []),
    ],
)
async def test_people_find_orders_by_name_or_number(
    world: World, typed: str, found: list[str]
) -> None:
    await world.order(1, name="EN-1001", number="1001")
    await world.order(2, name="#1001", number="1001")
    await world.order(3, name="äö-7", number="7")
    async with world.units() as unit:
        orders = await unit.orders.by_number(world.dest.id, typed)
        assert [order.facts.name for order in orders] == found
        assert await unit.orders.by_number(world.east.id, typed) == []


async def test_open_orders_are_what_is_still_to_be_shipped(world: World) -> None:
    closed: list[dict[str, object]] = [
        {"cancelled_at": NOON},
        {"fulfillment_status": "FULFILLED"},
        {"fulfillment_status": "RESTOCKED"},
        {"financial_status": "REFUNDED"},
        {"financial_status": "VOIDED"},
    ]
    for number, changes in enumerate(closed, start=10):
        order = await world.order(number, **changes)
        await world.push(order.id, PushState.WAITING)
    skipped = await world.order(20)
    await world.push(skipped.id, PushState.SKIPPED)
    await world.order(21)
    third = await world.order(5, financial_status=None)
    first = await world.order(1)
    second = await world.order(3, fulfillment_status="PARTIALLY_FULFILLED")
    for order in (third, first, second):
        await world.push(order.id, PushState.WAITING)
        await world.push(order.id, PushState.SKIPPED, source_id=world.west.id)
    async with world.units() as unit:
        lists, sold = unit.order_lists, [world.dest.id]
        assert await lists.oldest(sold, [], 10) == [first, second, third]
        assert await lists.oldest(sold, [], 2) == [first, second]
        after = (first.facts.processed_at, first.id)
        assert await lists.oldest(sold, [], 10, after=after) == [second, third]
        assert await lists.oldest(sold, [], 10, without=[second.id]) == [first, third]
        assert await lists.count(sold, []) == 3
        assert await lists.count(sold, [], without=[second.id]) == 2
        for nobody in ([world.east.id], []):
            assert await lists.oldest(nobody, [], 9) == []
            assert await lists.count(nobody, []) == 0


async def test_open_at_sources_are_pushed_and_not_shipped_there(world: World) -> None:
    shipped = replace(source_order(1), fulfillment_status="FULFILLED")
    gone = replace(source_order(2), cancelled_at=NOON)
    for number, source in ((1, shipped), (2, gone)):
        order = await world.order(number)
        await world.push(order.id, PushState.PUSHED, source_order=source)
    to_come = await world.order(3)
    await world.push(to_come.id, PushState.WAITING)
    over = await world.order(4, cancelled_at=NOON)
    await world.push(over.id, PushState.WAITING)
    partly = await world.order(5)
    half = source_order(5, "PARTIALLY_FULFILLED")
    await world.push(partly.id, PushState.PUSHED, source_order=half)
    # Two parts of one order are one order.
    more = source_order(6)
    await world.push(partly.id, PushState.PUSHED, source_order=more, part=2)
    async with world.units() as unit:
        lists, east = unit.order_lists, [world.east.id, StoreId(999)]
        assert await lists.oldest([], east, 9) == [to_come, partly]
        # Each once, whoever of the two it concerns.
        both = await lists.oldest([world.dest.id], east, 9)
        assert [order.id for order in both].count(partly.id) == 1
        assert await lists.oldest([], [world.west.id], 9) == []
