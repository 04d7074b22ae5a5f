"""What digests, lists and App Home show of the orders that are kept."""

from __future__ import annotations

from core.bootstrap import SystemClock
from core.domain import reasons
from core.domain.cards import ListCard
from core.domain.leftovers import LeftBehind
from core.domain.links import AdminLinks
from core.domain.order_list import OrderPlace
from core.domain.people import COMMAND_LINE, Actor
from core.domain.pushes import PushState
from core.domain.qualification import LineVerdict
from core.domain.stores import Store
from core.usecases.list_orders import ROWS, ListUnfulfilled, list_card
from core.usecases.order_cards import OrderCards
from core.usecases.show_order import ShowHome
from tests.integration.db.conftest import NOON, World, facts, source_order

CARDS = OrderCards(AdminLinks())
RUNS_IT = Actor("", COMMAND_LINE)
TWICE = reasons.sku_ambiguous("PIN", "East", 2)


async def listed(world: World, *stores: Store) -> ListCard:
    async with world.units() as unit:
        return await list_card(unit, CARDS, stores, "Digest", NOON, 20)


async def test_an_order_that_failed_is_listed_once_as_failed(world: World) -> None:
    failed, late = await world.order(1), await world.order(2)
    stock = reasons.stock_refused("East")
    await world.push(failed.id, PushState.FAILED, reason=stock)
    west = {"source_id": world.west.id, "source_order": source_order()}
    await world.push(failed.id, PushState.PUSHED, **west)
    await world.push(late.id, PushState.WAITING)
    for stores in ((world.dest,), (world.dest, world.east, world.west)):
        card = await listed(world, *stores)
        assert [row.order_id for row in card.failed] == [failed.id]
        assert [row.order_id for row in card.unfulfilled] == [late.id]
        assert (card.failed[0].reason, card.hidden) == (stock, 0)
    page = await ListUnfulfilled(world.units, CARDS, SystemClock())(RUNS_IT, OrderPlace())
    assert [row.order_id for row in page.rows] == [failed.id, late.id]
    assert (page.total, page.following) == (2, None)


async def test_what_stays_behind_keeps_its_order_listed_with_the_reason(world: World) -> None:
    """Even when the source has shipped its share: the destination's order is not done."""
    lines = (
        LineVerdict("gid://shopify/LineItem/1", "SKU-1", "Teapot", 2, world.east.id, None),
        LineVerdict("gid://shopify/LineItem/2", "PIN", "Pin", 1, None, TWICE),
    )
    for which, status in ((1, "UNFULFILLED"), (2, "PARTIALLY_FULFILLED")):
        async with world.units() as unit:
            kept = facts(which, fulfillment_status=status)
            order = await unit.orders.save(world.dest.id, kept, lines, ())
            await unit.commit()
        shipped = source_order(which, "FULFILLED")
        await world.push(order.id, PushState.PUSHED, source_order=shipped)
    card = await listed(world, world.dest)
    left = LeftBehind(1, 3, (TWICE,), rest_pushed=True)
    assert [row.left_behind for row in card.unfulfilled] == [left, left]


async def test_a_source_sees_that_an_order_it_is_to_ship_is_over(world: World) -> None:
    order = await world.order(1, cancelled_at=NOON)
    await world.push(order.id, PushState.PUSHED, source_order=source_order())
    assert (await listed(world, world.dest)).empty
    assert [row.facts.is_over for row in (await listed(world, world.east)).unfulfilled] == [True]


async def test_app_home_tells_which_orders_are_held_and_why(world: World) -> None:
    order = await world.order(1)
    await world.push(order.id, PushState.HELD, reason=reasons.UNPAID)
    more = {"source_id": world.west.id, "reason": reasons.UNPAID}
    await world.push(order.id, PushState.HELD, **more)
    await world.push((await world.order(2)).id, PushState.WAITING)
    home = await ShowHome(world.units, CARDS, SystemClock(), "support")(RUNS_IT)
    assert [(row.order_id, row.reason) for row in home.held] == [(order.id, reasons.UNPAID)]
    assert home.counts[PushState.HELD] == 2


async def test_an_order_whose_synced_item_stays_is_listed_though_nothing_is_pushed(
    world: World,
) -> None:
    """Nobody would see it: it has no push that is not skipped."""
    unmapped = reasons.location_unmapped("Annex", "East")
    cases = {1: (unmapped, ()), 2: (TWICE, ()), 3: (unmapped, (reasons.UNPAID,)), 4: (None, ())}
    for which, (reason, held) in cases.items():
        line = LineVerdict("gid://shopify/LineItem/1", "PIN", "Pin", 1, None, reason)
        async with world.units() as unit:
            order = await unit.orders.save(world.dest.id, facts(which), (line,), held)
            await unit.commit()
        await world.push(order.id, PushState.SKIPPED, reason=reason)
    card = await listed(world, world.dest)
    (row,) = card.unfulfilled
    assert (row.facts.name, row.left_behind) == ("#1", LeftBehind(1, 1, (unmapped,)))


async def test_a_page_leads_to_the_next_and_the_file_holds_all(world: World) -> None:
    late = [await world.order(which) for which in range(1, ROWS + 4)]
    for order in late:
        await world.push(order.id, PushState.WAITING)
    lists = ListUnfulfilled(world.units, CARDS, SystemClock())
    first = await lists(RUNS_IT, OrderPlace(world.dest.id))
    assert [row.order_id for row in first.rows] == [order.id for order in late[:ROWS]]
    assert first.following is not None
    second = await lists(RUNS_IT, first.following)
    assert [row.order_id for row in second.rows] == [order.id for order in late[ROWS:]]
    assert (second.following, second.total) == (None, len(late))
    rows, more = await lists.whole(RUNS_IT, second.place)
    assert ([row.order_id for row in rows], more) == ([order.id for order in late], False)
    nothing = await lists(RUNS_IT, OrderPlace(world.west.id))
    assert (nothing.rows, nothing.total) == ((), 0)
