"""Sentences, numbers and money as they are said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot import text as words
from core.domain import reasons
from core.domain.money import Money
from core.domain.words import (
    ENGLISH,
    Language,
    alternatives,
    calendar_day,
    grouped,
    joined,
    later,
    say,
    say_many,
    speak,
)
from core.words import language_of

AT = datetime(2026, 11, 5, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    speak(ENGLISH)


def test_english_is_the_keys() -> None:
    assert say("Push to {title}", title="{North}") == "Push to {North}"
    assert say_many("{count} item", "{count} items", 1) == "1 item"
    assert say_many("{count} item of {store}", "{count} items of {store}", 1234, store="x") == (
        "1,234 items of x"
    )
    assert grouped(1234567) == "1,234,567"
    assert calendar_day(AT) == "2026-11-05"
    assert [joined(["a"]), joined(["a", "b", "c"]), joined([])] == ["a", "a, b and c", ""]
    assert alternatives(["a", "b", "c"]) == "a or b or c"


def test_what_stands_in_a_constant_is_said_when_it_is_read() -> None:
    constant = later("Retry")
    speak(Language("xx", {"Retry": "Noch einmal", "The order is not paid yet.": "Unbezahlt."}))
    assert [constant, say(constant)] == ["Retry", "Noch einmal"]
    assert reasons.UNPAID.sentence == "Unbezahlt."


def test_what_was_said_before_stays_as_it_is() -> None:
    before = reasons.sku_missing("Mug {blue}")
    speak(language_of("de"))
    assert before.sentence == "“Mug {blue}” has no SKU."
    assert reasons.sku_missing("Mug").sentence == "„Mug“ hat keine SKU."


def test_a_language_lacks_a_sentence_and_says_it_in_english() -> None:
    speak(Language("xx"))
    assert say("Push to {title}", title="North") == "Push to North"


def test_german_numbers_money_and_moments() -> None:
    speak(language_of("de"))
    assert grouped(1234567) == "1.234.567"
    assert words.money(Money(Decimal("-1234.5"), "USD")) == "-1.234,50\u00a0$"
    assert words.money(Money(Decimal(1200), "JPY")) == "1.200\u00a0¥"
    assert words.money(Money(Decimal("1.5"), "KWD")) == "1,500\u00a0KWD"
    assert calendar_day(AT) == "05.11.2026"
    assert joined(["a", "b", "c"]) == "a, b und c"
    assert words.age(AT, AT.replace(day=15)) == "10 T"
    assert words.date(AT, say("Since")) == (
        "<!date^1793889000^Seit {date_short_pretty} um {time}|Seit 05.11.2026 14:30 UTC>"
    )
