"""Every rule of the order, alone and where two of them meet."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from core.domain import reasons
from core.domain.orders import Order
from core.domain.pushes import Identity
from core.domain.qualification import judge, order_rules
from core.domain.reasons import Reason
from tests.unit.domain.makers import NORTH, NOW, address, line, order, source, usd

OURS = str(Identity("dest.myshopify.com", "9007199254740993", 2))

BREACHES: dict[str, tuple[dict[str, Any], Reason]] = {
    "unpaid": ({"financial_status": "PENDING"}, reasons.UNPAID),
    "nameless": ({"shipping_address": address(first_name=None, last_name="")}, reasons.NO_NAME),
    "homeless": ({"shipping_address": address(address1=None)}, reasons.NO_ADDRESS),
    "unreachable": ({"email": None}, reasons.NO_EMAIL),
    "worthless": ({"total": usd(0)}, reasons.NO_VALUE),
    "cancelled": ({"cancelled_at": NOW}, reasons.CANCELLED),
    "pushed": ({"source_identifier": OURS}, reasons.MADE_BY_PUSH),
}


def refused(found: Order) -> list[Reason]:
    every = (*order_rules.HOLDING, *order_rules.FINAL)
    return list(order_rules.refusals(found, every))


def test_a_complete_paid_order_breaks_no_rule() -> None:
    assert refused(order()) == []


@pytest.mark.parametrize("name", BREACHES)
def test_each_breach_has_its_own_reason(name: str) -> None:
    changes, reason = BREACHES[name]
    assert refused(order(**changes)) == [reason]


@pytest.mark.parametrize(("one", "other"), list(combinations(BREACHES, 2)))
def test_two_breaches_are_both_told(one: str, other: str) -> None:
    changes = BREACHES[one][0] | BREACHES[other][0]
    if {one, other} == {"nameless", "homeless"}:
        changes = {"shipping_address": address(first_name=None, last_name=None, address1=None)}
    assert refused(order(**changes)) == [BREACHES[one][1], BREACHES[other][1]]


def test_every_breach_at_once_is_told_in_the_rules_order() -> None:
    changes = {key: value for breach, _ in BREACHES.values() for key, value in breach.items()}
    changes["shipping_address"] = None
    assert refused(order(**changes)) == [reason for _, reason in BREACHES.values()]


@pytest.mark.parametrize(
    ("status", "paid"),
    [
        ("PAID", True),
        ("PARTIALLY_REFUNDED", True),
        ("PARTIALLY_PAID", False),
        ("AUTHORIZED", False),
        ("PENDING", False),
        ("EXPIRED", False),
        ("REFUNDED", False),
        ("VOIDED", False),
        ("paid", False),
        (None, False),
    ],
)
def test_paid_means_paid_in_full(status: str | None, paid: bool) -> None:
    assert (order_rules.paid(order(financial_status=status)) is None) == paid


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("Ada", "Lovelace", True),
        ("Ada", None, True),
        (None, "Lovelace", True),
        ("", "Lovelace", True),
        ("李", "", True),
        (None, None, False),
        ("", "", False),
        (" ", "\t", False),
        ("\u00a0", None, False),
    ],
)
def test_one_name_is_enough_and_blanks_are_none(
    first: str | None, last: str | None, named: bool
) -> None:
    found = order(shipping_address=address(first_name=first, last_name=last))
    assert (order_rules.has_name(found) is None) == named


@pytest.mark.parametrize("field", ["address1", "city", "country_code"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_street_city_and_country_are_all_needed(field: str, value: str | None) -> None:
    found = order(shipping_address=address(**{field: value}))
    assert order_rules.has_address(found) is reasons.NO_ADDRESS


@pytest.mark.parametrize("field", ["zip", "province_code", "phone", "company", "address2"])
def test_what_not_every_country_has_is_not_asked_for(field: str) -> None:
    assert order_rules.has_address(order(shipping_address=address(**{field: None}))) is None


def test_without_an_address_both_the_name_and_the_address_are_missing() -> None:
    assert refused(order(shipping_address=None)) == [reasons.NO_NAME, reasons.NO_ADDRESS]


def test_the_billing_address_stands_for_nothing() -> None:
    found = order(shipping_address=None, billing_address=address())
    assert reasons.NO_ADDRESS in refused(found)


@pytest.mark.parametrize("email", [None, "", " "])
def test_an_order_without_an_email_address_is_held(email: str | None) -> None:
    assert refused(order(email=email)) == [reasons.NO_EMAIL]


@pytest.mark.parametrize(("total", "worth"), [("0.01", True), ("0", False), ("0.00", False)])
def test_a_cent_is_a_value(total: str, worth: bool) -> None:
    assert (order_rules.has_value(order(total=usd(total))) is None) == worth


def test_less_than_nothing_is_no_value() -> None:
    assert order_rules.has_value(order(total=usd("-1"))) is reasons.NO_VALUE


@pytest.mark.parametrize(
    ("identifier", "ours"),
    [
        (OURS, True),
        ("dest.myshopify.com/1/1", True),
        (None, False),
        ("", False),
        ("1234", False),
        ("dest.myshopify.com/1", False),
        ("dest.myshopify.com/1/1/1", False),
        ("https://dest.myshopify.com/1/1", False),
        ("dest.example.com/1/1", False),
        ("dest.myshopify.com/one/1", False),
        (" dest.myshopify.com/1/1", False),
    ],
)
def test_only_our_own_identity_says_that_a_push_made_the_order(
    identifier: str | None, ours: bool
) -> None:
    found = order(source_identifier=identifier)
    assert (order_rules.not_made_by_push(found) is not None) == ours


def test_rules_that_may_be_met_hold_and_the_others_refuse() -> None:
    changes = {key: value for breach, _ in BREACHES.values() for key, value in breach.items()}
    verdict = judge(order(**changes), [source(NORTH, "A")])
    assert verdict.refused_by == (reasons.CANCELLED, reasons.MADE_BY_PUSH)
    assert reasons.UNPAID in verdict.held_by
    assert reasons.CANCELLED not in verdict.held_by
    assert verdict.reason is reasons.CANCELLED


def test_the_order_is_free_to_go_where_no_rule_speaks() -> None:
    assert judge(order(), [source(NORTH, "A")]).reason is None


def test_what_holds_the_order_is_told_before_what_its_items_lack() -> None:
    held = judge(order(financial_status="PENDING"), [source(NORTH)])
    assert held.reason is reasons.UNPAID
    assert judge(order(), [source(NORTH)]).reason is reasons.NOTHING_SYNCED


def test_an_order_that_is_fulfilled_is_not_said_to_lack_skus() -> None:
    shipped = order(line(1, "A", to_ship=0), line(2, "Z", requires_shipping=False))
    verdict = judge(shipped, [source(NORTH, "A")])
    assert verdict.reason is reasons.NOTHING_TO_SHIP
    mixed = order(line(1, "A", to_ship=0), line(2, "Z"))
    assert judge(mixed, [source(NORTH, "A")]).reason is reasons.NOTHING_SYNCED
