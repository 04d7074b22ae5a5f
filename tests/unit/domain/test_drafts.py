"""The order as it is made on the source store: whose it is, what it costs, how it is found."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.drafts import Cargo, Draft, Route, build_draft, identity_of
from core.domain.orders import Order, ShippingLine
from core.domain.push_settings import (
    ConnectionSettings,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    TaxMethod,
)
from core.domain.pushes import Identity
from core.domain.qualification import judge
from core.domain.templates import TAG_LENGTH
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    PROPERTY,
    address,
    line,
    order,
    push_line,
    store,
    terms,
    usd,
)

URL = "https://admin.shopify.com/store/dest/orders/9007199254740993"
ROUTE = Route(store(), store(NORTH), ConnectionSettings())


def draft(
    found: Order | None = None, part: int = 1, settings: ConnectionSettings | None = None
) -> Draft:
    found = found or order()
    lines = [push_line(n, quantity=each.to_ship) for n, each in enumerate(found.lines, 1)]
    route = Route(store(), store(NORTH), settings or ConnectionSettings())
    return build_draft(route, found, Cargo(lines, part), URL)


def test_the_identity_is_the_domain_the_order_and_the_part() -> None:
    identity = identity_of(store(), order(), 2)
    assert str(identity) == "dest.myshopify.com/9007199254740993/2"
    assert identity.tag == "synctec-9007199254740993-2"
    assert draft(part=2).identity == identity


SHOPS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,59}", fullmatch=True)
KEYS = st.tuples(SHOPS, st.integers(1, 2**63), st.integers(1, 999))


@PROPERTY
@given(KEYS, KEYS)
def test_two_pushes_never_have_one_identity(
    one: tuple[str, int, int], other: tuple[str, int, int]
) -> None:
    names = [
        str(Identity(f"{shop}.myshopify.com", str(number), part))
        for shop, number, part in (one, other)
    ]
    assert (names[0] == names[1]) == (one == other)


@PROPERTY
@given(KEYS)
def test_an_identity_fits_its_tag_and_is_known_again(key: tuple[str, int, int]) -> None:
    shop, number, part = key
    identity = Identity(f"{shop}.myshopify.com", str(number), part)
    assert len(identity.tag) <= TAG_LENGTH
    assert "," not in identity.tag
    made = judge(order(source_identifier=str(identity)), [], terms())
    assert [reason.code for reason in made.refused_by] == ["order_made_by_push"]


def test_the_tags_are_the_connections_and_the_identitys() -> None:
    assert draft().tags == ("Dest Boutique", "#1001", "synctec-9007199254740993-1")
    made = draft(settings=ConnectionSettings(tags=("{source}", ",", "dest-{number}")))
    assert made.tags == ("North Supply", "dest-1001", "synctec-9007199254740993-1")


@pytest.mark.parametrize(
    ("part", "note"),
    [
        (1, "Pushed by SyncTec from Dest Boutique, order #1001."),
        (2, "Pushed by SyncTec from Dest Boutique, order #1001 (part 2)."),
    ],
)
def test_the_note_says_where_it_came_from(part: int, note: str) -> None:
    assert draft(part=part).note.splitlines()[0] == note


def test_a_note_without_words_of_its_own_says_what_was_done() -> None:
    made = draft(settings=ConnectionSettings(note=""))
    assert made.note == "Shipping: free. Prices: as paid. Tax: not carried."


STANDARD = ShippingLine("Standard", "std", usd(5), ())
HALF_OFF = {"shipping_lines": (STANDARD,), "discount_codes": ("HALF",)}
WHOLESALE = PriceRule(PriceMethod.WHOLESALE, Decimal("62.5"))


@pytest.mark.parametrize(
    ("settings", "changes", "said"),
    [
        ({}, HALF_OFF, "Shipping: free, the customer chose Standard."),
        (
            {"shipping": ShippingRule(ShippingMethod.ORIGINAL)},
            HALF_OFF,
            "Shipping: Standard 5.00 USD, as the customer paid.",
        ),
        (
            {"shipping": ShippingRule(ShippingMethod.FLAT, Decimal(3))},
            HALF_OFF,
            "Shipping: 3.00 USD, the flat fee, the customer chose Standard.",
        ),
        ({}, HALF_OFF, "Prices: as paid, after discount HALF."),
        (
            {"prices": PriceRule(PriceMethod.FULL)},
            HALF_OFF,
            "Prices: full, discount HALF not carried.",
        ),
        ({"prices": PriceRule(PriceMethod.FULL)}, {}, "Prices: full, before discounts."),
        ({"prices": WHOLESALE}, {}, "Prices: 62.5% of the full price, before discounts."),
        ({}, {}, "Tax: not carried."),
        ({}, {"taxes_included": True}, "Tax: not carried as lines, included in the prices."),
        (
            {"taxes": TaxMethod.ORIGINAL},
            {"taxes_included": True},
            "Tax: as the customer paid it on these items, included in the prices.",
        ),
        (
            {"taxes": TaxMethod.ORIGINAL, "prices": WHOLESALE},
            {},
            "Tax: the customer's, in proportion to these prices.",
        ),
        (
            {"exchange_rate": Decimal("1.1")},
            {"currency": "EUR"},
            "Currency: EUR to USD at 1.1.",
        ),
    ],
)
def test_the_note_says_what_was_done_with_service_cost_discount_and_tax(
    settings: dict[str, Any], changes: dict[str, Any], said: str
) -> None:
    made = draft(order(**changes), settings=ConnectionSettings(**settings))
    assert said in made.note


def test_a_discount_without_a_code_is_told_too() -> None:
    cheaper = line(1, "A", paid=usd(10))
    assert "Prices: as paid, after discount." in draft(order(cheaper)).note


def test_shipping_that_another_source_order_has_is_told() -> None:
    cargo = Cargo([push_line()], fee=Decimal(4), shipping=False)
    made = build_draft(ROUTE, order(), cargo, URL)
    assert "Shipping: none here, it is left to another push of this order." in made.note
    assert [line.price for line in made.shipping] == [usd(0)]


@pytest.mark.parametrize("test", [True, False])
def test_the_rest_is_as_on_the_order(test: bool) -> None:
    made = draft(order(test=test))
    assert (made.test, made.currency, made.processed_at, made.source_url) == (test, "USD", NOW, URL)
    assert made.shipping_address == address()


def test_an_order_without_an_address_makes_no_draft() -> None:
    with pytest.raises(ValueError, match="no shipping address"):
        build_draft(ROUTE, order(shipping_address=None), Cargo([push_line()]), URL)


def test_a_line_that_is_not_the_orders_makes_no_draft() -> None:
    with pytest.raises(KeyError):
        build_draft(ROUTE, order(line(1)), Cargo([push_line(2)]), URL)
