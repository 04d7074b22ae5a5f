"""Rules of the order: each looks at the order and its store's terms, and returns its reason, or
None.

A new rule is a function here and a line in `HOLDING` (may still be met: the push is held), `FINAL`
(never will be: the push is skipped or cancelled) or `OVERRIDABLE` (the push waits for a person, and
a person's push goes past it). The lists' own sequence is which reason is told first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from core.domain import reasons
from core.domain.orders import GIVEN_BACK, Order
from core.domain.qualification.terms import Terms
from core.domain.reasons import Reason

OrderRule = Callable[[Order, Terms], Reason | None]

# A partial refund leaves a paid order whose rest is still to be shipped.
_PAID = frozenset({"PAID", "PARTIALLY_REFUNDED"})

# The form of `str(Identity)`.
_IDENTITY = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com/\d+/\d+")


def on_a_plan(_order: Order, terms: Terms) -> Reason | None:
    """The store's plan includes order push."""
    if terms.plans.include_push(terms.settings.plan):
        return None
    return reasons.plan_too_low(terms.plans.gate, terms.handle)


def switched_on(_order: Order, terms: Terms) -> Reason | None:
    """Somebody switched order push on for the store."""
    on = terms.settings.order_push
    return None if on else reasons.push_off(terms.store, terms.handle)


def not_paused(_order: Order, terms: Terms) -> Reason | None:
    """Nobody stopped it for a while."""
    return reasons.push_paused(terms.store, terms.handle) if terms.settings.paused else None


def paid(order: Order, _terms: Terms) -> Reason | None:
    """Payment is complete, whatever part of it was refunded later."""
    return None if order.financial_status in _PAID else reasons.UNPAID


def has_name(order: Order, _terms: Terms) -> Reason | None:
    """Somebody to ship to."""
    address = order.shipping_address
    named = address and (_given(address.first_name) or _given(address.last_name))
    return None if named else reasons.NO_NAME


def has_address(order: Order, _terms: Terms) -> Reason | None:
    """Street, city and country are there."""
    address = order.shipping_address
    parts = address and (address.address1, address.city, address.country_code)
    return None if parts and all(map(_given, parts)) else reasons.NO_ADDRESS


def has_email(order: Order, terms: Terms) -> Reason | None:
    """A way to reach the customer, unless the settings waive it."""
    waived = not terms.settings.email_required
    return None if waived or _given(order.email) else reasons.NO_EMAIL


def has_value(order: Order, _terms: Terms) -> Reason | None:
    """More than $0.00."""
    return None if order.total.amount > Decimal(0) else reasons.NO_VALUE


def not_on_hold(order: Order, _terms: Terms) -> Reason | None:
    """No part of its fulfilment is on hold."""
    return reasons.on_hold(order.holds) if order.holds else None


def risk_borne(order: Order, terms: Terms) -> Reason | None:
    """No assessment says that the risk is high, unless the settings allow it."""
    return reasons.HIGH_RISK if order.high_risk and not terms.settings.high_risk else None


def not_a_test(order: Order, terms: Terms) -> Reason | None:
    """A customer's order, unless the settings allow tests."""
    return reasons.TEST if order.test and not terms.settings.test_orders else None


HOLDING: Sequence[OrderRule] = (
    on_a_plan,
    switched_on,
    not_paused,
    paid,
    has_name,
    has_address,
    has_email,
    has_value,
    not_on_hold,
    risk_borne,
    not_a_test,
)


def not_cancelled(order: Order, _terms: Terms) -> Reason | None:
    """Still wanted."""
    return None if order.cancelled_at is None else reasons.CANCELLED


def not_refunded(order: Order, _terms: Terms) -> Reason | None:
    """The money was not given back whole, nor the payment voided."""
    return reasons.REFUNDED if order.financial_status in GIVEN_BACK else None


def not_made_by_push(order: Order, _terms: Terms) -> Reason | None:
    """A customer's own order: in a store that is both, a pushed order must not travel on."""
    made = order.source_identifier and _IDENTITY.fullmatch(order.source_identifier)
    return reasons.MADE_BY_PUSH if made else None


FINAL: Sequence[OrderRule] = (not_cancelled, not_refunded, not_made_by_push)


def no_tag_left_out(order: Order, terms: Terms) -> Reason | None:
    """None of its tags is one that the settings leave out."""
    tag = _first_of(order.tags, terms.settings.left_out_tags)
    return None if tag is None else reasons.tag_left_out(tag)


def no_channel_left_out(order: Order, terms: Terms) -> Reason | None:
    """It did not come through a channel that the settings leave out."""
    channel = _first_of(order.channels, terms.settings.left_out_channels)
    return None if channel is None else reasons.channel_left_out(channel)


OVERRIDABLE: Sequence[OrderRule] = (no_tag_left_out, no_channel_left_out)


def refusals(order: Order, terms: Terms, rules: Iterable[OrderRule]) -> tuple[Reason, ...]:
    """Every reason the rules give, in the sequence in which they are told, whatever that of
    `rules`."""
    told = sorted(rules, key=_PLACE.__getitem__)
    return tuple(reason for rule in told if (reason := rule(order, terms)) is not None)


_PLACE = {rule: place for place, rule in enumerate((*FINAL, *HOLDING, *OVERRIDABLE))}


def _given(text: str | None) -> bool:
    """Blanks alone are nothing."""
    return bool(text and text.strip())


def _first_of(have: Iterable[str], left_out: Iterable[str]) -> str | None:
    """What of `have` is left out, compared in any case; of several the first by alphabet."""
    barred = {name.strip().casefold() for name in left_out}
    return min((name for name in have if name.strip().casefold() in barred), default=None)
