"""Somebody's words on their way into Slack."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import text as words
from core.domain.money import Money

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Blue mug", "Blue mug"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U0ANNA>", "&lt;@U0ANNA&gt;"),
        ("a & b", "a &amp; b"),
        ("&amp;", "&amp;amp;"),
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("\u202egnp.exe", "gnp.exe"),
        ("MUG_BLUE_L", "MUG_BLUE_L"),
        ("", "-"),
        (" \n ", "-"),
    ],
)
def test_escape(typed: str, shown: str) -> None:
    assert words.escape(typed) == shown


@pytest.mark.parametrize("typed", ["*bold*", "_it_", "~no~", "`code`", "(*bold*)"])
def test_markup_does_not_open(typed: str) -> None:
    assert not re.search(r"[*_~`][^\u200b\s]", words.escape(typed).rstrip("*_~`)"))


def test_right_to_left_words_are_kept_apart_from_what_follows() -> None:
    shown = words.escape("\u05e9\u05dc\u05d5\u05dd")
    assert shown.startswith("\u2068")
    assert shown.endswith("\u2069")


@settings(max_examples=300, derandomize=True)
@given(st.text(alphabet=st.characters(), max_size=400), st.integers(5, 300))
def test_whatever_is_typed_stays_within_its_limit_and_says_nothing_to_slack(
    typed: str, limit: int
) -> None:
    plain = words.clean(typed, limit)
    assert 1 <= words.width(plain) <= limit
    shown = words.escape(typed, limit)
    assert not set("<>") & set(shown)
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    shown.encode("utf-8")


@settings(max_examples=200, derandomize=True)
@given(st.text(max_size=200), st.integers(2, 60))
def test_cut_keeps_the_beginning(typed: str, limit: int) -> None:
    kept = words.cut(typed, limit)
    assert words.width(kept) <= limit
    assert kept == typed or typed.startswith(kept.removesuffix(words.ELLIPSIS))


def test_cut_does_not_halve_an_emoji_or_an_accent() -> None:
    family = "👩\u200d👩\u200d👧"
    assert words.cut(family + "xx", 7) == words.ELLIPSIS
    assert words.cut("cafe\u0301s", 5) == "caf" + words.ELLIPSIS
    assert words.cut("👍\U0001f3fd👍", 4) == words.ELLIPSIS


@settings(max_examples=200, derandomize=True)
@given(st.lists(st.text(max_size=30), max_size=30), st.integers(20, 300))
def test_shorten_never_cuts_inside_an_entity_or_a_link(parts: list[str], limit: int) -> None:
    markup = " ".join(words.link("https://x.example/?a=1&b=2", part) for part in parts)
    kept = words.shorten(markup, limit)
    assert words.width(kept) <= limit
    assert kept.count("<") == kept.count(">")
    assert not re.search(r"&(?!amp;|lt;|gt;)", kept)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("48", "USD", "$48.00"),
        ("1234.5", "EUR", "€1,234.50"),
        ("1200", "JPY", "¥1,200"),
        ("12.5", "CHF", "12.50 CHF"),
        ("1.2345", "KWD", "1.234 KWD"),
        ("-3", "USD", "-$3.00"),
        ("99999999999999999999.99", "USD", "$99,999,999,999,999,999,999.99"),
    ],
)
def test_money(amount: str, currency: str, shown: str) -> None:
    assert words.money(Money(Decimal(amount), currency)) == shown


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=-5), "under 1 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=60), "60 d"),
    ],
)
def test_age(passed: timedelta, shown: str) -> None:
    assert words.age(NOW - passed, NOW) == shown


def test_a_date_is_in_the_readers_zone_with_utc_to_fall_back_on() -> None:
    shown = words.date(NOW)
    assert shown == "<!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>"


def test_what_happened_then_is_part_of_the_date() -> None:
    shown = words.date(NOW, "Cancelled")
    token = "Cancelled {date_short_pretty} at {time}"
    assert shown == f"<!date^1795348800^{token}|Cancelled 2026-11-22 12:00 UTC>"


def test_fit_counts_what_it_leaves_out() -> None:
    assert words.fit(["a", "b"], 100, 5) == "a\nb"
    assert words.fit(["a", "b", "c"], 100, 2) == "a\nb\n… and 1 more"
    assert (
        words.fit(["a" * 80, "b" * 80], 130, 5, "and {count} lines") == "a" * 80 + "\nand 1 lines"
    )
    assert words.fit([], 100, 5) == ""


def test_only_a_channel_id_becomes_a_channel() -> None:
    assert words.channel("C0DEST") == "<#C0DEST>"
    assert words.channel("C0DEST|<!here>") == ""


def test_a_user_id_becomes_a_person_only_where_that_is_asked_for() -> None:
    assert words.sentence("by <@U0ANNA>") == "by &lt;@U0ANNA&gt;"
    assert words.sentence("by <@U0ANNA>", mentions=True) == "by <@U0ANNA>"
    assert words.sentence("<!channel>", mentions=True) == "&lt;!channel&gt;"


def test_a_command_in_a_sentence_can_be_copied_as_it_stands() -> None:
    told = "Resume it: `/synctec resume dest`, or `python app.py resume dest`. Not `this`."
    shown = words.sentence(told)
    assert "`/synctec resume dest`" in shown
    assert "`python app.py resume dest`" in shown
    assert "`this`" not in shown
