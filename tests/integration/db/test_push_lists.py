"""Pages of pushes, and how many stand where."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.bootstrap import SystemClock
from core.domain.links import AdminLinks
from core.domain.people import COMMAND_LINE, Actor, Grant, NotAllowed, Right
from core.domain.push_list import OPEN_STATES, PushPlace, Shown
from core.domain.push_sheet import COLUMNS, as_csv
from core.domain.pushes import PushState
from core.usecases.list_pushes import ROWS, ListPushes
from core.usecases.order_cards import OrderCards
from tests.integration.db.conftest import NOON, World, source_order

RUNS_IT = Actor("", COMMAND_LINE)
BEN = Actor("T1", "U0BEN")


def lists(world: World) -> ListPushes:
    return ListPushes(world.units, OrderCards(AdminLinks()), SystemClock())


async def test_pushes_are_shown_newest_first_a_page_at_a_time(world: World) -> None:
    made = []
    for which in range(2 * ROWS + 3):
        order = await world.order(which)
        state = PushState.FAILED if which % 2 else PushState.WAITING
        made.append(await world.push(order.id, state))
    skipped = await world.push((await world.order(99)).id, PushState.SKIPPED)
    shown: list[int] = []
    place: PushPlace | None = PushPlace()
    while place is not None:
        page = await lists(world)(RUNS_IT, place)
        assert 0 < len(page.rows) <= ROWS
        shown += [row.card.push.id for row in page.rows]
        place = page.following
    assert shown == [push.id for push in reversed(made)]
    assert skipped.id not in shown
    assert page.counts[Shown.FAILED] == sum(1 for p in made if p.state is PushState.FAILED)


async def test_only_what_is_asked_for_is_shown(world: World) -> None:
    one, two = await world.order(1), await world.order(2)
    failed = await world.push(one.id, PushState.FAILED)
    queued = await world.push(two.id, PushState.QUEUED)
    west = {"source_id": world.west.id, "source_order": source_order()}
    pushed = await world.push(two.id, PushState.PUSHED, **west)

    async def ids(shown: Shown, handle: str | None = None) -> list[int]:
        page = await lists(world).by_name(RUNS_IT, handle, shown)
        return [row.card.push.id for row in page.rows]

    assert await ids(Shown.FAILED) == [failed.id]
    assert await ids(Shown.UNDER_WAY) == [queued.id]
    assert await ids(Shown.PUSHED) == [pushed.id]
    assert await ids(Shown.HELD) == []
    assert await ids(Shown.TODAY) == [pushed.id, queued.id, failed.id]
    # What a store sold, and what it is to ship.
    assert await ids(Shown.ALL, world.west.handle) == [pushed.id]
    assert await ids(Shown.ALL, world.dest.handle.upper()) == [pushed.id, queued.id, failed.id]


async def test_nobody_sees_what_is_not_their_stores_business(world: World) -> None:
    order = await world.order(1)
    east = await world.push(order.id, PushState.FAILED)
    await world.push(order.id, PushState.FAILED, source_id=world.west.id)
    nothing = await lists(world)(BEN, PushPlace())
    assert (nothing.rows, nothing.stores) == ((), ())
    with pytest.raises(NotAllowed):
        await lists(world)(BEN, PushPlace(store_id=world.east.id))
    async with world.units() as unit:
        await unit.people.give(Grant("U0BEN", Right.VIEWER, world.east.id, "U1", NOON))
        await unit.commit()
    page = await lists(world)(BEN, PushPlace())
    assert [row.card.push.id for row in page.rows] == [east.id]
    assert page.counts[Shown.FAILED] == 1
    with pytest.raises(NotAllowed):
        await lists(world).whole(BEN, PushPlace(store_id=world.west.id))


async def test_the_file_has_a_row_for_each_push(world: World) -> None:
    order = await world.order(1, name="=1+1")
    await world.push(order.id, PushState.PUSHED, source_order=source_order())
    rows, more = await lists(world).whole(RUNS_IT, PushPlace())
    assert not more
    head, first, end = as_csv(rows).split("\r\n")
    assert (head, end) == (",".join(COLUMNS), "")
    # Nothing that a spreadsheet would run.
    assert first.startswith("'=1+1,")
    assert ",pushed," in first


async def test_what_moved_since_is_counted(world: World) -> None:
    order = await world.order(1)
    await world.push(order.id, PushState.PUSHED, source_order=source_order())
    now = SystemClock().now()
    async with world.units() as unit:
        ids = [world.east.id]
        hour = timedelta(hours=1)
        assert await unit.push_lists.moved(ids, PushState.PUSHED, now - hour) == 1
        assert await unit.push_lists.moved(ids, PushState.PUSHED, now + hour) == 0
        assert await unit.push_lists.moved([world.west.id], PushState.PUSHED, now - hour) == 0
        assert await unit.push_lists.counts(ids, OPEN_STATES) == {}
