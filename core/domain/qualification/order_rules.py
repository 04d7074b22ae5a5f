"""Rules of the order: each looks at the order alone and returns its reason, or None.

A new rule is a function here and a line in `HOLDING` (may still be met: the push is held) or
`FINAL` (never will be: the push is skipped or cancelled).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from core.domain import reasons
from core.domain.orders import GIVEN_BACK, Order
from core.domain.reasons import Reason

OrderRule = Callable[[Order], Reason | None]

# A partial refund leaves a paid order whose rest is still to be shipped.
_PAID = frozenset({"PAID", "PARTIALLY_REFUNDED"})

# The form of `str(Identity)`.
_IDENTITY = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com/\d+/\d+")


def paid(order: Order) -> Reason | None:
    """Payment is complete, whatever part of it was refunded later."""
    return None if order.financial_status in _PAID else reasons.UNPAID


def has_name(order: Order) -> Reason | None:
    """Somebody to ship to."""
    address = order.shipping_address
    named = address and (_given(address.first_name) or _given(address.last_name))
    return None if named else reasons.NO_NAME


def has_address(order: Order) -> Reason | None:
    """Street, city and country are there."""
    address = order.shipping_address
    parts = address and (address.address1, address.city, address.country_code)
    return None if parts and all(map(_given, parts)) else reasons.NO_ADDRESS


def has_email(order: Order) -> Reason | None:
    """A way to reach the customer."""
    return None if _given(order.email) else reasons.NO_EMAIL


def has_value(order: Order) -> Reason | None:
    """More than $0.00."""
    return None if order.total.amount > Decimal(0) else reasons.NO_VALUE


def not_cancelled(order: Order) -> Reason | None:
    """Still wanted."""
    return None if order.cancelled_at is None else reasons.CANCELLED


def not_made_by_push(order: Order) -> Reason | None:
    """A customer's own order: in a store that is both, a pushed order must not travel on."""
    made = order.source_identifier and _IDENTITY.fullmatch(order.source_identifier)
    return reasons.MADE_BY_PUSH if made else None


HOLDING: Sequence[OrderRule] = (paid, has_name, has_address, has_email, has_value)


def not_refunded(order: Order) -> Reason | None:
    """The money was not given back whole, nor the payment voided."""
    return reasons.REFUNDED if order.financial_status in GIVEN_BACK else None


FINAL: Sequence[OrderRule] = (not_cancelled, not_refunded, not_made_by_push)


def _given(text: str | None) -> bool:
    """Blanks alone are nothing."""
    return bool(text and text.strip())


def refusals(order: Order, rules: Sequence[OrderRule]) -> tuple[Reason, ...]:
    """Every reason the rules give, in the rules' order."""
    return tuple(reason for rule in rules if (reason := rule(order)) is not None)
