"""A source order is read again after its people touched it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.work import ForgetStore
from core.usecases.look_up_push import identity_of_push
from scripts.loopback import PLAIN
from tests.integration.matching_stage import MatchStage
from tests.integration.operations_desk import Desk

_PRICE = {"amount": "10.00", "currencyCode": "USD"}


@pytest.fixture
def desk(stage: MatchStage, shopify_address: str) -> Desk:
    return Desk.of(stage, shopify_address)


async def test_the_place_is_looked_at_again_though_nothing_of_the_change_shows(desk: Desk) -> None:
    north = desk.stage.north
    made = await desk.stage.control.place("TEE-BLK-M", shop="north")
    read = await desk.stage.core.rooms.gateway.read_source_order(north.id, made["gid"])
    assert read is not None
    elsewhere = Reason("elsewhere", "It stands elsewhere.", "Move it.")
    await desk.push(PushState.PUSHED, source_order=read[0], placement=elsewhere)

    # Shopify's times are whole seconds: the second of two changes may leave none.
    await desk.use.refresh_source_order(north.id, made["gid"])

    waiting = (
        "SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE task_name = 'PlaceSourceOrder'"
    )
    assert await desk.count(waiting) == 1


async def _made_by_the_app(address: str, identity: str) -> str:
    """An order on the source store with this identity."""
    document = """mutation Make($order: OrderCreateOrderInput!) {
      orderCreate(order: $order) { order { id } userErrors { message } } }"""
    line = {"title": "Tee", "quantity": 1, "priceSet": {"shopMoney": _PRICE}}
    order = {"sourceIdentifier": identity, "currency": "USD", "lineItems": [line]}
    async with httpx.AsyncClient(verify=PLAIN, base_url=address, trust_env=False) as http:
        answer = await http.post(
            "/shopify/north/admin/api/2026-10/graphql.json",
            headers={"X-Shopify-Access-Token": "shpat_sandbox_north"},
            json={"query": document, "variables": {"order": order}},
        )
    gid: str = answer.json()["data"]["orderCreate"]["order"]["id"]
    return gid


async def test_an_order_heard_of_while_it_was_sent_is_adopted_should_the_answer_be_lost(
    desk: Desk, shopify_address: str
) -> None:
    """The webhook is quicker than the answer, and nothing tells of the order a second time."""
    north = desk.stage.north
    lease = datetime.now(UTC) + timedelta(minutes=1)
    push = await desk.push(PushState.SENDING, attempt=1, lease_until=lease)
    async with desk.stage.core.open_unit() as unit:
        identity = await identity_of_push(unit, push)
    gid = await _made_by_the_app(shopify_address, str(identity))

    await desk.use.refresh_source_order(north.id, gid)
    waiting = (
        "SELECT count(*) FROM procrastinate.procrastinate_jobs"
        " WHERE task_name = 'AdoptHeard' AND scheduled_at > now() + interval '1 minute'"
    )
    assert await desk.count(waiting) == 1

    # The answer came: nothing is asked.
    await desk.use.refresh_source_order.if_in_doubt(push.id, "gid://shopify/Order/0")
    await desk.sql("UPDATE pushes SET state = 'unknown', unknown_since = now()")
    await desk.use.refresh_source_order.if_in_doubt(push.id, gid)
    async with desk.stage.core.open_unit() as unit:
        adopted = await unit.pushes.get(push.id)
    assert adopted is not None
    assert adopted.source_order is not None
    assert (adopted.state, adopted.source_order.gid) == (PushState.PUSHED, gid)


async def test_a_poll_finds_the_order_of_a_push_in_doubt(desk: Desk, shopify_address: str) -> None:
    """Without webhooks nothing else tells of it."""
    north = desk.stage.north
    await desk.use.poll_store(north.id)
    since = datetime.now(UTC)
    push = await desk.push(PushState.UNKNOWN, attempt=1, unknown_since=since, asked=True)
    async with desk.stage.core.open_unit() as unit:
        identity = await identity_of_push(unit, push)
    await _made_by_the_app(shopify_address, "somebody/else/1")
    gid = await _made_by_the_app(shopify_address, str(identity))

    await desk.use.poll_store(north.id)
    waiting = (
        "SELECT args->'work'->>'order_gid' FROM procrastinate.procrastinate_jobs"
        " WHERE task_name = 'RefreshSourceOrder'"
    )
    assert await desk.texts(waiting) == [gid]


async def test_a_shop_that_is_gone_for_good_is_forgotten(desk: Desk) -> None:
    north = desk.stage.north
    await desk.stage.control.call("PATCH", "/shopify/north", {"state": "missing"})
    await desk.use.forget_store(ForgetStore(north.id))
    kept = "SELECT count(*) FROM stores WHERE shop = 'north' AND forgotten_at IS NOT NULL"
    assert await desk.count(kept) == 1
