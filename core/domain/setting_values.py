"""Single settings as people write them, and back: `flat 4.90`, `tiers 50 = 4.90; 100 = 0`.

Every reader takes what was typed and answers the value, or raises ValueError with a sentence for
who typed it. Every writer's text is understood by its reader and means the same value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from core.domain.push_settings import (
    CancellationMethod,
    CancellationRule,
    Contact,
    ContactRule,
)
from core.domain.setting_money import NOTHING, read_number
from core.domain.words import grouped, say

LONGEST_WAIT = timedelta(days=7)
LONGEST_ANSWER = 168
MOST_NAMES = 50
LONGEST_NAMES = 2000

Choice = TypeVar("Choice", bound=StrEnum)
_HOURS = re.compile(r"[1-9]\d{0,2}")
_EMAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")
_PHONE = re.compile(r"\+\d{7,15}")
_BETWEEN_DIGITS = re.compile(r"[\s()./-]")
_YES = frozenset({"on", "yes", "true", "1"})
_NO = frozenset({"off", "no", "false", "0"})


def read_switch(typed: str) -> bool:
    """`on` or `off`."""
    word = typed.strip().lower()
    if word not in _YES | _NO:
        raise ValueError(say("Type on or off."))
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
            raise ValueError(
                say("Choose {listed}.", listed=_listed(each.value for each in kind))
            ) from None

    return read


def read_names(typed: str) -> tuple[str, ...]:
    """Several words, commas or line breaks between them; none twice, in any case."""
    parts = [" ".join(part.split()) for part in re.split(r"[,\n]", typed)]
    names = tuple({part.casefold(): part for part in parts if part}.values())
    if [name.casefold() for name in names] == [NOTHING]:
        return ()
    if len(names) > MOST_NAMES:
        raise ValueError(
            say(
                "These are {count}; {most} at most.",
                count=len(names),
                most=MOST_NAMES,
            )
        )
    if len(names_text(names)) > LONGEST_NAMES:
        raise ValueError(
            say(
                "Together these are longer than {most} characters.",
                most=grouped(LONGEST_NAMES),
            )
        )
    return names


def names_text(names: Iterable[str]) -> str:
    """With commas."""
    return ", ".join(names)


def read_wait(typed: str) -> timedelta:
    """Minutes, with a fraction where one is wanted."""
    minutes = read_number(typed, say("Type minutes, such as 2 or 0.5."))
    wait = timedelta(minutes=float(minutes))
    if wait > LONGEST_WAIT:
        raise ValueError(
            say(
                "At most {days} days: {minutes} minutes.",
                days=LONGEST_WAIT.days,
                minutes=_minutes(LONGEST_WAIT),
            )
        )
    return wait


def wait_text(wait: timedelta) -> str:
    """Minutes as a plain number."""
    return _minutes(wait)


def read_email(typed: str) -> ContactRule:
    """`none`, `customer`, `store`, or an address."""

    def address(value: str) -> str:
        if _EMAIL.fullmatch(value) is None or len(value) > 254:
            raise ValueError(say("Type one e-mail address, such as orders@example.com."))
        return value

    return _contact(typed, address)


def read_phone(typed: str) -> ContactRule:
    """`none`, `customer`, `store`, or a number."""

    def number(value: str) -> str:
        digits = _BETWEEN_DIGITS.sub("", value)
        if _PHONE.fullmatch(digits) is None:
            raise ValueError(
                say("Type one number with its country's code, such as +49 30 1234567.")
            )
        return digits

    return _contact(typed, number)


def contact_text(rule: ContactRule) -> str:
    """The method, or the address or number itself."""
    return rule.value or "" if rule.method is Contact.OTHER else rule.method.value


def read_cancellations(typed: str) -> CancellationRule:
    """`automatic`, or `request 24`: with the hours until it counts as accepted."""
    word, _, typed_hours = typed.strip().lower().partition(" ")
    hours = typed_hours.strip()
    if word == CancellationMethod.AUTOMATIC and not hours:
        return CancellationRule(CancellationMethod.AUTOMATIC, None)
    some = _HOURS.fullmatch(hours)
    if word == CancellationMethod.REQUEST and some and int(hours) <= LONGEST_ANSWER:
        return CancellationRule(CancellationMethod.REQUEST, int(hours))
    raise ValueError(
        say(
            "Choose automatic, or request with its hours (1 to {most}).",
            most=LONGEST_ANSWER,
        )
    )


def cancellations_text(rule: CancellationRule) -> str:
    """The method, with its hours."""
    return rule.method.value if rule.hours is None else f"{rule.method.value} {rule.hours}"


def _contact(typed: str, read: Callable[[str], str]) -> ContactRule:
    value = typed.strip()
    word = value.lower()
    if word == Contact.OTHER:
        raise ValueError(
            say("In place of {other} type the address or number itself.", other=Contact.OTHER.value)
        )
    if word in set(Contact):
        return ContactRule(Contact(word))
    return ContactRule(Contact.OTHER, read(value))


def _minutes(wait: timedelta) -> str:
    return f"{wait.total_seconds() / 60:.8g}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return say("{some} or {last}", some=", ".join(most), last=last)
