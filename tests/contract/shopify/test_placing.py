"""Where a source order stands, and moving it."""

from dataclasses import replace

import pytest

from core.domain.errors import AccessRefused, Rejected
from core.domain.locations import GroupMember
from core.domain.placement import Standing, Step
from core.domain.pushes import SourceOrder
from core.domain.work import Urgency
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import NORTH, Control, placed, soon


async def made(gateway: ShopifyGateway, control: Control, *skus: str) -> SourceOrder:
    draft = await placed(gateway, control, *skus)
    return await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())


async def place(gateway: ShopifyGateway, name: str) -> GroupMember:
    found = {one.name: one.gid for one in await gateway.locations(NORTH)}
    return GroupMember(NORTH, found[name], name)


def shown(found: list[Standing]) -> list[tuple[str, list[int], bool]]:
    return [(one.location, [x.quantity for x in one.lines], one.movable) for one in found]


async def standings(gateway: ShopifyGateway, order: SourceOrder) -> list[Standing]:
    every = await gateway.standings(NORTH, order.gid)
    return [one for one in every if one.status == "OPEN"]


async def test_every_line_says_what_it_stands_for_and_where(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control, "TEE-BLK-M", "TEE-WHT-L")
    first = replace(draft.lines[0], place="gid://shopify/Location/1")
    draft = replace(draft, lines=(first, draft.lines[1]))
    order = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    [standing] = await standings(gateway, order)

    assert shown([standing]) == [("Rochester Warehouse", [1, 1], True)]
    assert [(x.line_gid, x.place, x.variant_gid) for x in standing.lines] == [
        (line.line_gid, line.place, line.variant_gid) for line in draft.lines
    ]


async def test_all_of_it_moves_or_some_lines_do(gateway: ShopifyGateway, control: Control) -> None:
    order = await made(gateway, control, "TEE-BLK-M", "TEE-WHT-L")
    annex = await place(gateway, "Buffalo Annex")
    [standing] = await standings(gateway, order)

    await gateway.move(NORTH, Step(standing, annex, standing.lines[:1]))
    some = await standings(gateway, order)
    await gateway.move(NORTH, Step(some[0], annex, ()))

    assert shown(some) == [("Rochester Warehouse", [1], True), ("Buffalo Annex", [1], True)]
    assert shown(await standings(gateway, order)) == [("Buffalo Annex", [1, 1], True)]


async def test_an_order_of_many_lines_is_read_whole(
    gateway: ShopifyGateway, control: Control
) -> None:
    order = await made(gateway, control, *["TEE-BLK-M"] * 25)
    number = order.gid.rpartition("/")[2]
    rows = (await control.order("north", order.gid))["lines"]
    lines = [{"lineId": rows[0]["id"], "quantity": 1}]
    await control.call("POST", f"/shopify/north/orders/{number}/ship", {"lines": lines})

    [standing] = await gateway.standings(NORTH, order.gid)

    assert (len(standing.lines), standing.movable) == (24, False)


async def test_a_refusal_is_told_in_shopifys_words(
    gateway: ShopifyGateway, control: Control
) -> None:
    order = await made(gateway, control)
    await control.call("POST", "/shopify/north/locations", {"name": "Empty Shed"})
    [standing] = await standings(gateway, order)

    with pytest.raises(Rejected) as refused:
        await gateway.move(NORTH, Step(standing, await place(gateway, "Empty Shed"), ()))

    assert "doesn't stock" in refused.value.reason.sentence
    assert shown(await standings(gateway, order)) == [("Rochester Warehouse", [1], True)]


async def test_without_the_scope_nobody_sees_where_it_stands(
    gateway: ShopifyGateway, control: Control
) -> None:
    order = await made(gateway, control)
    await control.shop("north", scopes=["read_orders", "write_orders", "read_products"])

    with pytest.raises(AccessRefused):
        await gateway.standings(NORTH, order.gid)


async def test_an_order_that_is_gone_stands_nowhere(gateway: ShopifyGateway) -> None:
    assert await gateway.standings(NORTH, "gid://shopify/Order/1") == []
