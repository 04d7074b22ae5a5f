"""Single settings as people write them, and back: `flat 4.90`, `tiers 50 = 4.90; 100 = 0`.

Every reader takes what was typed and answers the value, or raises ValueError with a sentence for
who typed it. Every writer's text is understood by its reader and means the same value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from core.domain.push_settings import (
    CancellationMethod,
    CancellationRule,
    Contact,
    ContactRule,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    ShippingTier,
)

LONGEST_WAIT = timedelta(days=7)
LONGEST_ANSWER = 168
MOST_TIERS = 20
MOST_NAMES = 50
LONGEST_NAMES = 2000
NOTHING = "none"

Choice = TypeVar("Choice", bound=StrEnum)
_SIGN = r"([A-Za-z]{3}|[$€£¥])?"
_SIGNS = {"€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY")}
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD")
_AMOUNT = re.compile(rf"{_SIGN}\s*(\d{{1,9}})(?:[.,](\d{{1,2}}))?\s*{_SIGN}")
_NUMBER = re.compile(r"\d{1,7}([.,]\d{1,8})?")
_TIER = re.compile(r"(?:from\b)?(.+?)(?:=|:|->|→)(.+)", re.IGNORECASE)
_HOURS = re.compile(r"[1-9]\d{0,2}")
_EMAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")
_PHONE = re.compile(r"\+\d{7,15}")
_BETWEEN_DIGITS = re.compile(r"[\s()./-]")
_YES = frozenset({"on", "yes", "true", "1"})
_NO = frozenset({"off", "no", "false", "0"})

AMOUNT_EXPECTED = "Type an amount such as 4.90."
TIERS_EXPECTED = "Type one step a line, such as: from 50.00 = 4.90"


def read_switch(typed: str) -> bool:
    """`on` or `off`."""
    word = typed.strip().lower()
    if word not in _YES | _NO:
        raise ValueError("Type on or off.")
    return word in _YES


def switch_text(value: bool) -> str:
    """`on` or `off`."""
    return "on" if value else "off"


def reader_of(kind: type[Choice]) -> Callable[[str], Choice]:
    """A reader of one of a few words."""

    def read(typed: str) -> Choice:
        try:
            return kind(typed.strip().lower())
        except ValueError:
            raise ValueError(f"Choose {_listed(each.value for each in kind)}.") from None

    return read


def read_names(typed: str) -> tuple[str, ...]:
    """Several words, commas or line breaks between them; none twice, in any case."""
    parts = [" ".join(part.split()) for part in re.split(r"[,\n]", typed)]
    names = tuple({part.casefold(): part for part in parts if part}.values())
    if [name.casefold() for name in names] == [NOTHING]:
        return ()
    if len(names) > MOST_NAMES:
        raise ValueError(f"These are {len(names)}; {MOST_NAMES} at most.")
    if len(names_text(names)) > LONGEST_NAMES:
        raise ValueError(f"Together these are longer than {LONGEST_NAMES:,} characters.")
    return names


def names_text(names: Iterable[str]) -> str:
    """With commas."""
    return ", ".join(names)


def read_wait(typed: str) -> timedelta:
    """Minutes, with a fraction where one is wanted."""
    minutes = _number(typed, "Type minutes, such as 2 or 0.5.")
    wait = timedelta(minutes=float(minutes))
    if wait > LONGEST_WAIT:
        raise ValueError(f"At most {LONGEST_WAIT.days} days: {_minutes(LONGEST_WAIT)} minutes.")
    return wait


def wait_text(wait: timedelta) -> str:
    """Minutes as a plain number."""
    return _minutes(wait)


def read_email(typed: str) -> ContactRule:
    """`none`, `customer`, `store`, or an address."""

    def address(value: str) -> str:
        if _EMAIL.fullmatch(value) is None or len(value) > 254:
            raise ValueError("Type one e-mail address, such as orders@example.com.")
        return value

    return _contact(typed, address)


def read_phone(typed: str) -> ContactRule:
    """`none`, `customer`, `store`, or a number."""

    def number(value: str) -> str:
        digits = _BETWEEN_DIGITS.sub("", value)
        if _PHONE.fullmatch(digits) is None:
            raise ValueError("Type one number with its country's code, such as +49 30 1234567.")
        return digits

    return _contact(typed, number)


def contact_text(rule: ContactRule) -> str:
    """The method, or the address or number itself."""
    return rule.value or "" if rule.method is Contact.OTHER else rule.method.value


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
            raise ValueError("Choose free, flat 4.90, tiers 50 = 4.90; 100 = 0, or original.")


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
        raise ValueError(AMOUNT_EXPECTED)
    for sign in filter(None, (found[1], found[4])):
        meant = _DOLLARS if sign == "$" else _SIGNS.get(sign, (sign.upper(),))
        if currency not in meant:
            raise OtherCurrency(f"Amounts are in {currency} here, not in {sign}.")
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
            raise ValueError("Choose paid, full, or wholesale with its percentage: wholesale 60.")


def prices_text(rule: PriceRule) -> str:
    """The method, with its percentage."""
    percent = "" if rule.percent is None else f" {plain_number(rule.percent)}"
    return f"{rule.method.value}{percent}"


def read_cancellations(typed: str) -> CancellationRule:
    """`automatic`, or `request 24`: with the hours until it counts as accepted."""
    word, _, typed_hours = typed.strip().lower().partition(" ")
    hours = typed_hours.strip()
    if word == CancellationMethod.AUTOMATIC and not hours:
        return CancellationRule(CancellationMethod.AUTOMATIC, None)
    some = _HOURS.fullmatch(hours)
    if word == CancellationMethod.REQUEST and some and int(hours) <= LONGEST_ANSWER:
        return CancellationRule(CancellationMethod.REQUEST, int(hours))
    raise ValueError(f"Choose automatic, or request with its hours (1 to {LONGEST_ANSWER}).")


def cancellations_text(rule: CancellationRule) -> str:
    """The method, with its hours."""
    return rule.method.value if rule.hours is None else f"{rule.method.value} {rule.hours}"


def read_rate(typed: str) -> Decimal | None:
    """A rate above zero, or `none`."""
    if typed.strip().lower() in {"", NOTHING}:
        return None
    rate = _number(typed, "Type a rate such as 0.92, or none.")
    if rate <= 0:
        raise ValueError("A rate is more than zero.")
    return rate


def rate_text(rate: Decimal | None) -> str:
    """The rate, or `none`."""
    return NOTHING if rate is None else plain_number(rate)


def plain_number(number: Decimal) -> str:
    """Without needless zeros, never as a power of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _contact(typed: str, read: Callable[[str], str]) -> ContactRule:
    value = typed.strip()
    word = value.lower()
    if word == Contact.OTHER:
        raise ValueError(f"In place of {Contact.OTHER.value} type the address or number itself.")
    if word in set(Contact):
        return ContactRule(Contact(word))
    return ContactRule(Contact.OTHER, read(value))


def _tiers(typed: str, currency: str) -> tuple[ShippingTier, ...]:
    lines = [line.strip() for line in re.split(r"[;\n]", typed) if line.strip()]
    if not lines:
        raise ValueError(TIERS_EXPECTED)
    if len(lines) > MOST_TIERS:
        raise ValueError(f"These are {len(lines)} steps; {MOST_TIERS} at most.")
    tiers = sorted((_tier(line, currency) for line in lines), key=lambda tier: tier.from_value)
    values = [tier.from_value for tier in tiers]
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise ValueError(f"Two steps begin at {fee_text(twice)}.")
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
    raise ValueError(f"“{line[:40]}” is no step. {TIERS_EXPECTED}")


def _percent(typed: str) -> Decimal:
    expected = "Type a percentage of the full price, such as 60."
    percent = _number(typed.strip().removesuffix("%"), expected)
    if percent > 100:
        raise ValueError("A percentage of the full price is 100 at most.")
    return percent


def _number(typed: str, expected: str) -> Decimal:
    if _NUMBER.fullmatch(typed.strip()) is None:
        raise ValueError(expected)
    return Decimal(plain_number(Decimal(typed.strip().replace(",", "."))))


def _minutes(wait: timedelta) -> str:
    return f"{wait.total_seconds() / 60:.8g}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"
