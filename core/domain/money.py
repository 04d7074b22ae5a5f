"""Amounts of money: exact decimals with their currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


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
