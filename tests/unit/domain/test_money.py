"""Money is exact, and one currency never becomes another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.money import Money, total
from tests.unit.domain.makers import PROPERTY, usd

AMOUNTS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(lambda d: Money(d, "USD"))
EURO = Money(Decimal(1), "EUR")


@PROPERTY
@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_sums_do_not_depend_on_their_order(a: Money, b: Money, c: Money) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + b - b == a


@PROPERTY
@given(AMOUNTS, st.integers(0, 20))
def test_times_is_a_sum(a: Money, count: int) -> None:
    assert a * count == total([a] * count, "USD")


@PROPERTY
@given(st.lists(AMOUNTS, max_size=20))
def test_a_total_is_exact(amounts: list[Money]) -> None:
    assert total(amounts, "USD").amount * 1000 == sum(int(a.amount * 1000) for a in amounts)


def test_floats_pitfall() -> None:
    assert usd("0.1") + usd("0.2") == usd("0.3")


def test_trailing_zeros_are_no_difference() -> None:
    assert usd("42.5") == usd("42.50")
    assert hash(usd("42.5")) == hash(usd("42.50"))


def test_nothing_sums_to_zero_in_the_currency_asked_for() -> None:
    assert total([], "JPY") == Money(Decimal(0), "JPY")


def test_currencies_never_mix() -> None:
    with pytest.raises(ValueError, match="cannot combine USD with EUR"):
        usd(1) + EURO
    with pytest.raises(ValueError, match="cannot combine USD with EUR"):
        usd(1) - EURO
    with pytest.raises(ValueError, match="cannot combine USD with EUR"):
        total([EURO], "USD")
    assert usd(1) != EURO
