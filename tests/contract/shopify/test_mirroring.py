"""Parcels written into an order: what each refusal of the store comes to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, Temporary
from core.domain.mirrors.parcels import Pick
from core.domain.progress import Tracking
from core.shopify.mirroring import ShopifyMirroring
from tests.contract.shopify.kit import DEST, Control, soon
from tests.contract.shopify.orders import Led

UPS = Tracking("UPS", ("1Z1", "1Z2"), ("https://u/1Z1", "https://u/1Z2"))
NOTHING = Tracking()
QUANTITY = "Invalid fulfillment order line item quantity requested."
NO_ACCESS = "The api_client does not have access to the fulfillment order."


@pytest.fixture
async def order(control: Control, mirroring: ShopifyMirroring) -> Led:
    """Two black tees and two white ones."""
    made = await control.place("TEE-BLK-M", "TEE-WHT-L")
    return Led(control, mirroring, made["gid"])


async def ship(order: Led, picks: list[Pick], tracking: Tracking = NOTHING) -> Any:
    return await order.mirroring.ship(DEST, picks, tracking, notify=False, not_after=soon())


async def refused(order: Led, picks: list[Pick]) -> str:
    """Shopify's sentence, after which everything is as it was."""
    before = await order.shown()
    with pytest.raises(Rejected) as error:
        await ship(order, picks)
    assert await order.shown() == before
    reason = error.value.reason
    assert reason.code == "change_refused"
    assert reason.remedy == "Look at the order in the admin of dest, and do there what is missing."
    return reason.sentence.removeprefix("dest refused: ")


async def test_units_of_several_lines_go_into_one_parcel(order: Led) -> None:
    parcel = await ship(order, await order.picks(1), UPS)
    name = (await order.shown())["name"]
    assert (parcel.name, parcel.status, parcel.tracking) == (f"{name}-F1", "SUCCESS", UPS)
    assert [one.quantity for one in parcel.units] == [1, 1]
    read = await order.read()
    assert read.parcels == (parcel,)
    assert [one.remaining for task in read.tasks for one in task.units] == [1, 1]
    assert [task.open_to_us for task in read.tasks] == [True]
    [shown] = (await order.shown())["fulfillments"]
    assert shown["notified"] is False


async def test_the_same_twice_is_two_parcels(order: Led) -> None:
    picks = await order.picks(1)
    first, second = [await ship(order, picks, UPS) for _ in range(2)]
    assert first.gid != second.gid
    assert (await order.read()).fulfillment_status == "FULFILLED"


@pytest.mark.parametrize("quantity", [3, 99])
async def test_more_than_is_asked_for(order: Led, quantity: int) -> None:
    first, second = await order.picks(1)
    assert await refused(order, [first, replace(second, quantity=quantity)]) == QUANTITY


async def test_more_than_is_asked_for_in_two_picks(order: Led) -> None:
    first, _ = await order.picks()
    assert await refused(order, [first, replace(first, quantity=1)]) == QUANTITY


async def test_none_of_it(order: Led) -> None:
    first, second = await order.picks()
    wanted = [first, replace(second, quantity=0)]
    assert await refused(order, wanted) == "Quantity must be greater than 0"


async def test_what_was_shipped_meanwhile(order: Led) -> None:
    picks = await order.picks()
    await order.act("ship")
    number = picks[0].task_gid.rpartition("/")[2]
    expected = f"Fulfillment order {number} has an unfulfillable status= closed."
    assert await refused(order, picks) == expected
    assert await order.picks() == []


async def test_what_was_put_on_hold_meanwhile(order: Led) -> None:
    picks = await order.picks()
    await order.act("hold", reason="HIGH_RISK_OF_FRAUD")
    assert (await refused(order, picks)).endswith("has an unfulfillable status= on_hold.")
    [task] = (await order.read()).tasks
    assert (task.status, task.open_to_us) == ("ON_HOLD", False)
    await order.act("release")
    assert (await ship(order, await order.picks())).status == "SUCCESS"


async def test_what_was_cancelled_meanwhile(order: Led) -> None:
    picks = await order.picks()
    await order.act("cancel")
    assert (await refused(order, picks)).endswith("has an unfulfillable status= cancelled.")
    assert (await order.read()).open_units == {}


async def test_a_fulfillment_order_that_is_not_there(order: Led) -> None:
    gone = [
        replace(one, task_gid="gid://shopify/FulfillmentOrder/1") for one in await order.picks()
    ]
    assert await refused(order, gone) == "Fulfillment order does not exist."


async def test_what_another_app_is_to_ship(order: Led) -> None:
    await order.act("assign", service="Quick Ship")
    [task] = (await order.read()).tasks
    assert (task.location, task.open_to_us) == ("Quick Ship", False)
    assert await refused(order, await order.picks()) == NO_ACCESS


async def test_two_orders_at_once(order: Led, control: Control) -> None:
    other = Led(control, order.mirroring, (await control.place())["gid"])
    both = [*await order.picks(), *await other.picks()]
    expected = "All fulfillment orders must belong to the same order."
    assert await refused(order, both) == expected
    assert (await other.read()).parcels == ()


async def test_two_locations_at_once(order: Led, control: Control) -> None:
    found = await control.call("POST", "/shopify/dest/locations", {"name": "Annex"})
    annex = found["locations"][-1]["id"]
    for sku in ("TEE-BLK-M", "TEE-WHT-L"):
        body = {"sku": sku, "available": 5, "locationId": annex}
        await control.call("PUT", "/shopify/dest/stock", body)
    line = (await order.shown())["lines"][0]["id"]
    await order.act("move", locationId=annex, lines=[{"lineId": line, "quantity": 1}])
    expected = "All fulfillment orders must be assigned to a single location."
    assert await refused(order, await order.picks()) == expected
    tasks = {task.location_gid for task in (await order.read()).tasks}
    assert len(tasks) == 2


async def test_splits_and_moves_make_fulfillment_orders_of_other_names(order: Led) -> None:
    [before] = (await order.read()).tasks
    line = (await order.shown())["lines"][0]["id"]
    await order.act("split", lines=[{"lineId": line, "quantity": 1}])
    kept, made = (await order.read()).tasks
    assert (kept.gid, made.gid != before.gid) == (before.gid, True)
    assert [one.remaining for one in made.units] == [1]
    assert len((await ship(order, await order.picks())).units) >= 2
    assert (await order.read()).fulfillment_status == "FULFILLED"


async def test_tracking_is_replaced_whole_and_again(order: Led) -> None:
    parcel = await ship(order, await order.picks(), UPS)
    other = Tracking("Pigeon Post", ("P7",), ())
    for _ in range(2):
        await order.mirroring.retrack(DEST, parcel.gid, other, notify=True)
    [read] = (await order.read()).parcels
    assert read.tracking == other
    [shown] = (await order.shown())["fulfillments"]
    assert shown["notified"] is True


async def test_a_parcel_that_is_called_back_is_to_be_shipped_again(order: Led) -> None:
    parcel = await ship(order, await order.picks(), UPS)
    for _ in range(2):
        await order.mirroring.call_back(DEST, parcel.gid)
    read = await order.read()
    assert [one.is_live for one in read.parcels] == [False]
    assert set(read.open_units.values()) == {2}
    await order.mirroring.retrack(DEST, parcel.gid, Tracking("UPS", ("X",)), notify=False)
    again = await ship(order, await order.picks(), UPS)
    assert again.name.endswith("-F2")


async def test_a_parcel_with_returns_is_not_called_back(order: Led) -> None:
    parcel = await ship(order, await order.picks())
    await order.act("returns", open=True)
    with pytest.raises(Rejected) as error:
        await order.mirroring.call_back(DEST, parcel.gid)
    assert error.value.reason.sentence.startswith("dest refused: Fulfillment has returns")


async def test_a_parcel_that_is_not_there(order: Led) -> None:
    gone, said = "gid://shopify/Fulfillment/1", "dest refused: Fulfillment does not exist."
    with pytest.raises(Rejected) as error:
        await order.mirroring.retrack(DEST, gone, UPS, notify=False)
    assert error.value.reason.sentence == said
    with pytest.raises(Rejected) as error:
        await order.mirroring.call_back(DEST, gone)
    assert error.value.reason.sentence == said


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ({"kind": "drop_answer"}, 1),
        ({"kind": "drop_request"}, 0),
        ({"kind": "status", "status": 502}, 0),
        ({"kind": "internal_error", "worked": True}, 1),
    ],
)
async def test_without_a_clear_answer_nobody_claims_to_know(
    order: Led, fault: dict[str, Any], made: int
) -> None:
    await order.control.fault(**fault, operation="fulfillmentCreate")
    picks, mark = await order.picks(), await order.control.mark()
    with pytest.raises(OutcomeUnknown):
        await ship(order, picks, UPS)
    assert await order.control.since(mark) == ["fulfillmentCreate"]
    # The read is consistent with it at once.
    assert len((await order.read()).parcels) == made


async def retrack(order: Led, gid: str) -> None:
    await order.mirroring.retrack(DEST, gid, UPS, notify=False)


async def call_back(order: Led, gid: str) -> None:
    await order.mirroring.call_back(DEST, gid)


@pytest.mark.parametrize(
    ("operation", "call"),
    [("fulfillmentTrackingInfoUpdate", retrack), ("fulfillmentCancel", call_back)],
)
async def test_what_may_be_asked_twice_is_asked_again(
    order: Led, operation: str, call: Callable[[Led, str], Awaitable[None]]
) -> None:
    parcel = await ship(order, await order.picks())
    await order.control.fault("drop_answer", operation)
    with pytest.raises(Temporary):
        await call(order, parcel.gid)
    await call(order, parcel.gid)


async def test_without_the_scope_the_units_are_not_even_seen(order: Led) -> None:
    picks = await order.picks()
    scopes = ["read_orders", "read_inventory", "read_locations", "read_products"]
    await order.control.shop("dest", scopes=scopes)
    with pytest.raises(AccessRefused) as error:
        await ship(order, picks)
    assert error.value.reason.code == "scope_missing"
    assert (await order.shown())["fulfillments"] == []
