"""An order for every rule of the order, broken by nothing else where that can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.domain import reasons
from core.domain.orders import Order
from core.domain.pushes import Identity
from core.domain.qualification import Terms, order_rules
from core.domain.qualification.order_rules import OrderRule
from core.domain.reasons import Reason
from tests.unit.domain.makers import NOW, address, order, terms, usd

OURS = str(Identity("dest.myshopify.com", "9007199254740993", 2))
EVERY = (*order_rules.FINAL, *order_rules.HOLDING, *order_rules.OVERRIDABLE)


@dataclass(frozen=True, slots=True)
class Breach:
    """What of an order and of its store's settings breaks one rule, and the reason it gives."""

    reason: Reason
    order: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


# In the sequence in which they are told.
BREACHES: dict[OrderRule, Breach] = {
    order_rules.not_cancelled: Breach(reasons.CANCELLED, {"cancelled_at": NOW}),
    order_rules.not_refunded: Breach(reasons.REFUNDED, {"financial_status": "REFUNDED"}),
    order_rules.not_made_by_push: Breach(reasons.MADE_BY_PUSH, {"source_identifier": OURS}),
    order_rules.on_a_plan: Breach(
        reasons.plan_too_low("Traction", "dest"), settings={"plan": "Starter"}
    ),
    order_rules.switched_on: Breach(
        reasons.push_off("Dest Boutique", "dest"), settings={"order_push": False}
    ),
    order_rules.not_paused: Breach(
        reasons.push_paused("Dest Boutique", "dest"), settings={"paused": True}
    ),
    order_rules.paid: Breach(reasons.UNPAID, {"financial_status": "PENDING"}),
    order_rules.has_name: Breach(
        reasons.NO_NAME, {"shipping_address": address(first_name=None, last_name="")}
    ),
    order_rules.has_address: Breach(
        reasons.NO_ADDRESS, {"shipping_address": address(address1=None)}
    ),
    order_rules.has_email: Breach(reasons.NO_EMAIL, {"email": None}),
    order_rules.has_value: Breach(reasons.NO_VALUE, {"total": usd(0)}),
    order_rules.not_on_hold: Breach(reasons.on_hold(["Other"]), {"holds": ("Other",)}),
    order_rules.risk_borne: Breach(reasons.HIGH_RISK, {"high_risk": True}),
    order_rules.not_a_test: Breach(reasons.TEST, {"test": True}),
    order_rules.no_tag_left_out: Breach(
        reasons.tag_left_out("Wholesale"),
        {"tags": ("new", "Wholesale")},
        {"left_out_tags": ("wholesale ",)},
    ),
    order_rules.no_channel_left_out: Breach(
        reasons.channel_left_out("Online Store"), settings={"left_out_channels": ("online store",)}
    ),
}


def broken(*rules: OrderRule) -> tuple[Order, Terms]:
    """An order that breaks these rules, and its store's terms."""
    changes = {key: value for rule in rules for key, value in BREACHES[rule].order.items()}
    settings = {key: value for rule in rules for key, value in BREACHES[rule].settings.items()}
    if {order_rules.has_name, order_rules.has_address} <= set(rules):
        changes["shipping_address"] = address(first_name=None, last_name=None, address1=None)
    if order_rules.not_refunded in rules:
        changes["financial_status"] = "REFUNDED"
    return order(**changes), terms(**settings)


def expected(*rules: OrderRule) -> list[Reason]:
    """What these breaches are told as; whoever was given the money back has not paid either."""
    meant = {*rules} | ({order_rules.paid} if order_rules.not_refunded in rules else set())
    return [breach.reason for rule, breach in BREACHES.items() if rule in meant]
