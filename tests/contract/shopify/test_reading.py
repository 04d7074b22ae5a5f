"""Reading stores, orders and variants."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.domain.money import Money
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import DEST, NORTH, Control, Opener, granted, static

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("access_of", [static, granted])
async def test_a_store_says_what_it_is_and_what_we_may(opened: Opener, access_of: object) -> None:
    found = await opened(access_of).probe(await static(NORTH))

    assert (found.shop, found.name, found.currency) == ("north", "North Supply", "USD")
    assert "write_orders" in found.scopes


async def test_an_order_is_read_whole(gateway: ShopifyGateway, control: Control) -> None:
    shipping = {"title": "Standard", "price": "5.00"}
    discount = {"code": "TENOFF", "amount": "10.00"}
    made = await control.place("TEE-BLK-M", "MUG-01", shipping=shipping, discount=discount)

    order = await gateway.read_order(DEST, made["gid"])

    assert order is not None
    assert (order.name, order.number, order.financial_status) == ("#1001", "1001", "PAID")
    assert order.total == Money(Decimal(made["total"]["amount"]), "USD")
    assert order.shipping == Money(Decimal(5), "USD")
    assert order.shipping_address is not None
    assert order.shipping_address.country_code == "US"
    assert [(line.sku, line.quantity, line.to_ship) for line in order.lines] == [
        ("TEE-BLK-M", 2, 2),
        ("MUG-01", 2, 2),
    ]
    # Two at 24.00 and two at 16.50, less 10.00, to the cent.
    assert [line.full_price.amount for line in order.lines] == [Decimal(24), Decimal("16.5")]
    assert sum(line.paid.amount for line in order.lines) == Decimal(71)
    assert order.discount_codes == ("TENOFF",)
    assert [(one.title, one.price) for one in order.shipping_lines] == [
        ("Standard", Money(Decimal(5), "USD"))
    ]
    assert (order.channels, order.high_risk, order.holds) == (("web", "Online Store"), False, ())


async def test_where_each_line_is_to_ship_from_is_read(
    gateway: ShopifyGateway, control: Control
) -> None:
    made = await control.place("TEE-BLK-M", "MUG-01", risk="HIGH", channel="pos", taxRate="0.1")
    await control.call("POST", f"/shopify/dest/orders/{made['id']}/hold", {"reason": "OTHER"})

    order = await gateway.read_order(DEST, made["gid"])

    assert order is not None
    assert [[place.quantity for place in line.places] for line in order.lines] == [[2], [2]]
    (place,) = order.lines[0].places
    assert (place.location_gid or "").startswith("gid://shopify/Location/")
    assert place.location
    assert [line.tracked for line in order.lines] == [True, True]
    assert [(tax.rate, tax.amount.amount) for tax in order.lines[0].taxes] == [
        (Decimal("0.1"), Decimal("4.8"))
    ]
    assert (order.high_risk, order.holds) == (True, ("Other",))
    assert order.channels == ("pos", "Point of Sale")


async def test_what_was_refunded_or_shipped_is_not_to_be_shipped(
    gateway: ShopifyGateway, control: Control
) -> None:
    made = await control.place("TEE-BLK-M", "MUG-01")
    first, second = (line["id"] for line in made["lines"])
    path = f"/shopify/dest/orders/{made['id']}"
    await control.call("POST", f"{path}/ship", {"lines": [{"lineId": first, "quantity": 2}]})
    await control.call("POST", f"{path}/refund", {"lines": [{"lineId": second, "quantity": 1}]})

    order = await gateway.read_order(DEST, made["gid"])

    assert order is not None
    assert [line.to_ship for line in order.lines] == [0, 1]
    assert order.fulfillment_status == "PARTIALLY_FULFILLED"
    assert order.original_total == Money(Decimal(made["total"]["amount"]), "USD")
    assert order.original_total.amount > order.total.amount


async def test_every_line_of_a_long_order_is_read(
    gateway: ShopifyGateway, control: Control
) -> None:
    made = await control.place(*["STICKER"] * 260)

    order = await gateway.read_order(DEST, made["gid"])

    assert order is not None
    assert len({line.gid for line in order.lines}) == 260
    assert {place.quantity for line in order.lines for place in line.places} == {2}


async def test_an_order_that_is_not_there_is_none(gateway: ShopifyGateway) -> None:
    assert await gateway.read_order(DEST, "gid://shopify/Order/1") is None
    assert await gateway.read_source_order(DEST, "gid://shopify/Order/1") is None


@pytest.mark.parametrize("typed", ["1001", "#1001", " 1001 ", "# 1001"])
async def test_an_order_is_found_by_what_people_type(
    gateway: ShopifyGateway, control: Control, typed: str
) -> None:
    made = await control.place()
    await control.place(name="#21001")

    assert await gateway.find_orders(DEST, typed) == [made["gid"]]


async def test_prefixed_names_are_found_by_number_and_by_name(
    gateway: ShopifyGateway, control: Control
) -> None:
    dashed = await control.place(name="EN-7001")
    plain = await control.place(name="7001")

    assert await gateway.find_orders(DEST, "7001") == [plain["gid"]]
    assert await gateway.find_orders(DEST, "en-7001") == [dashed["gid"]]


async def test_a_number_that_two_orders_answer_to_equally_names_both(
    gateway: ShopifyGateway, control: Control
) -> None:
    english = await control.place(name="EN-7101")
    french = await control.place(name="FR-7101")

    assert set(await gateway.find_orders(DEST, "7101")) == {english["gid"], french["gid"]}


@pytest.mark.parametrize("typed", ["", "#", "9999", 'x" OR name:"1001'])
async def test_what_names_no_order_finds_none(
    gateway: ShopifyGateway, control: Control, typed: str
) -> None:
    await control.place()

    assert await gateway.find_orders(DEST, typed) == []


async def test_changed_orders_come_oldest_first_page_by_page(
    gateway: ShopifyGateway, control: Control
) -> None:
    made = [(await control.place())["gid"] for _ in range(53)]

    first = await gateway.changed_orders(DEST, LONG_AGO)
    second = await gateway.changed_orders(DEST, LONG_AGO, first.after)

    assert second.after is None
    assert [one.gid for one in (*first.changes, *second.changes)] == made
    later = first.changes[0].updated_at + timedelta(days=1)
    assert (await gateway.changed_orders(DEST, later)).changes == ()


async def test_variants_are_found_by_their_exact_sku(
    gateway: ShopifyGateway, control: Control
) -> None:
    await control.product("north", "tee-blk-m")
    await control.product("north", "TEE-BLK-M-2")

    found = await gateway.variants_by_sku(NORTH, ["TEE-BLK-M", "STICKER", "NOPE", "", "  "])

    assert {sku: len(variants) for sku, variants in found.items()} == {
        "TEE-BLK-M": 1,
        "STICKER": 2,
        "tee-blk-m": 1,
    }
    assert found["TEE-BLK-M"][0].sku == "TEE-BLK-M"


async def test_a_variant_of_which_case_or_blanks_differ_comes_by_its_own_sku(
    gateway: ShopifyGateway, control: Control
) -> None:
    for sku in ("pad1", "PAD 1", "PAD-1"):
        await control.product("north", sku)

    found = await gateway.variants_by_sku(NORTH, ["PAD 1"])

    assert {sku: [one.sku for one in variants] for sku, variants in found.items()} == {
        "PAD 1": ["PAD 1"],
        "pad1": ["pad1"],
    }


async def test_a_variant_says_how_many_can_be_sold_where_stock_limits_it(
    gateway: ShopifyGateway, control: Control
) -> None:
    await control.product("north", "FEW", available=3)
    await control.product("north", "OVER", available=3, policy="CONTINUE")
    await control.product("north", "LOOSE", available=3, tracked=False)

    found = await gateway.variants_by_sku(NORTH, ["FEW", "OVER", "LOOSE"])

    assert {sku: variants[0].available for sku, variants in found.items()} == {
        "FEW": 3,
        "OVER": None,
        "LOOSE": None,
    }


@pytest.mark.parametrize("sku", ['5" PIPE', "it's", "A (B) OR C", "x:y", "-30", "é-ü", "*"])
async def test_any_sku_can_be_looked_up(
    gateway: ShopifyGateway, control: Control, sku: str
) -> None:
    await control.product("north", sku)

    assert list(await gateway.variants_by_sku(NORTH, [sku])) == [sku]


async def test_more_skus_than_one_query_holds(gateway: ShopifyGateway, control: Control) -> None:
    skus = [f"BULK-{number}" for number in range(30)]
    for sku in skus:
        await control.product("north", sku)

    assert set(await gateway.variants_by_sku(NORTH, skus)) == set(skus)


async def test_a_blank_around_a_sku_does_not_matter(
    gateway: ShopifyGateway, control: Control
) -> None:
    await control.product("north", "PAD-1 ")

    assert list(await gateway.variants_by_sku(NORTH, [" PAD-1"])) == [" PAD-1"]
