"""Whose e-mail address and phone number go onto the source order: nobody's, unless a rule says so.

Whoever is on the source order is who the source store writes to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.domain.orders import Order
from core.domain.push_settings import Contact, ContactRule
from core.domain.stores import Store

_BETWEEN = re.compile(r"[\s().\-/]+")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Reachable:
    """The address and the number on a source order; None is none."""

    email: str | None = None
    phone: str | None = None


def reachable(
    email: ContactRule, phone: ContactRule, order: Order, destination: Store
) -> Reachable:
    """What the two rules of a connection choose for an order."""
    address = order.shipping_address
    number = order.phone or (address.phone if address else None)
    return Reachable(
        email=_chosen(email, order.email, destination.email),
        phone=_chosen(phone, number, destination.phone),
    )


def dialable(phone: str | None) -> str | None:
    """The number as Shopify takes it for the order itself (E.164), None where it would refuse it:
    it still stands in the address, where a carrier reads it."""
    plain = _BETWEEN.sub("", phone or "")
    return plain if _E164.fullmatch(plain) else None


def _chosen(rule: ContactRule, customers: str | None, stores: str | None) -> str | None:
    by_method = {
        Contact.NONE: None,
        Contact.CUSTOMER: customers,
        Contact.STORE: stores,
        Contact.OTHER: rule.value,
    }
    return (by_method[rule.method] or "").strip() or None
