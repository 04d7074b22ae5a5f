"""Numbers, money and moments as a language writes them, by the Unicode locale data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent


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
        # The pattern alone takes the number of decimals: Shopify's are not the locale data's.
        pattern = self.locale.currency_formats["standard"]
        shown: str = pattern.apply(
            amount,
            self.locale,
            currency=currency,
            currency_digits=False,
            decimal_quantization=False,
            force_frac=(places, places),
        )
        return shown

    def percent(self, value: Decimal) -> str:
        """Of 100."""
        return format_percent(value / 100, locale=self.locale, decimal_quantization=False)

    def moment(self, at: datetime) -> str:
        """Day, month and time."""
        day = format_skeleton("MMMd", at, locale=self.locale)
        return f"{day} {format_time(at, 'short', tzinfo=at.tzinfo, locale=self.locale)}"

    def day(self, at: datetime) -> str:
        """With the year."""
        return format_date(at, "medium", locale=self.locale)
