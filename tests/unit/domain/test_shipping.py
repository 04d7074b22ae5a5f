"""What a source order says about shipping, and that an order's shipping is charged once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.domain.money import Money
from core.domain.orders import ShippingLine, Tax
from core.domain.pricing import Exchange
from core.domain.push_settings import ShippingMethod, ShippingRule, ShippingTier, TaxMethod
from core.domain.pushes import Push, PushState
from core.domain.shipping import Shipping, carries, shipping_for
from tests.unit.domain.makers import NORTH, SOUTH, order, push, usd

VAT = Tax("VAT", Decimal("0.19"), usd("0.95"))
STANDARD = ShippingLine("Standard", "std", usd("5.00"), (VAT,))
EXPRESS = ShippingLine("Express", None, usd("12.50"), ())
FREE, ORIGINAL = ShippingRule(), ShippingRule(ShippingMethod.ORIGINAL)
FLAT = ShippingRule(ShippingMethod.FLAT, Decimal("3.50"))
TIERS = ShippingRule(
    ShippingMethod.TIERS,
    tiers=(
        ShippingTier(Decimal(100), Decimal(0)),
        ShippingTier(Decimal(20), Decimal(8)),
        ShippingTier(Decimal(50), Decimal(4)),
    ),
)
DOLLARS = Exchange("USD")


def of(rule: ShippingRule, fee: str | None = None, **changes: Any) -> Shipping:
    taxes = changes.pop("taxes", TaxMethod.NONE)
    exchange = changes.pop("exchange", DOLLARS)
    found = order(**{"shipping_lines": (STANDARD,), **changes})
    return shipping_for(found, rule, None if fee is None else Decimal(fee), taxes, exchange)


def shown(made: Shipping) -> list[tuple[str, str, str]]:
    return [(line.title, line.code, f"{line.price.amount}") for line in made.lines]


@pytest.mark.parametrize(
    ("rule", "fee", "expected"),
    [
        (FREE, None, ("Free shipping", "synctec", "0.00")),
        (FLAT, None, ("Shipping", "synctec", "3.50")),
        (ShippingRule(ShippingMethod.FLAT), None, ("Free shipping", "synctec", "0.00")),
        (ORIGINAL, None, ("Standard", "std", "5.00")),
        # What a person typed comes before every rule.
        (FREE, "4.9", ("Shipping", "synctec", "4.90")),
        (FLAT, "4.9", ("Shipping", "synctec", "4.90")),
        (ORIGINAL, "0", ("Free shipping", "synctec", "0.00")),
    ],
)
def test_shipping_by_rule_or_typed(
    rule: ShippingRule, fee: str | None, expected: tuple[str, str, str]
) -> None:
    assert shown(of(rule, fee)) == [expected]


@pytest.mark.parametrize(
    ("value", "fee", "told"),
    [
        ("19.99", "0.00", "free, the order's value is below every tier"),
        ("20", "8.00", "8.00 USD, the fee of orders from 20.00 USD"),
        ("49.99", "8.00", "8.00 USD, the fee of orders from 20.00 USD"),
        ("50", "4.00", "4.00 USD, the fee of orders from 50.00 USD"),
        ("5000", "0.00", "free, the fee of orders from 100.00 USD"),
    ],
)
def test_the_tier_is_the_highest_that_the_orders_value_reaches(
    value: str, fee: str, told: str
) -> None:
    made = of(TIERS, total=usd(value), shipping_lines=())
    assert (made.lines[0].price, made.told) == (usd(fee), told)


def test_the_customers_own_lines_go_with_title_code_and_cost() -> None:
    made = of(ORIGINAL, shipping_lines=(STANDARD, EXPRESS))
    assert shown(made) == [("Standard", "std", "5.00"), ("Express", "synctec", "12.50")]
    assert made.told == "Standard 5.00 USD, Express 12.50 USD, as the customer paid"
    assert shown(of(ORIGINAL, shipping_lines=())) == [("Free shipping", "synctec", "0.00")]


def test_shippings_taxes_go_with_the_customers_own_line_alone() -> None:
    assert of(ORIGINAL, taxes=TaxMethod.ORIGINAL).lines[0].taxes == (VAT,)
    assert of(ORIGINAL).lines[0].taxes == ()
    assert of(FLAT, taxes=TaxMethod.ORIGINAL).lines[0].taxes == ()


@pytest.mark.parametrize(
    ("rule", "fee", "price"),
    [(FLAT, None, "525"), (ORIGINAL, None, "750"), (TIERS, None, "1200"), (FREE, "1.01", "152")],
)
def test_fees_are_in_the_orders_currency_and_converted(
    rule: ShippingRule, fee: str | None, price: str
) -> None:
    made = of(rule, fee, exchange=Exchange("JPY", Decimal(150)), total=usd(30))
    assert made.lines[0].price == Money(Decimal(price), "JPY")


RULES = {NORTH: FLAT, SOUTH: ORIGINAL}
QUEUED, PUSHED = PushState.QUEUED, PushState.PUSHED


def north(state: PushState = QUEUED, part: int = 1, **changes: Any) -> Push:
    return push(state, part=part, **changes)


def south(state: PushState = QUEUED, part: int = 1, **changes: Any) -> Push:
    return push(state, part=part, store_id=SOUTH, **changes)


@pytest.mark.parametrize(
    ("state", "having", "expected"),
    [
        (PUSHED, True, False),
        (PushState.SENDING, True, False),
        # It may exist.
        (PushState.UNKNOWN, True, False),
        # Being sent again, it keeps what it had.
        (QUEUED, True, False),
        (PUSHED, False, True),
        # Nothing was made, or it is not to be shipped: the next one has it.
        (PushState.FAILED, True, True),
        (PushState.CANCELLED, True, True),
        (PushState.WAITING, False, True),
    ],
)
def test_shipping_that_another_source_order_has_is_not_charged_again(
    state: PushState, having: bool, expected: bool
) -> None:
    before = south(state, carries_shipping=having)
    assert carries(north(), [before], RULES) is expected
    assert carries(north(part=2), [north(state, carries_shipping=having)], RULES) is expected


def test_of_several_that_are_queued_the_first_by_source_and_part_has_it() -> None:
    every = [north(part=2), south(), north()]
    assert [carries(one, every, RULES) for one in every] == [False, False, True]


def test_a_typed_fee_comes_first_and_goes_onto_one_source_order() -> None:
    typed = south(shipping_fee=Decimal(4))
    assert carries(typed, [north(), typed], RULES)
    assert not carries(north(), [north(), typed], RULES)
    both = [north(shipping_fee=Decimal(4)), typed]
    assert [carries(one, both, RULES) for one in both] == [True, False]


def test_free_shipping_leaves_it_to_a_source_that_charges() -> None:
    free = {NORTH: FREE, SOUTH: FLAT}
    every = [north(), south()]
    assert [carries(one, every, free) for one in every] == [False, True]
    assert carries(north(shipping_fee=Decimal(0)), every, free)
