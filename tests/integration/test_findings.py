"""What nobody told SyncTec of is found, mended, and told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from core.domain.pushes import Attempt, PushState, SourceOrder
from core.domain.work import TellFindings
from core.ports import Preparation
from core.usecases.find_missed import keep_findings, made_twice
from core.usecases.poll_store import PollStore
from core.usecases.prepare_store import PrepareStore
from core.usecases.sweep_pushes import SweepPushes
from scripts.loopback import PLAIN
from tests.integration.db.conftest import source_order
from tests.integration.matching_stage import MatchStage
from tests.integration.operations_desk import Desk

ADDRESS = "https://orders.example.com/webhooks/shopify"


@pytest.fixture
def desk(stage: MatchStage, shopify_address: str) -> Desk:
    return Desk.of(stage, shopify_address)


def polling(stage: MatchStage) -> PollStore:
    """As it is where webhooks are the usual way in."""
    rooms = stage.core.rooms
    return PollStore(rooms.open_unit, rooms.gateway, rooms.clock, tells_missed=True)


async def placed(desk: Desk, **values: Any) -> dict[str, Any]:
    """An order that no webhook tells of: this store has none."""
    made: dict[str, Any] = await desk.stage.control.place(**values)
    return made


async def polled(desk: Desk, *orders: dict[str, Any]) -> None:
    await polling(desk.stage)(desk.stage.dest.id)
    for order in orders:
        await desk.use.judge_order(desk.stage.dest.id, order["gid"])


async def test_a_paid_order_that_no_webhook_told_of_is_told_once(desk: Desk) -> None:
    await polled(desk)
    orders = [await placed(desk), await placed(desk)]
    unpaid = await placed(desk, paid=False)
    await polled(desk, *orders, unpaid)
    assert await desk.said() == []
    await desk.tell_findings()
    (told,) = await desk.said()
    assert "2 paid orders that no webhook told of" in told
    assert all(order["name"] in told for order in orders)
    assert unpaid["name"] not in told

    await polled(desk)
    await desk.tell_findings()
    assert len(await desk.said()) == 1


async def test_a_webhook_that_comes_a_little_later_was_not_lost(desk: Desk) -> None:
    await polled(desk)
    order = await placed(desk)
    await polled(desk, order)
    async with desk.stage.core.open_unit() as unit:
        topic, store = "orders/paid", desk.stage.dest.id
        await unit.inbox.take("w1", store, topic, order["gid"], None, None)
        await unit.commit()
    await desk.tell_findings()
    assert await desk.said() == []
    # What came before the poll is not even kept.
    assert await desk.count("SELECT count(*) FROM findings WHERE told_at IS NULL") == 0


async def test_where_polls_are_the_way_in_nothing_is_missed(desk: Desk) -> None:
    await desk.use.poll_store(desk.stage.dest.id)
    order = await placed(desk)
    await desk.use.poll_store(desk.stage.dest.id)
    await desk.use.judge_order(desk.stage.dest.id, order["gid"])
    assert await desk.count("SELECT count(*) FROM findings") == 0
    assert await desk.stage.jobs("JudgeOrder") == 1


async def test_more_than_ten_are_counted(desk: Desk) -> None:
    await polled(desk)
    orders = [await placed(desk) for _ in range(12)]
    await polled(desk, *orders)
    await desk.tell_findings()
    (told,) = await desk.said()
    assert "12 paid orders" in told
    assert "2 more" in told


async def test_pushes_without_an_outcome_and_without_a_job_are_told(desk: Desk) -> None:
    now = datetime.now(UTC)
    ended = now - timedelta(seconds=1)
    sent = await desk.push(PushState.SENDING, 1, attempt=1, lease_until=ended)
    await desk.push(PushState.QUEUED, 2)
    doubt = {"attempt": 1, "unknown_since": ended}
    await desk.push(PushState.UNKNOWN, 4, lookups=2, **doubt)
    await desk.push(PushState.UNKNOWN, 5, asked=True, **doubt)
    await desk.sql("UPDATE pushes SET changed_at = now() - interval '1 hour'")
    await desk.push(PushState.QUEUED, 3)
    async with desk.stage.core.open_unit() as unit:
        await unit.pushes.add_attempt(Attempt(sent.id, 1, now, ended))
        await unit.commit()
    rooms = desk.stage.core.rooms
    sweep = SweepPushes(rooms.open_unit, rooms.clock, timedelta(seconds=5))
    await sweep()
    await desk.tell_findings()
    (told,) = await desk.said()
    assert "1 push without an outcome" in told
    assert "#1 → North" in told
    assert "2 pushes that nothing worked on any more" in told
    assert "#2 → North" in told
    assert "#4 → North" in told

    # A push whose job waits has not lost it, however long it waits.
    await sweep()
    await desk.tell_findings()
    assert len(await desk.said()) == 1


async def test_subscriptions_that_were_deleted_are_made_again_and_told(
    desk: Desk, shopify_address: str
) -> None:
    rooms, dest = desk.stage.core.rooms, desk.stage.dest
    prepare = PrepareStore(rooms.open_unit, rooms.gateway, ADDRESS, rooms.clock)
    assert (await prepare(dest.id)).subscribed
    await desk.tell_findings()
    assert await desk.said() == []
    await _delete_subscription("ORDERS_PAID", shopify_address)
    assert await prepare(dest.id) == Preparation(subscribed=("ORDERS_PAID",))
    assert await prepare(dest.id) == Preparation()
    await desk.tell_findings()
    (told,) = await desk.said()
    assert "1 webhook subscription that was missing" in told
    assert "ORDERS_PAID" in told
    # Another address is no deletion.
    moved = replace(prepare, webhook_address=f"{ADDRESS}/elsewhere")
    assert len((await moved(dest.id)).changed) > 1
    await desk.tell_findings()
    assert len(await desk.said()) == 1


async def test_a_source_order_whose_change_nobody_told_of(desk: Desk) -> None:
    control, north = desk.stage.control, desk.stage.north
    made = await control.place("TEE-BLK-M", shop="north")
    read = await desk.stage.core.rooms.gateway.read_source_order(north.id, made["gid"])
    assert read is not None
    await desk.push(PushState.PUSHED, source_order=replace(read[0], updated_at=_EARLY))
    # The first poll only begins.
    await polling(desk.stage)(north.id)
    # Nothing that concerns people is different: it is read again, and not spoken of.
    await polling(desk.stage)(north.id)
    await desk.use.refresh_source_order(north.id, made["gid"])
    await desk.sql("UPDATE findings SET due_at = now() - interval '1 second'")
    await desk.use.tell_findings(TellFindings(north.id))
    assert await desk.said("C0NORTH") == []
    assert await desk.count("SELECT count(*) FROM findings") == 1

    # Times of Shopify's are whole seconds: two changes of one second would be one.
    await _until(read[0].updated_at + timedelta(seconds=1))
    await control.call("POST", f"/shopify/north/orders/{made['id']}/cancel", {})
    await polling(desk.stage)(north.id)
    await desk.use.refresh_source_order(north.id, made["gid"])
    await desk.sql("UPDATE findings SET due_at = now() - interval '1 second'")
    await desk.use.tell_findings(TellFindings(north.id))
    (told,) = await desk.said("C0NORTH")
    assert "1 source order that changed without a webhook" in told
    assert made["name"] in told


async def _until(then: datetime) -> None:
    await asyncio.sleep(max(0.0, (then - datetime.now(UTC)).total_seconds()))


_EARLY = source_order().updated_at - timedelta(days=1)
_LIST = "{ webhookSubscriptions(first: 50) { nodes { id topic } } }"
_DELETE = "mutation D($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { message } } }"


async def _delete_subscription(topic: str, address: str) -> None:
    """As Shopify does after deliveries that failed too often."""
    url = f"{address}/shopify/dest/admin/api/2026-10/graphql.json"
    headers = {"X-Shopify-Access-Token": "shpat_sandbox_dest"}
    async with httpx.AsyncClient(verify=PLAIN, headers=headers, trust_env=False) as http:
        listed = (await http.post(url, json={"query": _LIST})).json()["data"]
        nodes = listed["webhookSubscriptions"]["nodes"]
        (gid,) = [node["id"] for node in nodes if node["topic"] == topic]
        await http.post(url, json={"query": _DELETE, "variables": {"id": gid}})


async def test_an_order_that_may_be_there_twice_needs_people_and_says_so(desk: Desk) -> None:
    now = datetime.now(UTC)
    made = SourceOrder("gid://shopify/Order/7", "#2047", now, now, None, "UNFULFILLED")
    push = await desk.push(PushState.PUSHED, source_order=replace(made, name="#2048"))
    async with desk.stage.core.open_unit() as unit:
        found = made_twice(desk.stage.dest.id, push, made)
        await keep_findings(unit, [found], desk.stage.core.rooms.clock)
        await unit.commit()
    await desk.tell_findings()
    (told,) = await desk.said()
    assert "Needs you at" in told
    assert "#1001 → North: #2047 beside #2048" in told
    assert "cancel one of the two" in told
