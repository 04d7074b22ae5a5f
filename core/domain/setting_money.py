"""Settings of money as people write them, and back: fees, steps, prices, rates.

As in `setting_values`, every writer's text is understood by its reader and means the same value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from core.domain.push_settings import (
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    ShippingTier,
)
from core.domain.words import later, say

NOTHING = "none"
MOST_TIERS = 20
_SIGN = r"([A-Za-z]{3}|[$€£¥])?"
_SIGNS = {"€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY")}
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD")
_AMOUNT = re.compile(rf"{_SIGN}\s*(\d{{1,9}})(?:[.,](\d{{1,2}}))?\s*{_SIGN}")
_TIER = re.compile(r"(?:from\b)?(.+?)(?:=|:|->|→)(.+)", re.IGNORECASE)
AMOUNT_EXPECTED = later("Type an amount such as 4.90.")
TIERS_EXPECTED = later("Type one step a line, such as: from 50.00 = 4.90")
_NUMBER = re.compile(r"\d{1,7}([.,]\d{1,8})?")


def read_shipping(typed: str, currency: str) -> ShippingRule:
    """`free`, `original`, `flat 4.90`, or `tiers 50 = 4.90; 100 = 0`, in the store's currency."""
    word, _, rest = typed.strip().partition(" ")
    match word.lower():
        case ShippingMethod.FREE | ShippingMethod.ORIGINAL if not rest.strip():
            return ShippingRule(ShippingMethod(word.lower()))
        case ShippingMethod.FLAT:
            return ShippingRule(ShippingMethod.FLAT, fee=read_amount(rest, currency))
        case ShippingMethod.TIERS:
            return ShippingRule(ShippingMethod.TIERS, tiers=_tiers(rest, currency))
        case _:
            raise ValueError(say("Choose free, flat 4.90, tiers 50 = 4.90; 100 = 0, or original."))


def shipping_text(rule: ShippingRule) -> str:
    """The method, with its fee or its steps."""
    if rule.method is ShippingMethod.FLAT:
        return f"flat {fee_text(rule.fee)}"
    if rule.method is ShippingMethod.TIERS:
        return f"tiers {'; '.join(tier_lines(rule))}"
    return rule.method.value


def fee_text(fee: Decimal | None) -> str:
    """As it is typed."""
    return "" if fee is None else f"{fee:.2f}"


def tier_lines(rule: ShippingRule) -> tuple[str, ...]:
    """The steps, each as it is typed."""
    return tuple(f"from {fee_text(tier.from_value)} = {fee_text(tier.fee)}" for tier in rule.tiers)


class OtherCurrency(ValueError):
    """An amount that is typed in a currency which is not the store's."""


def read_amount(typed: str, currency: str) -> Decimal:
    """An amount without separators of thousands, so that nothing is guessed; a currency that is
    typed with it is the store's."""
    found = _AMOUNT.fullmatch(typed.strip())
    if found is None:
        raise ValueError(say(AMOUNT_EXPECTED))
    for sign in filter(None, (found[1], found[4])):
        meant = _DOLLARS if sign == "$" else _SIGNS.get(sign, (sign.upper(),))
        if currency not in meant:
            raise OtherCurrency(
                say("Amounts are in {currency} here, not in {sign}.", currency=currency, sign=sign)
            )
    return Decimal(f"{found[2]}.{found[3] or '00'}").quantize(Decimal("0.01"))


def read_prices(typed: str) -> PriceRule:
    """`paid`, `full`, or `wholesale 60`."""
    word, _, rest = typed.strip().partition(" ")
    match word.lower():
        case PriceMethod.PAID | PriceMethod.FULL if not rest.strip():
            return PriceRule(PriceMethod(word.lower()))
        case PriceMethod.WHOLESALE:
            return PriceRule(PriceMethod.WHOLESALE, _percent(rest))
        case _:
            raise ValueError(
                say("Choose paid, full, or wholesale with its percentage: wholesale 60.")
            )


def prices_text(rule: PriceRule) -> str:
    """The method, with its percentage."""
    percent = "" if rule.percent is None else f" {plainread_number(rule.percent)}"
    return f"{rule.method.value}{percent}"


def read_rate(typed: str) -> Decimal | None:
    """A rate above zero, or `none`."""
    if typed.strip().lower() in {"", NOTHING}:
        return None
    rate = read_number(typed, say("Type a rate such as 0.92, or none."))
    if rate <= 0:
        raise ValueError(say("A rate is more than zero."))
    return rate


def rate_text(rate: Decimal | None) -> str:
    """The rate, or `none`."""
    return NOTHING if rate is None else plainread_number(rate)


def plainread_number(number: Decimal) -> str:
    """Without needless zeros, never as a power of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tiers(typed: str, currency: str) -> tuple[ShippingTier, ...]:
    lines = [line.strip() for line in re.split(r"[;\n]", typed) if line.strip()]
    if not lines:
        raise ValueError(say(TIERS_EXPECTED))
    if len(lines) > MOST_TIERS:
        raise ValueError(
            say(
                "These are {count} steps; {most} at most.",
                count=len(lines),
                most=MOST_TIERS,
            )
        )
    tiers = sorted((_tier(line, currency) for line in lines), key=lambda tier: tier.from_value)
    values = [tier.from_value for tier in tiers]
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise ValueError(say("Two steps begin at {fee}.", fee=fee_text(twice)))
    return tuple(tiers)


def _tier(line: str, currency: str) -> ShippingTier:
    found = _TIER.fullmatch(line)
    try:
        if found is not None:
            return ShippingTier(read_amount(found[1], currency), read_amount(found[2], currency))
    except OtherCurrency:
        raise
    except ValueError:
        pass
    raise ValueError(
        say(
            "“{line}” is no step. {tiers_expected}",
            line=line[:40],
            tiers_expected=say(TIERS_EXPECTED),
        )
    )


def _percent(typed: str) -> Decimal:
    expected = say("Type a percentage of the full price, such as 60.")
    percent = read_number(typed.strip().removesuffix("%"), expected)
    if percent > 100:
        raise ValueError(say("A percentage of the full price is 100 at most."))
    return percent


def read_number(typed: str, expected: str) -> Decimal:
    """Raises ValueError with `expected`."""
    if _NUMBER.fullmatch(typed.strip()) is None:
        raise ValueError(expected)
    return Decimal(plainread_number(Decimal(typed.strip().replace(",", "."))))
