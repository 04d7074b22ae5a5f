"""Every rule of the order, alone and where two of them meet, or one meets an item's."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import reasons
from core.domain.orders import Order
from core.domain.plans import Plans
from core.domain.qualification import Terms, judge, order_rules
from core.domain.qualification.order_rules import OrderRule
from core.domain.reasons import Reason
from tests.unit.domain.item_refusals import ITEM_REFUSALS
from tests.unit.domain.makers import NORTH, PROPERTY, address, line, order, source, terms, usd
from tests.unit.domain.order_breaches import BREACHES, EVERY, OURS, broken, expected


def refused(found: Order, judged_by: Terms | None = None) -> list[Reason]:
    return list(order_rules.refusals(found, judged_by or terms(), EVERY))


def test_the_table_has_every_rule_in_the_sequence_in_which_they_are_told() -> None:
    assert tuple(BREACHES) == EVERY


def test_a_complete_paid_order_breaks_no_rule() -> None:
    assert refused(order()) == []


@pytest.mark.parametrize("rule", BREACHES)
def test_each_breach_has_its_own_reason(rule: OrderRule) -> None:
    found, judged_by = broken(rule)
    assert rule(found, judged_by) == BREACHES[rule].reason
    assert refused(found, judged_by) == expected(rule)


@pytest.mark.parametrize(("one", "other"), list(combinations(BREACHES, 2)))
def test_two_breaches_are_both_told(one: OrderRule, other: OrderRule) -> None:
    assert refused(*broken(one, other)) == expected(one, other)


def test_every_breach_at_once_is_told_in_the_rules_order() -> None:
    assert refused(*broken(*BREACHES)) == [breach.reason for breach in BREACHES.values()]


@PROPERTY
@given(st.permutations(EVERY), st.sets(st.sampled_from(list(BREACHES))))
def test_the_sequence_of_the_rules_changes_nothing(
    rules: list[OrderRule], breached: set[OrderRule]
) -> None:
    found, judged_by = broken(*breached)
    assert list(order_rules.refusals(found, judged_by, rules)) == expected(*breached)


@pytest.mark.parametrize("rule", BREACHES)
@pytest.mark.parametrize("code", sorted(ITEM_REFUSALS))
def test_an_order_and_its_items_are_refused_apart(rule: OrderRule, code: str) -> None:
    """What the order lacks hides nothing of what its items lack, and the other way round."""
    found, judged_by = broken(rule)
    item, sources = ITEM_REFUSALS[code]
    verdict = judge(replace(found, lines=(item,)), sources, judged_by)
    assert [each.reason.code for each in verdict.lines if each.reason] == [code]
    told = (*verdict.refused_by, *verdict.held_by, *verdict.left_out)
    assert list(told) == expected(rule)
    assert verdict.shares == ()


@pytest.mark.parametrize("rule", order_rules.OVERRIDABLE)
def test_what_a_person_goes_past_is_no_reason_to_refuse_them(rule: OrderRule) -> None:
    verdict = judge(broken(rule)[0], [source(NORTH, "A")], broken(rule)[1])
    assert verdict.reason is None
    assert list(verdict.left_out) == expected(rule)


@pytest.mark.parametrize("rule", [*order_rules.HOLDING, *order_rules.FINAL])
def test_whatever_else_refuses_refuses_a_person_too_with_its_reason(rule: OrderRule) -> None:
    found, judged_by = broken(rule)
    assert judge(found, [source(NORTH, "A")], judged_by).reason == expected(rule)[0]


@pytest.mark.parametrize(
    ("plan", "gate", "sentence"),
    [
        (None, "Traction", "Order Push is available on the Traction plan and above"),
        ("Starter", "Traction", "Order Push is available on the Traction plan and above"),
        ("starter", "Scale", "Order Push is available on the Scale plan and above"),
        ("Traction", "Scale", "Order Push is available on the Scale plan and above"),
        ("Traction", "Traction", None),
        ("SCALE", "Traction", None),
        (None, "Starter", None),
    ],
)
def test_below_the_gate_the_answer_is_one_sentence(
    plan: str | None, gate: str, sentence: str | None
) -> None:
    judged_by = replace(terms(plan=plan), plans=Plans(gate=gate))
    reason = order_rules.on_a_plan(order(), judged_by)
    assert (reason and reason.sentence) == sentence


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"email": None}, {"email_required": False}),
        ({"test": True}, {"test_orders": True}),
        ({"high_risk": True}, {"high_risk": True}),
    ],
)
def test_a_setting_waives_its_rule(changes: dict[str, Any], setting: dict[str, bool]) -> None:
    assert refused(order(**changes)) != []
    assert refused(order(**changes), terms(**setting)) == []


@pytest.mark.parametrize(
    ("tags", "left_out", "told"),
    [
        (("Wholesale",), ("WHOLESALE",), "Wholesale"),
        (("b", "A"), ("a", "B"), "A"),
        (("wholesale-2",), ("wholesale",), None),
        ((), ("wholesale",), None),
        (("",), (), None),
    ],
)
def test_a_left_out_tag_is_the_whole_tag_in_any_case(
    tags: tuple[str, ...], left_out: tuple[str, ...], told: str | None
) -> None:
    for sequence in (tags, tags[::-1]):
        reason = order_rules.no_tag_left_out(order(tags=sequence), terms(left_out_tags=left_out))
        assert reason == (reasons.tag_left_out(told) if told else None)


def test_holds_are_each_named_once() -> None:
    found = order_rules.not_on_hold(order(holds=("Other", "High risk", "Other")), terms())
    assert found == reasons.on_hold(["High risk", "Other"])


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
    assert (order_rules.paid(order(financial_status=status), terms()) is None) == paid


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
    assert (order_rules.has_name(found, terms()) is None) == named


@pytest.mark.parametrize("field", ["address1", "city", "country_code"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_street_city_and_country_are_all_needed(field: str, value: str | None) -> None:
    found = order(shipping_address=address(**{field: value}))
    assert order_rules.has_address(found, terms()) is reasons.NO_ADDRESS


@pytest.mark.parametrize("field", ["zip", "province_code", "phone", "company", "address2"])
def test_what_not_every_country_has_is_not_asked_for(field: str) -> None:
    assert (
        order_rules.has_address(order(shipping_address=address(**{field: None})), terms()) is None
    )


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
    assert (order_rules.has_value(order(total=usd(total)), terms()) is None) == worth


def test_less_than_nothing_is_no_value() -> None:
    assert order_rules.has_value(order(total=usd("-1")), terms()) is reasons.NO_VALUE


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
    assert (order_rules.not_made_by_push(found, terms()) is not None) == ours


def test_rules_that_may_be_met_hold_and_the_others_refuse() -> None:
    found, judged_by = broken(*BREACHES)
    verdict = judge(found, [source(NORTH, "A")], judged_by)
    assert verdict.refused_by == (reasons.CANCELLED, reasons.REFUNDED, reasons.MADE_BY_PUSH)
    assert reasons.UNPAID in verdict.held_by
    assert reasons.CANCELLED not in verdict.held_by
    assert verdict.reason is reasons.CANCELLED


def test_the_order_is_free_to_go_where_no_rule_speaks() -> None:
    assert judge(order(), [source(NORTH, "A")], terms()).reason is None


def test_what_holds_the_order_is_told_before_what_its_items_lack() -> None:
    held = judge(order(financial_status="PENDING"), [source(NORTH)], terms())
    assert held.reason is reasons.UNPAID
    assert judge(order(), [source(NORTH)], terms()).reason is reasons.NOTHING_SYNCED


def test_an_order_that_is_fulfilled_is_not_said_to_lack_skus() -> None:
    shipped = order(line(1, "A", to_ship=0), line(2, "Z", requires_shipping=False))
    verdict = judge(shipped, [source(NORTH, "A")], terms())
    assert verdict.reason is reasons.NOTHING_TO_SHIP
    mixed = order(line(1, "A", to_ship=0), line(2, "Z"))
    assert judge(mixed, [source(NORTH, "A")], terms()).reason is reasons.NOTHING_SYNCED
