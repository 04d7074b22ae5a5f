"""What people read, in the language of their team.

The English sentence, with its placeholders, is the key; a catalogue has the same sentence in
another language. What it lacks is said in English. The language is set once, when a process
starts, so that a sentence costs one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from typing import Protocol

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


class Forms(Protocol):
    """How a language writes numbers, money and moments."""

    def number(self, value: int | Decimal) -> str:
        """With its separators, and the decimals it has."""
        ...

    def money(self, amount: Decimal, currency: str) -> str:
        """With the decimals that `amount` has."""
        ...

    def day(self, at: datetime) -> str:
        """Its day with the year."""
        ...


class _EnglishForms:
    """What the product has always shown."""

    def number(self, value: int | Decimal) -> str:
        return f"{value:,}"

    def money(self, amount: Decimal, currency: str) -> str:
        sign, symbol = "-" if amount < 0 else "", _SYMBOLS.get(currency)
        number = f"{abs(amount):,}"
        return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {currency}"

    def day(self, at: datetime) -> str:
        return f"{at:%Y-%m-%d}"


def _english_plural(count: int) -> int:
    return 0 if count == 1 else 1


@dataclass(frozen=True, slots=True)
class Language:
    """A catalogue and its forms. `plurals` are by their English singular; `plural` says which of
    them a number takes."""

    code: str = "en"
    sentences: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    plural: Callable[[int], int] = _english_plural
    forms: Forms = field(default_factory=_EnglishForms)


ENGLISH = Language()


class _Tongue:
    """The one thing here that changes: once, at the start of a process."""

    __slots__ = ("language",)

    def __init__(self) -> None:
        self.language = ENGLISH


_TONGUE = _Tongue()


def speak(language: Language) -> Language:
    """From now on everything is said in this language; returns the one before."""
    before, _TONGUE.language = _TONGUE.language, language
    return before


def say(key: str, /, **values: object) -> str:
    """The sentence in the team's language, its placeholders filled in. A sentence without
    placeholders, and one that is said already, needs no values."""
    text = _TONGUE.language.sentences.get(key, key)
    return text.format(**values) if values else text


def say_many(one: str, many: str, count: int, /, **values: object) -> str:
    """The same of a counted thing; `{count}` is filled in as a number of the language,
    unless it is among the values."""
    language = _TONGUE.language
    forms = language.plurals.get(one)
    text = forms[language.plural(count)] if forms else (one if count == 1 else many)
    return text.format(**{"count": language.forms.number(count), **values})


def later(key: str) -> str:
    """Marks a sentence that stands in a constant, for the catalogue; `say` it when it is used."""
    return key


def later_many(one: str, many: str) -> tuple[str, str]:
    """The same for a counted thing: its two forms for `say_many`."""
    return one, many


def grouped(value: int | Decimal) -> str:
    """`1,234`; in German `1.234`."""
    return _TONGUE.language.forms.number(value)


def price(amount: Decimal, currency: str) -> str:
    """`$1,234.50`, `12.50 CHF`; in German `1.234,50 $`. Its decimals are those that it has."""
    return _TONGUE.language.forms.money(amount, currency)


def calendar_day(at: datetime) -> str:
    """`2026-11-05`, where Slack takes no date of its own."""
    return _TONGUE.language.forms.day(at)


def joined(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return say("{some} and {last}", some=", ".join(items[:-1]), last=items[-1])


def alternatives(items: Sequence[str]) -> str:
    """`a`, `a or b`, `a or b or c`."""
    return reduce(_either, items) if items else ""


def _either(some: str, last: str) -> str:
    return say("{some} or {last}", some=some, last=last)
