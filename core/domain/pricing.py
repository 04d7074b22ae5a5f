"""What the lines of a source order cost, to the cent, and the taxes on them.

A line's price and taxes are known for all its units together, after discounts. One push may carry
some of them only (others are refunded, shipped, or another push's): its units are numbered, and
what falls on them is worked out so that all units together cost what the customer paid. Where the
price of the units is not divisible by their number, some of them cost a cent more: they are a
source line of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain.money import Money, cent, rounded, share
from core.domain.orders import OrderLine, Tax
from core.domain.push_settings import ConnectionSettings, PriceMethod, PriceRule, TaxMethod
from core.domain.pushes import Push, PushLine

_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of the source order; `line_gid` is the destination line it stands for, which two of
    them may share; `place` the location it was to ship from, named where the same line ships from
    several. `taxes` are for all `quantity` units."""

    variant_gid: str
    line_gid: str
    quantity: int
    unit_price: Money
    taxable: bool
    taxes: tuple[Tax, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """How amounts of an order become amounts of its source order: each is converted by itself and
    rounded to the cent of `currency`, so that sums are sums of what is shown."""

    currency: str
    rate: Decimal = Decimal(1)

    def of(self, amount: Money, factor: Decimal = Decimal(1)) -> Money:
        """The amount, or `factor` times the amount, in the source order's currency."""
        return rounded(amount.amount * factor * self.rate, self.currency)

    def tax(self, tax: Tax) -> Tax:
        """A whole tax, converted."""
        return Tax(tax.title, tax.rate, self.of(tax.amount))


@dataclass(frozen=True, slots=True)
class Pricing:
    """By which rules a source order is priced; `taxes_included`: prices hold their taxes."""

    prices: PriceRule
    taxes: TaxMethod
    exchange: Exchange
    taxes_included: bool = False


def exchange_for(order_currency: str, source_currency: str, rate: Decimal | None) -> Exchange:
    """Into the source's currency where the connection has a rate. Without one the order keeps its
    own: the rules of the item let none go whose currency differs."""
    if order_currency == source_currency or rate is None:
        return Exchange(order_currency)
    return Exchange(source_currency, rate)


def pricing_of(
    settings: ConnectionSettings, exchange: Exchange, *, taxes_included: bool
) -> Pricing:
    """The rules of a connection, for an order whose prices hold their taxes or do not."""
    return Pricing(settings.prices, settings.taxes, exchange, taxes_included)


def units_before(push: Push, pushes: Iterable[Push]) -> Mapping[str, int]:
    """How many units of each line (by its gid) come before this push's: those of the order's older
    pushes, whatever became of them. A push that is made again in place of a cancelled one then has
    the numbers beyond the last, which begin anew."""
    units: dict[str, int] = {}
    older = (one for one in pushes if one.id < push.id)
    for line in (line for one in older for line in one.lines):
        units[line.line_gid] = units.get(line.line_gid, 0) + line.quantity
    return units


def priced(
    lines: Sequence[PushLine],
    order_lines: Mapping[str, OrderLine],
    before: Mapping[str, int],
    pricing: Pricing,
) -> tuple[DraftLine, ...]:
    """The lines of a push with prices and taxes. `before` says of how many units of a line (by its
    gid) other pushes come first: these units are numbered after them.

    Raises:
        KeyError: a line is not the order's.
    """
    first = dict(before)
    several = {gid for gid, many in Counter(line.line_gid for line in lines).items() if many > 1}
    made: list[DraftLine] = []
    for line in lines:
        number = first.get(line.line_gid, 0)
        place = line.place if line.line_gid in several else None
        whole = _draft_lines(line, order_lines[line.line_gid], number, pricing)
        made += (replace(one, place=place) for one in whole)
        first[line.line_gid] = number + line.quantity
    return tuple(made)


def _draft_lines(
    part: PushLine, line: OrderLine, first: int, pricing: Pricing
) -> Iterator[DraftLine]:
    taxes = _taxes(part, line, first, pricing)
    done = 0
    for quantity, price in _prices(part, line, first, pricing):
        yield DraftLine(
            variant_gid=part.variant_gid,
            line_gid=part.line_gid,
            quantity=quantity,
            unit_price=price,
            taxable=line.taxable,
            taxes=tuple(_tax_on(tax, part.quantity, done, quantity) for tax in taxes),
        )
        done += quantity


def _prices(
    part: PushLine, line: OrderLine, first: int, pricing: Pricing
) -> Iterator[tuple[int, Money]]:
    """How many units at which price: one price, or two that are a cent apart."""
    rule, exchange = pricing.prices, pricing.exchange
    if rule.method is not PriceMethod.PAID:
        yield part.quantity, exchange.of(line.full_price, _factor(rule))
        return
    all_units = share(exchange.of(line.paid), line.quantity, first, part.quantity)
    low = share(all_units, part.quantity, 0, 1)
    step = cent(exchange.currency)
    dearer = int((all_units - low * part.quantity).amount / step)
    if dearer < part.quantity:
        yield part.quantity - dearer, low
    if dearer:
        yield dearer, Money(low.amount + step, low.currency)


def _factor(rule: PriceRule) -> Decimal:
    whole = rule.method is PriceMethod.FULL or rule.percent is None
    return Decimal(1) if whole or rule.percent is None else rule.percent / _PERCENT


def _taxes(part: PushLine, line: OrderLine, first: int, pricing: Pricing) -> list[Tax]:
    if pricing.taxes is TaxMethod.NONE:
        return []
    whole = (_whole_tax(tax, line, pricing) for tax in line.taxes)
    return [_tax_on(tax, line.quantity, first, part.quantity) for tax in whole]


def _whole_tax(tax: Tax, line: OrderLine, pricing: Pricing) -> Tax:
    """The tax on all units of the line at the price that the rule makes of them: as much of it as
    the customer's tax is of what was paid, its rate where nothing was."""
    if pricing.prices.method is PriceMethod.PAID:
        return pricing.exchange.tax(tax)
    price = line.full_price * line.quantity
    factor = _factor(pricing.prices)
    if line.paid.amount:
        amount = Money(tax.amount.amount * price.amount / line.paid.amount, line.paid.currency)
        return Tax(tax.title, tax.rate, pricing.exchange.of(amount, factor))
    rates = [one.rate for one in line.taxes] if pricing.taxes_included else []
    held = sum(rates, Decimal(1))
    return Tax(tax.title, tax.rate, pricing.exchange.of(price, factor * tax.rate / held))


def _tax_on(tax: Tax, of: int, first: int, count: int) -> Tax:
    return Tax(tax.title, tax.rate, share(tax.amount, of, first, count))
