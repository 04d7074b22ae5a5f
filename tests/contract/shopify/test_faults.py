"""Every way a call can go wrong, and what of it may have been done."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.drafts import Draft
from core.domain.errors import (
    AccessRefused,
    NotFound,
    OutcomeUnknown,
    SyncError,
    Temporary,
    Throttled,
)
from core.domain.work import Urgency
from core.shopify.gateway import ShopifyGateway
from core.shopify.transport import Limits
from tests.contract.shopify.kit import (
    DEST,
    NORTH,
    Control,
    Opener,
    placed,
    soon,
)

BRIEF = Limits(total=1.5)


@pytest.fixture
async def draft(gateway: ShopifyGateway, control: Control) -> Draft:
    return await placed(gateway, control)


async def create(gateway: ShopifyGateway, draft: Draft) -> object:
    return await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ({"kind": "drop_answer"}, 1),
        ({"kind": "drop_request"}, 0),
        ({"kind": "status", "status": 500}, 0),
        ({"kind": "status", "status": 503, "worked": True}, 1),
        ({"kind": "internal_error"}, 0),
        ({"kind": "internal_error", "worked": True}, 1),
    ],
)
async def test_after_an_unclear_answer_nobody_claims_to_know(
    gateway: ShopifyGateway, control: Control, draft: Draft, fault: dict[str, object], made: int
) -> None:
    await control.fault(**fault, operation="orderCreate")  # type: ignore[arg-type]
    mark = await control.mark()

    with pytest.raises(OutcomeUnknown):
        await create(gateway, draft)

    assert await control.since(mark) == ["orderCreate"]
    assert await control.count("north") == made


@pytest.mark.parametrize("kind", ["delay", "delay_before"])
async def test_a_time_out_after_sending_is_unknown_and_may_be_done_later(
    opened: Opener, control: Control, draft: Draft, kind: str
) -> None:
    await control.fault(kind, "orderCreate", seconds=3)
    mark = await control.mark()

    with pytest.raises(OutcomeUnknown):
        await create(opened(limits=BRIEF), draft)

    assert await control.answered(mark) == ["orderCreate"]
    assert await control.count("north") == 1


@pytest.mark.parametrize("kind", ["drop_answer", "drop_request", "status", "internal_error"])
async def test_a_read_without_an_answer_may_be_asked_again(
    gateway: ShopifyGateway, control: Control, kind: str
) -> None:
    made = await control.place()
    await control.fault(kind, "order")

    with pytest.raises(Temporary):
        await gateway.read_order(DEST, made["gid"])
    assert await gateway.read_order(DEST, made["gid"]) is not None


async def test_a_read_that_takes_too_long_may_be_asked_again(
    opened: Opener, control: Control
) -> None:
    made = await control.place()
    await control.fault("delay", "order", seconds=3)
    mark = await control.mark()

    with pytest.raises(Temporary) as late:
        await opened(limits=BRIEF).read_order(DEST, made["gid"])

    assert late.value.reason.code == "store_no_answer"
    assert await control.answered(mark) == ["order"]


async def test_a_connection_that_never_came_about_sent_nothing(
    opened: Opener, control: Control, draft: Draft
) -> None:
    closed = opened(address="http://127.0.0.1:9")

    with pytest.raises(Temporary) as away:
        await create(closed, draft)

    assert away.value.reason.code == "store_not_connected"
    assert await control.count("north") == 0


async def test_throttled_was_not_done_and_says_when_to_come_back(
    gateway: ShopifyGateway, control: Control, draft: Draft
) -> None:
    await control.fault("throttled", "orderCreate")

    with pytest.raises(Throttled) as slowed:
        await create(gateway, draft)

    assert slowed.value.retry_after is not None
    assert slowed.value.retry_after > timedelta(0)
    assert await control.count("north") == 0


async def test_429_was_not_done_either(
    gateway: ShopifyGateway, control: Control, draft: Draft
) -> None:
    await control.fault("status", "orderCreate", status=429)

    with pytest.raises(Throttled):
        await create(gateway, draft)


@pytest.mark.parametrize(
    ("state", "error", "code"),
    [
        ("frozen", AccessRefused, "shop_frozen"),
        ("forbidden", AccessRefused, "shop_forbidden"),
        ("missing", NotFound, "shop_unknown"),
        ("locked", AccessRefused, "shop_locked"),
    ],
)
async def test_the_state_of_a_shop_is_told_by_its_name(
    gateway: ShopifyGateway,
    control: Control,
    draft: Draft,
    state: str,
    error: type[SyncError],
    code: str,
) -> None:
    await control.shop("north", state=state)

    with pytest.raises(error) as refused:
        await create(gateway, draft)

    assert refused.value.reason.code == code
    assert "north" in refused.value.reason.sentence


async def test_what_came_without_a_scope_is_not_taken_for_empty(
    gateway: ShopifyGateway, control: Control
) -> None:
    made = await control.place()
    await control.fault("refuse_scope", "order", scope="read_orders")

    with pytest.raises(AccessRefused) as refused:
        await gateway.read_order(DEST, made["gid"])

    assert "read_orders" in refused.value.reason.sentence


async def test_a_mutation_without_its_scope_was_not_done(
    gateway: ShopifyGateway, control: Control, draft: Draft
) -> None:
    await control.fault("refuse_scope", "orderCreate", scope="write_orders")

    with pytest.raises(AccessRefused) as refused:
        await create(gateway, draft)

    assert "write_orders" in refused.value.reason.sentence


async def test_a_lease_that_ends_before_the_time_out_sends_nothing(
    gateway: ShopifyGateway, control: Control, draft: Draft
) -> None:
    mark = await control.mark()

    with pytest.raises(Temporary):
        await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon(29))

    assert await control.since(mark) == []


async def test_a_wait_that_would_outlast_the_lease_sends_nothing(
    opened: Opener, control: Control, draft: Draft
) -> None:
    gateway = opened(limits=Limits(total=2))
    await control.fault("status", status=429, shop="north")
    with pytest.raises(Throttled):
        await gateway.find_orders(NORTH, "1")
    mark = await control.mark()

    with pytest.raises(Temporary):
        await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon(2.5))

    assert await control.since(mark) == []


async def test_draining_a_small_bucket_is_never_throttled(opened: Opener, control: Control) -> None:
    await control.settings(bucketSize=200, restoreRate=150)
    made = await control.place()
    gateway = opened()
    urgencies = [Urgency.PERSON, Urgency.BACKGROUND] * 6

    read = await asyncio.gather(*(gateway.read_order(DEST, made["gid"], one) for one in urgencies))

    assert len(read) == 12
    assert all(read)
