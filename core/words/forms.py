"""Numbers, money and moments as a language writes them, by the Unicode locale data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

_DECIMALS = re.compile(r"\.0+")


@dataclass(frozen=True, slots=True)
class LocaleForms:
    """Everything keeps the decimals it comes with: they are decided where amounts are."""

    locale: Locale

    def number(self, value: int | Decimal) -> str:
        """With its separators."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """With the currency's sign where the language puts it."""
        places = max(0, -int(amount.as_tuple().exponent))
        # Shopify's decimals are not always the locale data's: the pattern says how many.
        decimals = f".{'0' * places}" if places else ""
        pattern = _DECIMALS.sub(decimals, self.locale.currency_formats["standard"].pattern)
        return format_currency(
            amount,
            currency,
            pattern,
            self.locale,
            currency_digits=False,
            decimal_quantization=False,
        )

    def day(self, at: datetime) -> str:
        """With the year."""
        return format_date(at, "medium", locale=self.locale)
