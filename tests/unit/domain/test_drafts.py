"""The order as it is made on the source store: whose it is, what it costs, how it is found."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.drafts import TAG_LENGTH, Draft, build_draft, identity_of
from core.domain.money import Money, total
from core.domain.orders import Order
from core.domain.pushes import Identity
from core.domain.qualification import judge
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    PROPERTY,
    address,
    line,
    order,
    push_line,
    source,
    store,
    usd,
)

URL = "https://admin.shopify.com/store/dest/orders/9007199254740993"
CENTS = st.decimals(0, 100_000, places=2, allow_nan=False)


def draft(found: Order | None = None, part: int = 1, fee: Decimal | None = None) -> Draft:
    found = found or order()
    share = judge(found, [source(NORTH, "A", "B")]).share_of(NORTH)
    assert share is not None
    return build_draft(store(), found, share.parts[0], part, fee, URL)


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
    made = judge(order(source_identifier=str(identity)), [])
    assert [reason.code for reason in made.refused_by] == ["order_made_by_push"]


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Dest Boutique", "Dest Boutique"),
        ("Shirts, Hats", "Shirts  Hats"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
        (",a,", "a"),
    ],
)
def test_the_stores_name_is_a_tag_of_forty_characters_without_commas(name: str, tag: str) -> None:
    made = build_draft(store(name=name), order(), [push_line()], 1, None, URL)
    assert made.tags == (tag, "#1001", "synctec-9007199254740993-1")


def test_a_name_of_commas_makes_no_empty_tag() -> None:
    made = build_draft(store(name=",,"), order(), [push_line()], 1, None, URL)
    assert made.tags == ("#1001", "synctec-9007199254740993-1")


@PROPERTY
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_breaks_a_tag(store_name: str, order_name: str) -> None:
    found = order(name=order_name)
    made = build_draft(store(name=store_name), found, [push_line()], 1, None, URL)
    for tag in made.tags:
        assert 0 < len(tag) <= TAG_LENGTH
        assert "," not in tag
        assert tag == tag.strip()
    assert made.tags[-1] == made.identity.tag


@pytest.mark.parametrize(
    ("part", "note"),
    [
        (1, "Pushed by SyncTec from Dest Boutique, order #1001."),
        (2, "Pushed by SyncTec from Dest Boutique, order #1001 (part 2)."),
    ],
)
def test_the_note_says_where_it_came_from(part: int, note: str) -> None:
    assert draft(part=part).note == note


def test_lines_carry_the_orders_own_prices() -> None:
    found = order(
        line(1, "A", unit_price=usd("9.99"), taxable=True),
        line(2, "Z", unit_price=usd("100")),
        line(3, "B", unit_price=usd("0.01"), taxable=False, quantity=7, to_ship=5),
    )
    made = [
        (each.line_gid, each.quantity, each.unit_price, each.taxable) for each in draft(found).lines
    ]
    assert made == [
        ("gid://shopify/LineItem/1", 2, usd("9.99"), True),
        ("gid://shopify/LineItem/3", 5, usd("0.01"), False),
    ]


@PROPERTY
@given(st.lists(st.tuples(CENTS, st.integers(1, 50)), min_size=1, max_size=20))
def test_not_a_cent_is_lost(items: list[tuple[Decimal, int]]) -> None:
    lines = [
        line(number, "A", unit_price=Money(price, "USD"), quantity=count, to_ship=count)
        for number, (price, count) in enumerate(items)
    ]
    made = draft(order(*lines))
    worth = total((each.unit_price * each.quantity for each in made.lines), "USD")
    cents = sum(int(price * 100) * count for price, count in items)
    assert worth.amount * 100 == cents


@pytest.mark.parametrize(
    ("fee", "expected"),
    [(None, None), (Decimal(0), usd(0)), (Decimal("4.90"), usd("4.90"))],
)
def test_the_fee_is_in_the_orders_currency_and_none_is_free(
    fee: Decimal | None, expected: Money | None
) -> None:
    assert draft(fee=fee).shipping_fee == expected


def test_the_customers_own_shipping_price_is_not_the_fee() -> None:
    assert draft(order(shipping=usd(25))).shipping_fee is None


@pytest.mark.parametrize("test", [True, False])
def test_the_rest_is_as_on_the_order(test: bool) -> None:
    made = draft(order(test=test))
    assert (made.test, made.currency, made.processed_at, made.source_url) == (test, "USD", NOW, URL)
    assert made.shipping_address == address()


def test_an_order_without_an_address_makes_no_draft() -> None:
    with pytest.raises(ValueError, match="no shipping address"):
        build_draft(store(), order(shipping_address=None), [push_line()], 1, None, URL)


def test_a_line_that_is_not_the_orders_makes_no_draft() -> None:
    with pytest.raises(KeyError):
        build_draft(store(), order(line(1)), [push_line(2)], 1, None, URL)
