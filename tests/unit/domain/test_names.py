"""What people type, and what it names: order numbers, handles, ids; reasons and their codes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import reasons
from core.domain.links import AdminLinks, OrderPage
from core.domain.orders import clean_number, facts_of, legacy_id, order_gid
from core.domain.people import Actor, Policy
from core.domain.reasons import Reason
from core.domain.stores import Store, StoreId, find_by_handle, is_handle, nearest_handles
from tests.unit.domain.makers import PROPERTY, order, store

HANDLES = ["dest", "north", "south", "outlet", "north-2"]


def stores(*handles: str) -> list[Store]:
    return [store(id=StoreId(n), handle=handle) for n, handle in enumerate(handles, 1)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1001", "1001"),
        ("#1001", "1001"),
        (" #1001 ", "1001"),
        ("# 1001", "1001"),
        ("##1001", "1001"),
        ("# #1001", "1001"),
        ("\u00a0#1001\t", "1001"),
        ("EN-1001", "EN-1001"),
        ("#EN1001", "EN1001"),
        ("en1001-a", "en1001-a"),
        ("10#01", "10#01"),
        ("1001#", "1001#"),
        ("0001", "0001"),
        ("#", ""),
        ("  ", ""),
        ("", ""),
    ],
)
def test_an_order_number_is_cleaned(typed: str, number: str) -> None:
    assert clean_number(typed) == number


@PROPERTY
@given(st.text(alphabet="# 01aA-\t\u00a0\n", max_size=12))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    cleaned = clean_number(typed)
    assert clean_number(cleaned) == cleaned
    assert clean_number(f" # {typed}") == cleaned
    assert not cleaned.startswith(("#", " "))
    assert cleaned == cleaned.strip()


@pytest.mark.parametrize("number", ["1", "9007199254740993", "18446744073709551615"])
def test_ids_beyond_two_to_the_53_stay_exact(number: str) -> None:
    assert legacy_id(order_gid(number)) == number
    assert legacy_id(order_gid(int(number))) == number
    assert legacy_id(f"{order_gid(number)}?namespace=x/y") != ""
    assert legacy_id(f"{order_gid(number)}?x=y") == number


def test_what_is_kept_of_an_order_names_nobody() -> None:
    kept = repr(facts_of(order()))
    for secret in ("Ada", "Lovelace", "Analytical", "ada@example.com", "N1"):
        assert secret not in kept
    assert facts_of(order()).city == "London"
    assert facts_of(order(shipping_address=None)).city is None


@pytest.mark.parametrize("typed", ["north", "NORTH", " North "])
def test_a_store_is_found_by_its_handle_in_any_case(typed: str) -> None:
    found = find_by_handle(stores(*HANDLES), typed)
    assert found is not None
    assert found.handle == "north"


@pytest.mark.parametrize("typed", ["nort", "norths", "", "north 2"])
def test_a_handle_is_not_guessed(typed: str) -> None:
    assert find_by_handle(stores(*HANDLES), typed) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nroth", "north"),
        ("SUOTH", "south"),
        ("destination", "dest"),
        ("out", "outlet"),
        ("north2", "north-2"),
        ("zzz", "dest"),
        ("", "dest"),
    ],
)
def test_the_handle_likeliest_meant_comes_first(typed: str, first: str) -> None:
    assert nearest_handles(stores(*HANDLES), typed)[0] == first


@PROPERTY
@given(
    st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), unique=True, max_size=8),
    st.text(max_size=12),
)
def test_every_handle_is_offered_once_in_one_sequence(handles: list[str], typed: str) -> None:
    offered = nearest_handles(stores(*handles), typed)
    assert sorted(offered) == sorted(handles)
    assert offered == nearest_handles(stores(*reversed(handles)), typed)
    if typed in handles:
        assert offered[0] == typed


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("dest", True),
        ("d", True),
        ("3rd-store", True),
        ("a" * 31, True),
        ("a" * 32, False),
        ("-dest", False),
        ("Dest", False),
        ("de st", False),
        ("dest\n", False),
        ("", False),
    ],
)
def test_what_a_handle_may_be(text: str, good: bool) -> None:
    assert is_handle(text) is good


def test_links_lead_to_the_stores_own_admin() -> None:
    gid = order_gid(42)
    assert AdminLinks().order(store(), gid) == "https://admin.shopify.com/store/dest/orders/42"
    local = AdminLinks("http://127.0.0.1:8400/admin/{shop}")
    assert local.order(store(), gid) == "http://127.0.0.1:8400/admin/dest/orders/42"


@pytest.mark.parametrize(
    "url",
    [
        "https://admin.shopify.com/store/dest/orders/42",
        "https://admin.shopify.com/store/Dest/orders/42?orderListBeta=true",
        "https://admin.shopify.com/store/dest/orders/42/refund#top",
        "https://dest.myshopify.com/admin/orders/42",
        "http://127.0.0.1:8400/admin/dest/orders/42",
    ],
)
def test_a_link_to_an_order_is_read(url: str) -> None:
    page = AdminLinks("http://127.0.0.1:8400/admin/{shop}").page_at(url)
    assert page == OrderPage("dest", order_gid(42))


@pytest.mark.parametrize(
    "url",
    [
        "https://admin.shopify.com/store/dest/products/42",
        "https://admin.shopify.com/store/dest/orders",
        "https://admin.shopify.com/store/dest/orders/42x",
        "https://admin.shopify.com/store/dest/draft_orders/42",
        "https://admin-shopify.com/store/dest/orders/42",
        "https://evil.example/?https://admin.shopify.com/store/dest/orders/42",
        "http://127.0.0.1:8400/admin/dest/orders/42",
        "https://dest.myshopify.com.evil.example/admin/orders/42",
        "https://admin.shopify.com/store/dest/orders/" + "4" * 21,
        "",
    ],
)
def test_other_links_are_nothing(url: str) -> None:
    assert AdminLinks().page_at(url) is None


def test_our_own_links_are_read_back() -> None:
    for links in (AdminLinks(), AdminLinks("https://proxy.example/{shop}/admin")):
        url = links.order(store(), order_gid(42))
        assert links.page_at(url) == OrderPage(store().shop, order_gid(42))


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (Policy(), False),
        (Policy(frozenset({"U2"})), False),
        (Policy(frozenset({"U1", "U2"})), True),
        (Policy(everyone=True), True),
    ],
)
def test_nobody_may_act_who_was_not_named(policy: Policy, allowed: bool) -> None:
    assert policy.allows(Actor("T1", "U1")) is allowed


def every_reason() -> list[Reason]:
    made = [
        reasons.sku_missing("Shirt"),
        reasons.sku_unknown("A"),
        reasons.sku_ambiguous("A", "North", 2),
        reasons.sku_on_several_sources("A", "North, South"),
        reasons.no_shipping("Shirt"),
        reasons.nothing_left("Shirt"),
        reasons.stock_refused("North"),
        reasons.refused_by_shopify("North", "No."),
        reasons.change_refused("North", "No."),
    ]
    return made + [each for each in vars(reasons).values() if isinstance(each, Reason)]


def test_every_reason_has_a_code_of_its_own_a_sentence_and_a_remedy() -> None:
    codes = [reason.code for reason in every_reason()]
    assert len(codes) == len(set(codes))
    for reason in every_reason():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", reason.code)
        assert reason.sentence.endswith(".")
        assert reason.remedy.endswith(".")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Email ann.lee+x@mail.example.com is invalid", "Email [e-mail address] is invalid"),
        ("<ann@münchen.example>, taken", "<[e-mail address]>, taken"),
        ("Phone +49 30 1234567 is taken", "Phone [phone number] is taken"),
        ("Phone (030) 123-4567 or 555.123.4567", "Phone [phone number] or [phone number]"),
        ("+4915112345678: not a number", "[phone number]: not a number"),
        ("call 0301234567.", "call [phone number]."),
        ("Refund amount $12345.00 is greater than €1234567.89", None),
        ("Line 3: quantity 1,000 of SKU PIN-1234567", None),
        ("gid://shopify/ProductVariant/1234567890 is gone", None),
        ("Variant 45678901234567 of 2026-11-22 costs 12.50", None),
        ("Title can't be blank @ checkout", None),
    ],
)
def test_what_shopify_refuses_is_told_without_whom_to_reach(said: str, shown: str | None) -> None:
    told = reasons.refused_by_shopify("North", said).sentence
    assert told == f"North refused: {shown or said}"
