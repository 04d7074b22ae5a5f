"""Cancellations asked of a store: what each refusal comes to."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import AccessRefused, Rejected, Temporary
from core.shopify.amending import ShopifyAmending
from core.shopify.mirroring import ShopifyMirroring
from tests.contract.shopify.kit import DEST, Control
from tests.contract.shopify.orders import Led, said


@pytest.fixture
async def order(control: Control, mirroring: ShopifyMirroring) -> Led:
    """Two black tees, 48.00, paid."""
    await control.settings(cancelJobSeconds=0)
    return Led(control, mirroring, (await control.place())["gid"])


async def cancel(amending: ShopifyAmending, gid: str, **given: Any) -> None:
    rest = {"reason": "CUSTOMER", "pays": False, "note": "why", **given}
    await amending.cancel(DEST, gid, **rest)


async def settled(order: Led) -> Any:
    """Once its cancellation was carried out."""
    while (found := await order.read()).cancelled_at is None:
        pass
    return found


async def test_a_cancellation_is_carried_out_a_little_later(
    order: Led, amending: ShopifyAmending
) -> None:
    await order.control.settings(cancelJobSeconds=1)
    await cancel(amending, order.gid, note="x" * 300)
    assert (await order.read()).cancelled_at is None
    read = await settled(order)
    assert (read.cancel_reason, read.financial_status, read.open_units) == ("CUSTOMER", "PAID", {})
    shown = await order.shown()
    assert shown["lines"][0]["currentQuantity"] == 0


async def test_with_pays_the_money_goes_back(order: Led, amending: ShopifyAmending) -> None:
    await cancel(amending, order.gid, pays=True, reason=None)
    read = await settled(order)
    assert (read.cancel_reason, read.financial_status) == ("OTHER", "REFUNDED")


async def test_what_is_cancelled_already_is_no_error(order: Led, amending: ShopifyAmending) -> None:
    await order.act("cancel")
    before = await order.shown()
    await cancel(amending, order.gid, pays=True)
    assert await order.shown() == before


async def test_what_is_already_something_else_is_refused(
    order: Led, amending: ShopifyAmending
) -> None:
    message = "Cannot cancel an order that has already been fulfilled"
    await order.control.fault("user_error", "orderCancel", message=message, code="INVALID")
    with pytest.raises(Rejected) as error:
        await cancel(amending, order.gid)
    assert said(error.value) == message


@pytest.mark.parametrize("returned", [False, True])
async def test_what_has_parcels_on_their_way(
    order: Led, amending: ShopifyAmending, returned: bool
) -> None:
    line = (await order.shown())["lines"][0]["id"]
    await order.act("ship", lines=[{"lineId": line, "quantity": 1}])
    if returned:
        await order.act("returns", open=True)
    with pytest.raises(Rejected) as error:
        await cancel(amending, order.gid)
    assert said(error.value) == "Cannot cancel an order that has outstanding fulfillments"
    assert (await order.read()).cancelled_at is None


async def test_a_paid_order_at_a_deactivated_location(
    order: Led, amending: ShopifyAmending
) -> None:
    [task] = (await order.read()).tasks
    assert task.location_gid is not None
    path = f"/shopify/dest/locations/{task.location_gid.rpartition('/')[2]}"
    await order.control.call("PATCH", path, {"active": False})
    with pytest.raises(Rejected) as error:
        await cancel(amending, order.gid)
    assert "deactivated location" in said(error.value)


@pytest.mark.parametrize("kind", ["drop_answer", "drop_request"])
async def test_a_lost_answer_to_a_cancellation_is_asked_again(
    order: Led, amending: ShopifyAmending, kind: str
) -> None:
    await order.control.fault(kind, "orderCancel")
    with pytest.raises(Temporary):
        await cancel(amending, order.gid)
    await cancel(amending, order.gid)
    assert (await settled(order)).cancel_reason == "CUSTOMER"


async def test_an_order_that_is_not_there(amending: ShopifyAmending) -> None:
    with pytest.raises(Rejected) as error:
        await cancel(amending, "gid://shopify/Order/1")
    assert said(error.value) == "Order does not exist"


async def test_without_the_scope_it_is_an_access_that_somebody_can_grant(
    order: Led, amending: ShopifyAmending
) -> None:
    await order.control.shop("dest", scopes=["read_orders", "read_products", "read_inventory"])
    with pytest.raises(AccessRefused) as error:
        await cancel(amending, order.gid)
    assert error.value.reason.code == "scope_missing"
