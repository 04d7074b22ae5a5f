"""What a source order says about shipping, and which source order of an order says it.

The customer paid for shipping once. However many sources and parts an order has, one source order
carries it; the others ship free, and their notes say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.money import Money, plain
from core.domain.orders import Order, ShippingLine, Tax
from core.domain.pricing import Exchange
from core.domain.push_settings import ShippingMethod, ShippingRule, ShippingTier, TaxMethod
from core.domain.pushes import SETTLED, Push, PushState
from core.domain.stores import StoreId

CODE = "synctec"
"""The code of a shipping line that is not the customer's own."""

FREE = "Free shipping"
PAID = "Shipping"


@dataclass(frozen=True, slots=True)
class DraftShipping:
    """One shipping line of the source order."""

    title: str
    code: str
    price: Money
    taxes: tuple[Tax, ...] = ()


@dataclass(frozen=True, slots=True)
class Shipping:
    """The shipping lines of a source order, never none, and in plain words where they come from."""

    lines: tuple[DraftShipping, ...]
    told: str


def carries(push: Push, others: Iterable[Push], rules: Mapping[StoreId, ShippingRule]) -> bool:
    """Whether the order's shipping goes onto this push, which is about to be sent. `others` are all
    pushes of the order, `rules` the shipping rule of each source.

    It does unless another source order has it, or may have, or a push that is queued, too, comes
    before: one with a typed fee, then by source and part.
    """
    if not asks(push, rules):
        return False
    rivals = (one for one in others if one.id != push.id and one.state in SETTLED)
    return not any(one.carries_shipping or _comes_before(one, push, rules) for one in rivals)


def asks(push: Push, rules: Mapping[StoreId, ShippingRule]) -> bool:
    """Whether the push would carry shipping if it were the only one."""
    rule = rules.get(push.source_id)
    by_rule = rule is not None and rule.method is not ShippingMethod.FREE
    return by_rule or push.shipping_fee is not None


def shipping_for(
    order: Order, rule: ShippingRule, fee: Decimal | None, taxes: TaxMethod, exchange: Exchange
) -> Shipping:
    """By the rule, or the fee that a person typed, which comes before it; both are in the order's
    currency. Taxes go with the customer's own lines only."""
    if fee is not None:
        return _charged(order, fee, exchange, "as typed")
    match rule.method:
        case ShippingMethod.FLAT if rule.fee is not None:
            return _charged(order, rule.fee, exchange, "the flat fee")
        case ShippingMethod.TIERS:
            return _tiered(order, rule.tiers, exchange)
        case ShippingMethod.ORIGINAL if order.shipping_lines:
            return _original(order.shipping_lines, taxes, exchange)
        case _:
            return _charged(order, Decimal(0), exchange, "")


def shipping_elsewhere(order: Order, exchange: Exchange) -> Shipping:
    """That of an order whose shipping is on another source order, or went to one that is about to
    be made: it may still come to nothing, and this note is written by then."""
    free = _charged(order, Decimal(0), exchange, "")
    return Shipping(free.lines, "none here, it is left to another push of this order")


def _comes_before(one: Push, push: Push, rules: Mapping[StoreId, ShippingRule]) -> bool:
    queued = one.state is PushState.QUEUED and asks(one, rules)
    return queued and _rank(one) < _rank(push)


def _rank(push: Push) -> tuple[bool, int, int]:
    return push.shipping_fee is None, push.source_id, push.part


def _charged(order: Order, fee: Decimal, exchange: Exchange, why: str) -> Shipping:
    price = exchange.of(Money(fee, order.currency))
    line = DraftShipping(PAID if price.amount else FREE, CODE, price)
    told = plain(price) if price.amount else "free"
    return Shipping((line,), ", ".join(part for part in (told, why, _service(order)) if part))


def _service(order: Order) -> str:
    """What the customer chose, where the source order does not say it."""
    titles = ", ".join(dict.fromkeys(line.title for line in order.shipping_lines))
    return f"the customer chose {titles}" if titles else ""


def _tiered(order: Order, tiers: Sequence[ShippingTier], exchange: Exchange) -> Shipping:
    reached = [tier for tier in tiers if tier.from_value <= order.total.amount]
    if not reached:
        return _charged(order, Decimal(0), exchange, "the order's value is below every tier")
    tier = max(reached, key=lambda one: one.from_value)
    start = plain(Money(tier.from_value, order.currency))
    return _charged(order, tier.fee, exchange, f"the fee of orders from {start}")


def _original(lines: Sequence[ShippingLine], taxes: TaxMethod, exchange: Exchange) -> Shipping:
    made = tuple(_own(line, taxes, exchange) for line in lines)
    told = ", ".join(f"{line.title} {plain(line.price)}" for line in made)
    return Shipping(made, f"{told}, as the customer paid")


def _own(line: ShippingLine, taxes: TaxMethod, exchange: Exchange) -> DraftShipping:
    carried = line.taxes if taxes is TaxMethod.ORIGINAL else ()
    return DraftShipping(
        title=line.title,
        code=line.code or CODE,
        price=exchange.of(line.price),
        taxes=tuple(exchange.tax(tax) for tax in carried),
    )
