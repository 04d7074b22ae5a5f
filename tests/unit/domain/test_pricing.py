"""What the lines of a source order cost: exactly what the customer paid for them, or by rule."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.domain.drafts import Cargo, Draft, Route, build_draft
from core.domain.money import Money
from core.domain.orders import Order, Tax
from core.domain.pricing import exchange_for, units_before
from core.domain.push_settings import ConnectionSettings, PriceMethod, PriceRule, TaxMethod
from core.domain.pushes import PushLine, PushState
from tests.unit.domain.makers import NORTH, SOUTH, line, order, push, push_line, store, usd

FULL = PriceRule(PriceMethod.FULL)
ORIGINAL = ConnectionSettings(taxes=TaxMethod.ORIGINAL)
GIDS = [f"gid://shopify/LineItem/{number}" for number in range(4)]


def draft(
    found: Order,
    *lines: PushLine,
    settings: ConnectionSettings | None = None,
    before: dict[str, int] | None = None,
    currency: str = "USD",
) -> Draft:
    source = store(NORTH, currency=currency)
    route = Route(store(), source, settings or ConnectionSettings())
    whole = [push_line(n, quantity=each.to_ship) for n, each in enumerate(found.lines, 1)]
    return build_draft(route, found, Cargo(lines or whole, before=before or {}), "https://x")


def prices(made: Draft) -> list[tuple[int, str]]:
    return [(one.quantity, f"{one.unit_price.amount}") for one in made.lines]


def taxes(made: Draft) -> list[list[str]]:
    return [[f"{tax.amount.amount}" for tax in one.taxes] for one in made.lines]


@pytest.mark.parametrize(
    ("paid", "quantity", "expected"),
    [
        ("20.00", 2, [(2, "10.00")]),
        ("10.00", 3, [(2, "3.33"), (1, "3.34")]),
        ("0.02", 3, [(1, "0.00"), (2, "0.01")]),
        ("0.00", 3, [(3, "0.00")]),
        ("19.99", 1, [(1, "19.99")]),
    ],
)
def test_a_price_that_is_no_whole_cent_a_unit_becomes_two_lines(
    paid: str, quantity: int, expected: list[tuple[int, str]]
) -> None:
    made = draft(order(line(1, quantity=quantity, paid=usd(paid))))
    assert prices(made) == expected
    assert {one.line_gid for one in made.lines} == {GIDS[1]}
    assert made.total == usd(paid)


@pytest.mark.parametrize(
    ("currency", "paid", "expected"),
    [
        ("JPY", "1000", [(2, "333"), (1, "334")]),
        ("KWD", "1.000", [(2, "0.333"), (1, "0.334")]),
        ("EUR", "1.00", [(2, "0.33"), (1, "0.34")]),
    ],
)
def test_a_cent_is_what_the_currency_has(
    currency: str, paid: str, expected: list[tuple[int, str]]
) -> None:
    amount = Money(Decimal(paid), currency)
    found = order(line(1, quantity=3, paid=amount, full_price=amount), currency=currency)
    assert prices(draft(found, currency=currency)) == expected


def test_portions_of_a_line_add_up_whoever_ships_them() -> None:
    found = order(line(1, quantity=4, paid=usd("10.01"), taxes=(tax("0.83"),)))
    portions = [(0, 1), (1, 2), (3, 1)]
    made = [
        draft(found, push_line(1, quantity=n), settings=ORIGINAL, before={GIDS[1]: first})
        for first, n in portions
    ]
    assert [prices(one) for one in made] == [[(1, "2.50")], [(2, "2.50")], [(1, "2.51")]]
    assert sum(one.total.amount for one in made) == Decimal("10.84")


def test_two_places_of_one_push_are_told_apart() -> None:
    """The same line ships from two places of one source: numbered one after the other."""
    found = order(line(1, quantity=3, paid=usd(10)))
    here = PushLine(GIDS[1], "A", "Item", 1, "v", "gid://shopify/Location/1")
    there = PushLine(GIDS[1], "A", "Item", 2, "v", "gid://shopify/Location/2")
    made = draft(found, here, there)
    assert prices(made) == [(1, "3.33"), (1, "3.33"), (1, "3.34")]
    assert [one.place for one in made.lines] == [here.place, there.place, there.place]
    assert [one.place for one in draft(found, here).lines] == [None]


def test_what_was_refunded_or_shipped_costs_its_share_and_no_more() -> None:
    found = order(line(1, quantity=3, to_ship=2, paid=usd("10.00")))
    assert prices(draft(found)) == [(2, "3.33")]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FULL, [(3, "9.99")]),
        (PriceRule(PriceMethod.WHOLESALE, Decimal(50)), [(3, "5.00")]),
        (PriceRule(PriceMethod.WHOLESALE, Decimal("33.3")), [(3, "3.33")]),
        (PriceRule(PriceMethod.WHOLESALE, Decimal(0)), [(3, "0.00")]),
        (PriceRule(PriceMethod.WHOLESALE, None), [(3, "9.99")]),
    ],
)
def test_full_and_wholesale_prices_are_units(
    rule: PriceRule, expected: list[tuple[int, str]]
) -> None:
    found = order(line(1, quantity=3, paid=usd(10), full_price=usd("9.99")))
    assert prices(draft(found, settings=ConnectionSettings(prices=rule))) == expected


def tax(amount: str, title: str = "VAT", rate: str = "0.1") -> Tax:
    return Tax(title, Decimal(rate), usd(amount))


def test_taxes_go_when_they_are_wanted_to_the_cent_of_the_units_that_go() -> None:
    taxed = line(1, quantity=3, paid=usd("10.00"), taxes=(tax("1.00"), tax("0.01", "City")))
    assert taxes(draft(order(taxed))) == [[], []]
    # Two units at 3.33 and one at 3.34 are two lines, each with its taxes.
    assert taxes(draft(order(taxed), settings=ORIGINAL)) == [["0.66", "0.00"], ["0.34", "0.01"]]
    some = draft(order(taxed), push_line(1, quantity=1), settings=ORIGINAL)
    assert taxes(some) == [["0.33", "0.00"]]
    [vat, city] = some.lines[0].taxes
    assert (vat.title, vat.rate, city.title) == ("VAT", Decimal("0.1"), "City")


@pytest.mark.parametrize(
    ("percent", "paid", "vat", "included", "expected"),
    [
        # 119.00 with 19.00 in it, at 10 %.
        (10, "119.00", "19.00", True, "1.90"),
        (10, "119.00", "22.61", False, "2.26"),
        # Half off: the full price is taxed as much as what was paid.
        (100, "59.50", "9.50", True, "19.00"),
        # For nothing: there is the rate alone.
        (10, "0.00", "0.00", True, "1.90"),
        (10, "0.00", "0.00", False, "2.26"),
        (0, "119.00", "19.00", True, "0.00"),
    ],
)
def test_taxes_follow_the_price_that_the_rule_makes(
    percent: int, paid: str, vat: str, included: bool, expected: str
) -> None:
    rule = PriceRule(PriceMethod.WHOLESALE, Decimal(percent))
    rate = tax(vat, rate="0.19")
    taxed = line(1, quantity=1, paid=usd(paid), full_price=usd("119.00"), taxes=(rate,))
    settings = ConnectionSettings(prices=rule, taxes=TaxMethod.ORIGINAL)
    made = draft(order(taxed, taxes_included=included), settings=settings)
    assert taxes(made) == [[expected]]
    assert made.lines[0].taxes[0].rate == Decimal("0.19")


@pytest.mark.parametrize(("included", "total"), [(True, "10.00"), (False, "11.00")])
def test_taxes_that_are_in_the_prices_are_not_added_again(included: bool, total: str) -> None:
    taxed = line(1, quantity=3, paid=usd("10.00"), taxes=(tax("1.00"),))
    made = draft(order(taxed, taxes_included=included), settings=ORIGINAL)
    assert (made.taxes_included, made.total) == (included, usd(total))


def test_another_currency_is_converted_amount_by_amount() -> None:
    euros = Money(Decimal("10.00"), "EUR")
    found = order(line(1, quantity=3, paid=euros, full_price=euros), currency="EUR")
    rated = ConnectionSettings(exchange_rate=Decimal("1.0833"))
    made = draft(found, settings=rated)
    # 10.00 EUR are 10.83 USD: that is divided, not each unit converted.
    assert prices(made) == [(3, "3.61")]
    assert (made.currency, made.total) == ("USD", usd("10.83"))
    assert prices(draft(found, settings=rated, currency="JPY")) == [(1, "3"), (2, "4")]


@pytest.mark.parametrize(
    ("order_currency", "source_currency", "rate", "expected"),
    [
        ("USD", "USD", "2", ("USD", "1")),
        ("EUR", "USD", "2", ("USD", "2")),
        # The rules let no such order through.
        ("EUR", "USD", None, ("EUR", "1")),
    ],
)
def test_a_rate_is_used_between_two_currencies_only(
    order_currency: str, source_currency: str, rate: str | None, expected: tuple[str, str]
) -> None:
    given = None if rate is None else Decimal(rate)
    made = exchange_for(order_currency, source_currency, given)
    assert (made.currency, str(made.rate)) == expected


def other(number: int, *lines: PushLine, **changes: Any) -> Any:
    return push(PushState.PUSHED, lines, id=number, store_id=SOUTH, **changes)


def test_units_of_older_pushes_come_first() -> None:
    mine = push(PushState.QUEUED, (push_line(1),), id=5)
    pushes = [
        mine,
        other(3, push_line(1, quantity=1), push_line(2, quantity=4)),
        other(4, push_line(1, quantity=2)),
        other(6, push_line(1, quantity=8)),
    ]
    assert units_before(mine, pushes) == {GIDS[1]: 3, GIDS[2]: 4}


def test_units_made_again_after_a_cancellation_cost_what_they_did() -> None:
    found = order(line(1, quantity=4, paid=usd("10.02")))
    first = draft(found, push_line(1, quantity=3))
    rest = draft(found, push_line(1, quantity=1), before={GIDS[1]: 3})
    again = draft(found, push_line(1, quantity=3), before={GIDS[1]: 4})
    assert prices(again) == prices(first)
    assert first.total + rest.total == usd("10.02")
