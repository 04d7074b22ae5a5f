"""Whose e-mail address and phone number go onto the source order."""

from __future__ import annotations

import pytest

from core.domain.contact import Reachable, reachable
from core.domain.drafts import Cargo, Route, build_draft
from core.domain.push_settings import ConnectionSettings, Contact, ContactRule
from tests.unit.domain.makers import NORTH, address, order, push_line, store

NOBODY = ContactRule()
CUSTOMER, STORE = ContactRule(Contact.CUSTOMER), ContactRule(Contact.STORE)
OURS = store(email="shop@dest.example", phone="+1 212 555 0100")
FOUND = order(email="ada@example.com", phone="+44 20 7946 0000")


@pytest.mark.parametrize(
    ("rule", "email", "phone"),
    [
        (NOBODY, None, None),
        (CUSTOMER, "ada@example.com", "+44 20 7946 0000"),
        (STORE, "shop@dest.example", "+1 212 555 0100"),
        (ContactRule(Contact.OTHER, " desk@x.example "), "desk@x.example", "desk@x.example"),
        (ContactRule(Contact.OTHER), None, None),
        # A value that belongs to no method is not used.
        (ContactRule(Contact.NONE, "desk@x.example"), None, None),
    ],
)
def test_the_rule_chooses(rule: ContactRule, email: str | None, phone: str | None) -> None:
    assert reachable(rule, NOBODY, FOUND, OURS) == Reachable(email=email)
    assert reachable(NOBODY, rule, FOUND, OURS) == Reachable(phone=phone)


def test_a_customer_without_a_number_of_the_order_has_that_of_the_address() -> None:
    found = order(phone=None, shipping_address=address(phone="020 7946 0000"))
    assert reachable(NOBODY, CUSTOMER, found, OURS).phone == "020 7946 0000"
    assert reachable(NOBODY, CUSTOMER, order(phone=" "), OURS).phone is None


@pytest.mark.parametrize(
    ("rule", "expected"), [(NOBODY, None), (CUSTOMER, "+441"), (STORE, "+1 212 555 0100")]
)
def test_the_address_has_the_chosen_number_or_none(rule: ContactRule, expected: str | None) -> None:
    found = order(shipping_address=address(phone="+441"))
    settings = ConnectionSettings(phone=rule)
    made = build_draft(
        Route(OURS, store(NORTH), settings), found, Cargo([push_line()]), "https://x"
    )
    assert made.shipping_address == address(phone=expected)
    assert made.phone == expected
    assert made.email is None
