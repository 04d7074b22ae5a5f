"""Refunds written into an order: what each refusal of the store comes to."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    Rejected,
)
from core.domain.mirrors.paybacks import Payback
from core.domain.money import Money
from core.shopify.amending import ShopifyAmending
from core.shopify.mirroring import ShopifyMirroring
from tests.contract.shopify.kit import DEST, Control, soon
from tests.contract.shopify.orders import Led, paying, said, units

GONE = "gid://shopify/Order/1"


@pytest.fixture
async def order(control: Control, mirroring: ShopifyMirroring) -> Led:
    """Two black tees, 48.00, paid."""
    return Led(control, mirroring, (await control.place())["gid"])


async def refund(
    amending: ShopifyAmending, gid: str, payback: Payback, key: str | None = None
) -> str:
    return await amending.refund(
        DEST, gid, payback, note="why", key=key or str(uuid.uuid4()), not_after=soon()
    )


async def payment(order: Led) -> str:
    [paid] = (await order.shown())["transactions"]
    return f"gid://shopify/OrderTransaction/{paid['id']}"


# ------------------------------------------------------------------- refunds


async def test_what_is_suggested_goes_back_onto_its_payment(
    order: Led, amending: ShopifyAmending
) -> None:
    gave = units(await order.read())
    found = await amending.suggest_refund(DEST, order.gid, gave)
    half = Money(Decimal(24), "USD")
    assert (found.amount, found.transactions) == (
        half,
        ((await payment(order), "manual", half),),
    )
    made = await refund(amending, order.gid, Payback(gave, found))
    [read] = (await order.read()).refunds
    assert (read.gid, read.amount, read.note) == (made, half, "why")
    assert [(one.quantity, one.restock) for one in read.units] == [(1, "CANCEL")]
    assert (await order.read()).financial_status == "PARTIALLY_REFUNDED"


async def test_without_money_it_is_only_written_down(order: Led, amending: ShopifyAmending) -> None:
    await refund(amending, order.gid, Payback(units(await order.read(), 2)))
    read = await order.read()
    assert [one.amount.amount for one in read.refunds] == [0]
    assert (read.financial_status, read.open_units) == ("PAID", {})


async def test_more_money_than_was_paid(order: Led, amending: ShopifyAmending) -> None:
    before = await order.shown()
    gave = units(await order.read())
    with pytest.raises(Rejected) as error:
        await refund(amending, order.gid, paying(await payment(order), "12345.00", gave))
    assert said(error.value) == (
        "Refund amount $12345.00 is greater than net payment received $48.00"
    )
    assert await order.shown() == before


async def test_more_units_than_there_are(order: Led, amending: ShopifyAmending) -> None:
    with pytest.raises(Rejected) as error:
        await refund(amending, order.gid, Payback(units(await order.read(), 3)))
    assert said(error.value) == "Quantity cannot refund more items than were purchased"
    assert (await order.read()).refunds == ()


async def test_what_was_refunded_meanwhile(order: Led, amending: ShopifyAmending) -> None:
    gave = units(await order.read(), 2)
    suggested = await amending.suggest_refund(DEST, order.gid, gave)
    await order.act("refund")
    with pytest.raises(Rejected) as error:
        await refund(amending, order.gid, Payback(gave, suggested))
    assert said(error.value) == "Quantity cannot refund more items than were purchased"
    assert (await amending.suggest_refund(DEST, order.gid, ())).transactions == ()


async def test_a_payment_of_another_order(
    order: Led, control: Control, amending: ShopifyAmending
) -> None:
    other = Led(control, order.mirroring, (await control.place())["gid"])
    with pytest.raises(Rejected) as error:
        await refund(amending, order.gid, paying(await payment(other), "1.00"))
    assert said(error.value) == "Transactions require a parent_id associated with the order"


async def test_a_way_of_restocking_that_is_no_more(order: Led, amending: ShopifyAmending) -> None:
    gave = units(await order.read(), restock="LEGACY_RESTOCK")
    with pytest.raises(Rejected) as error:
        await refund(amending, order.gid, Payback(gave))
    assert "legacy_restock" in said(error.value)


async def test_an_order_that_is_not_there(order: Led, amending: ShopifyAmending) -> None:
    gave = units(await order.read())
    with pytest.raises(Rejected) as error:
        await refund(amending, GONE, Payback(gave))
    assert said(error.value) == "Order does not exist"
    with pytest.raises(NotFound) as missing:
        await amending.suggest_refund(DEST, GONE, gave)
    assert said(missing.value) == "Order does not exist"


# ------------------------------------------------------------------- a refund's key


async def test_one_key_is_one_refund(order: Led, amending: ShopifyAmending) -> None:
    payback = paying(await payment(order), "5.00")
    made = {await refund(amending, order.gid, payback, "k") for _ in range(3)}
    assert {one.gid for one in (await order.read()).refunds} == made


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ({"kind": "drop_answer"}, 1),
        ({"kind": "drop_request"}, 0),
        ({"kind": "internal_error", "worked": True}, 1),
    ],
)
async def test_a_lost_answer_is_asked_for_again_under_the_key(
    order: Led, amending: ShopifyAmending, fault: dict[str, Any], made: int
) -> None:
    payback = paying(await payment(order), "5.00")
    await order.control.fault(**fault, operation="refundCreate")
    with pytest.raises(OutcomeUnknown):
        await refund(amending, order.gid, payback, "k")
    assert len((await order.read()).refunds) == made
    again = await refund(amending, order.gid, payback, "k")
    assert [one.gid for one in (await order.read()).refunds] == [again]


async def test_a_key_that_is_in_use_leaves_the_outcome_open(
    order: Led, amending: ShopifyAmending
) -> None:
    # Before its cost is known, one call of a kind waits for the other.
    await refund(amending, order.gid, Payback(units(await order.read())))
    payback = paying(await payment(order), "5.00")
    await order.control.fault("delay_before", "refundCreate", seconds=2)
    slow = asyncio.create_task(refund(amending, order.gid, payback, "k"))
    while not (await order.control.call("GET", "/faults"))[0]["fired"]:
        pass
    with pytest.raises(OutcomeUnknown):
        await refund(amending, order.gid, payback, "k")
    made = await slow
    assert [one.gid for one in (await order.read()).refunds][1:] == [made]


async def test_a_key_with_other_words_is_a_mistake_of_ours(
    order: Led, amending: ShopifyAmending
) -> None:
    payback = paying(await payment(order), "5.00")
    await refund(amending, order.gid, payback, "k")
    with pytest.raises(Broken) as error:
        await refund(amending, order.gid, replace(payback, tells=True), "k")
    assert error.value.reason.code == "shopify_answer_unexpected"
    assert "different operation parameters" in error.value.detail
    assert len((await order.read()).refunds) == 1


async def test_a_key_whose_refund_was_refused_says_that_nothing_was_done(
    order: Led, amending: ShopifyAmending
) -> None:
    payback = paying(await payment(order), "999.00")
    sentences = []
    for _ in range(2):
        with pytest.raises(Rejected) as error:
            await refund(amending, order.gid, payback, "k")
        sentences.append(said(error.value))
    assert sentences[0].startswith("Refund amount $999.00")
    assert sentences[1].startswith("A previous request with this idempotency key failed.")
    await refund(amending, order.gid, paying(await payment(order), "9.00"), "another")


async def test_without_the_scope_it_is_an_access_that_somebody_can_grant(
    order: Led, amending: ShopifyAmending
) -> None:
    await order.control.shop("dest", scopes=["read_orders", "read_products", "read_inventory"])
    with pytest.raises(AccessRefused) as error:
        await refund(amending, order.gid, Payback(()))
    assert error.value.reason.code == "scope_missing"
