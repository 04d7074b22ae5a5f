"""Amounts of money: exact decimals with their currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_WHOLE = frozenset(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"))
_WHOLE |= frozenset(("UYI", "VND", "VUV", "XAF", "XOF", "XPF"))
_THREE = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
"""Currencies without cents, and those with three decimals (ISO 4217, list one). All others that
Shopify knows have two."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217). Amounts of different currencies never mix."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: int) -> Money:
        return Money(self.amount * factor, self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            msg = f"cannot combine {self.currency} with {other.currency}"
            raise ValueError(msg)
        return other


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of the amounts, zero in `currency` when there are none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result


def exponent(currency: str) -> int:
    """How many decimals an amount of this currency has: 2, but 0 in yen and 3 in dinar."""
    return 0 if currency in _WHOLE else 3 if currency in _THREE else 2


def cent(currency: str) -> Decimal:
    """The smallest amount of this currency."""
    return Decimal(1).scaleb(-exponent(currency))


def rounded(amount: Decimal, currency: str) -> Money:
    """The amount to the nearest cent of this currency, halves away from zero."""
    return Money(amount.quantize(cent(currency), rounding=ROUND_HALF_UP), currency)


def share(amount: Money, of: int, first: int, count: int) -> Money:
    """What falls on `count` of `of` units, the first of them being number `first` (from 0), in
    whole cents. Shares of units that follow one another add up: those of all units to `amount`.
    Numbers beyond the last unit begin anew at the first.
    """
    step = cent(amount.currency)
    cents = int(rounded(amount.amount, amount.currency).amount / step)
    return Money((cents * (first + count) // of - cents * first // of) * step, amount.currency)


def plain(amount: Money) -> str:
    """`1234.50 USD`, as it stands in a note: no separators, nobody's language."""
    return f"{rounded(amount.amount, amount.currency).amount:f} {amount.currency}"
