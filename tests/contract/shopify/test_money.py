"""What a source order costs and says, as the source store keeps it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.domain.drafts import Draft
from core.domain.orders import Order, ShippingLine, Tax
from core.domain.push_settings import (
    ConnectionSettings,
    Contact,
    ContactRule,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    TaxMethod,
)
from core.domain.work import Urgency
from core.shopify.gateway import ShopifyGateway
from tests.contract.shopify.kit import DEST, NORTH, Control, draft_of, soon

ORIGINAL = ShippingRule(ShippingMethod.ORIGINAL)
WHOLESALE = PriceRule(PriceMethod.WHOLESALE, Decimal("62.5"))
CUSTOMER = ContactRule(Contact.CUSTOMER)


async def bought(gateway: ShopifyGateway, control: Control, **values: Any) -> Order:
    """Two tees of each kind at 24.00, 8.875 % tax, ten off, Express for 12.50."""
    placed = await control.place(
        "TEE-BLK-M",
        "TEE-WHT-L",
        taxRate="0.08875",
        shipping={"title": "Express", "price": "12.50"},
        discount={"code": "TENOFF", "amount": "10.01"},
        **values,
    )
    order = await gateway.read_order(DEST, placed["gid"])
    assert order is not None
    return order


async def stored(
    gateway: ShopifyGateway,
    control: Control,
    order: Order,
    settings: ConnectionSettings,
    fee: Decimal | None = None,
) -> tuple[Draft, Any]:
    """The draft, and the order that the source store made of it."""
    draft = await draft_of(gateway, order, settings, quantity=2, fee=fee)
    made = await gateway.create_order(NORTH, draft, Urgency.PERSON, not_after=soon())
    return draft, await control.order("north", made.gid)


def amounts(found: Any, *names: str) -> list[str]:
    return [found["money"][name]["amount"] for name in names]


@pytest.mark.parametrize(
    ("settings", "fee", "expected"),
    [
        # lines, shipping, tax, total
        (ConnectionSettings(), None, ["85.99", "0.00", "0.00", "85.99"]),
        (ConnectionSettings(), Decimal("4.9"), ["85.99", "4.90", "0.00", "90.89"]),
        (
            ConnectionSettings(prices=PriceRule(PriceMethod.FULL), shipping=ORIGINAL),
            None,
            ["96.00", "12.50", "0.00", "108.50"],
        ),
        (ConnectionSettings(prices=WHOLESALE), None, ["60.00", "0.00", "0.00", "60.00"]),
        (
            ConnectionSettings(taxes=TaxMethod.ORIGINAL, shipping=ORIGINAL),
            None,
            ["85.99", "12.50", "8.52", "107.01"],
        ),
    ],
)
async def test_the_store_comes_to_the_drafts_total_in_every_mode(
    gateway: ShopifyGateway,
    control: Control,
    settings: ConnectionSettings,
    fee: Decimal | None,
    expected: list[str],
) -> None:
    draft, found = await stored(gateway, control, await bought(gateway, control), settings, fee)

    assert amounts(found, "subtotal", "shipping", "tax", "total") == expected
    assert Decimal(found["money"]["total"]["amount"]) == draft.total.amount
    # Paid, and nothing of it is owed.
    assert (found["financialStatus"], amounts(found, "outstanding")) == ("PAID", ["0.00"])


async def test_a_line_whose_price_is_no_whole_cent_a_unit_is_two_lines_of_one(
    gateway: ShopifyGateway, control: Control
) -> None:
    _, found = await stored(gateway, control, await bought(gateway, control), ConnectionSettings())
    rows = [
        (row["sku"], row["quantity"], row["unitPrice"]["amount"], row["properties"])
        for row in found["lines"]
    ]
    assert [row[:3] for row in rows] == [
        ("TEE-BLK-M", 1, "21.49"),
        ("TEE-BLK-M", 1, "21.50"),
        ("TEE-WHT-L", 2, "21.50"),
    ]
    assert rows[0][3] == rows[1][3] != rows[2][3]
    assert set(rows[0][3]) == {"_synctec_line"}


async def test_service_code_and_shippings_taxes_are_the_customers(
    gateway: ShopifyGateway, control: Control
) -> None:
    order = await bought(gateway, control)
    price = order.shipping_lines[0].price
    vat = Tax("VAT", Decimal("0.08"), replace(price, amount=Decimal("1.00")))
    taxed = ShippingLine("Express", "EXP", price, (vat,))
    settings = ConnectionSettings(shipping=ORIGINAL, taxes=TaxMethod.ORIGINAL)

    draft, found = await stored(gateway, control, replace(order, shipping_lines=(taxed,)), settings)

    assert found["shippingLines"] == [{"title": "Express", "code": "EXP", "price": "12.50"}]
    assert amounts(found, "tax", "total") == ["9.52", "108.01"]
    assert found["note"] == draft.note
    assert "Shipping: Express 12.50 USD, as the customer paid." in found["note"]
    assert "Prices: as paid, after discount TENOFF." in found["note"]


async def test_taxes_in_the_prices_stay_in_them(gateway: ShopifyGateway, control: Control) -> None:
    order = replace(await bought(gateway, control), taxes_included=True)
    settings = ConnectionSettings(taxes=TaxMethod.ORIGINAL)
    _, found = await stored(gateway, control, order, settings)
    assert amounts(found, "subtotal", "tax", "total") == ["85.99", "8.52", "85.99"]


async def test_another_currency_is_converted_at_the_connections_rate(
    gateway: ShopifyGateway, control: Control
) -> None:
    await control.shop("dest", currency="EUR")
    settings = ConnectionSettings(
        exchange_rate=Decimal("1.0833"), shipping=ORIGINAL, taxes=TaxMethod.ORIGINAL
    )

    draft, found = await stored(gateway, control, await bought(gateway, control), settings)

    assert {found["money"][name]["currency"] for name in found["money"]} == {"USD"}
    assert Decimal(found["money"]["total"]["amount"]) == draft.total.amount
    # 42.99 and 43.00 EUR of goods, 4.26 EUR of tax twice, 12.50 EUR: each converted by itself.
    assert amounts(found, "subtotal", "shipping", "tax") == ["93.15", "13.54", "9.22"]
    assert "Currency: EUR to USD at 1.0833." in found["note"]


@pytest.mark.parametrize(
    ("settings", "email", "phone", "dialled"),
    [
        (ConnectionSettings(), None, None, None),
        (
            ConnectionSettings(email=CUSTOMER, phone=CUSTOMER),
            "jane.doe@example.com",
            "+12175550142",
            "+12175550142",
        ),
        (ConnectionSettings(phone=ContactRule(Contact.OTHER, "030 1")), None, "030 1", None),
    ],
)
async def test_the_source_store_knows_of_the_customer_what_the_rule_says(
    gateway: ShopifyGateway,
    control: Control,
    settings: ConnectionSettings,
    email: str | None,
    phone: str | None,
    dialled: str | None,
) -> None:
    _, found = await stored(gateway, control, await bought(gateway, control), settings)
    assert (found["email"], found["phone"]) == (email, dialled)
    assert found["shippingAddress"]["phone"] == phone
