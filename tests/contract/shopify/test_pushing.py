"""Creating a source order, and finding it again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.domain.errors import OutcomeUnknown, Rejected, Throttled
from core.domain.pushes import Identity
from core.domain.work import Urgency
from core.ports import Preparation
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import DEST, NORTH, Control, draft_of, placed, soon

HOOK = "https://synctec.example/webhooks/shopify"


def since() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


async def test_the_source_order_carries_what_it_has_to(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control, "TEE-BLK-M", "TEE-WHT-L", test=True)

    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    order = await control.order("north", made.gid)
    assert made.name == order["name"]
    assert order["sourceIdentifier"] == str(draft.identity)
    assert order["metafields"][0]["value"] == str(draft.identity)
    assert set(order["tags"]) == set(draft.tags)
    assert (order["note"], order["test"]) == (draft.note, True)
    assert (order["financialStatus"], order["fulfillmentStatus"]) == ("PAID", "UNFULFILLED")
    assert (order["email"], order["phone"], order["customer"]) == (None, None, None)
    assert order["shippingAddress"]["address1"] == draft.shipping_address.address1
    assert order["shippingLines"][0]["price"] == "0.00"
    assert [(line["sku"], line["requiresShipping"]) for line in order["lines"]] == [
        ("TEE-BLK-M", True),
        ("TEE-WHT-L", True),
    ]
    lines = [line["properties"]["_synctec_line"] for line in order["lines"]]
    assert lines == [line.line_gid for line in draft.lines]


async def test_the_prices_are_the_customers_and_the_fee_is_the_persons(
    gateway: ShopifyGateway, control: Control
) -> None:
    discount = {"code": "TENOFF", "amount": "10.00"}
    read = await gateway.read_order(DEST, (await control.place(discount=discount))["gid"])
    assert read is not None
    draft = await draft_of(gateway, read, quantity=2, fee=Decimal("1E+1"))

    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    order = await control.order("north", made.gid)
    assert Decimal(order["total"]["amount"]) == Decimal("48.00")
    assert order["shippingLines"][0]["price"] == "10.00"


async def test_stock_is_taken_and_refuses_when_there_is_none(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control, "CAP-NVY")

    with pytest.raises(Rejected) as refused:
        await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert refused.value.reason.code == "stock_refused"
    assert "north" in refused.value.reason.sentence
    assert await control.count("north") == 0


async def test_any_other_refusal_is_told_in_shopifys_words(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    gone = replace(draft.lines[0], variant_gid="gid://shopify/ProductVariant/1")

    with pytest.raises(Rejected) as refused:
        await gateway.create_order(
            NORTH, replace(draft, lines=(gone,)), Urgency.PERSON, not_after=soon()
        )

    assert refused.value.reason.code == "refused_by_shopify"
    assert "does not exist" in refused.value.reason.sentence


async def test_a_development_stores_pace_is_a_wait_and_no_failure(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    await control.settings(ordersPerMinute=0)

    with pytest.raises(Throttled) as slowed:
        await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert slowed.value.retry_after == timedelta(minutes=1)


async def test_every_look_up_finds_the_order(gateway: ShopifyGateway, control: Control) -> None:
    await gateway.prepare(NORTH, None, ships=True)
    draft = await placed(gateway, control)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert await gateway.find_by_key(NORTH, draft.identity) == made
    assert (await gateway.search_order(NORTH, draft.identity, since())).order == made
    assert await gateway.find_source_order(NORTH, made.name.lstrip("#")) == made
    assert await gateway.read_source_order(NORTH, made.gid) == (made, str(draft.identity))


async def test_without_the_definition_the_keyed_look_up_finds_nothing_and_the_search_does(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert await gateway.find_by_key(NORTH, draft.identity) is None
    assert (await gateway.search_order(NORTH, draft.identity, since())).order == made


async def test_a_search_that_lags_finds_nothing_and_the_key_does(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    await gateway.prepare(NORTH, None, ships=True)
    await control.settings(searchLagSeconds=3600, keyedLookupLagSeconds=3600)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())
    assert (await gateway.search_order(NORTH, draft.identity, since())).order is None

    await control.settings(keyedLookupLagSeconds=0)
    assert (await gateway.search_order(NORTH, draft.identity, since())).order == made


async def test_an_order_that_only_shares_the_tag_is_not_ours(
    gateway: ShopifyGateway, control: Control
) -> None:
    identity = Identity("dest.myshopify.com", "4711", 1)
    await control.place(shop="north", tags=[identity.tag])

    assert (await gateway.search_order(NORTH, identity, since())).order is None


async def test_identities_that_share_their_words_are_told_apart(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())
    part_two = replace(draft.identity, part=2)
    longer = replace(draft.identity, part=11)

    assert (await gateway.search_order(NORTH, part_two, since())).order is None
    assert (await gateway.search_order(NORTH, longer, since())).order is None


async def test_a_cancelled_order_is_found_as_cancelled(
    gateway: ShopifyGateway, control: Control
) -> None:
    draft = await placed(gateway, control)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())
    number = made.gid.rpartition("/")[2]
    await control.call("POST", f"/shopify/north/orders/{number}/cancel", {})

    found = (await gateway.search_order(NORTH, draft.identity, since())).order

    assert found is not None
    assert found.cancelled_at is not None


async def test_the_same_identity_twice_is_no_failure_but_a_case_for_the_look_up(
    gateway: ShopifyGateway, control: Control
) -> None:
    await gateway.prepare(NORTH, None, ships=True)
    draft = await placed(gateway, control)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    with pytest.raises(OutcomeUnknown):
        await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())

    assert await control.count("north") == 1
    assert (await gateway.search_order(NORTH, draft.identity, since())).order == made


async def test_a_store_is_prepared_once(gateway: ShopifyGateway) -> None:
    first = await gateway.prepare(NORTH, HOOK, ships=True)
    again = await gateway.prepare(NORTH, HOOK, ships=True)
    moved = await gateway.prepare(NORTH, f"{HOOK}/2", ships=True)

    assert (len(first.subscribed), first.changed, first.identity) == (15, (), True)
    assert again == Preparation()
    assert moved == Preparation(changed=first.subscribed)


async def test_webhooks_carry_no_customer_data(gateway: ShopifyGateway, control: Control) -> None:
    await gateway.prepare(DEST, HOOK, ships=True)

    stores = (await control.call("GET", "/state"))["shopify"]["stores"]

    fields = {name for one in stores["dest"]["subscriptions"] for name in one["include_fields"]}
    assert fields == {
        *("id", "admin_graphql_api_id", "updated_at", "cancelled_at"),
        *("financial_status", "fulfillment_status"),
        # Of fulfilments and returns: whose they are, by its ids alone.
        *("order", "order_id"),
    }
