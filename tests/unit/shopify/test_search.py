"""Quoting for Shopify's search, and comparing what it found."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from core.shopify.search import BATCH, any_of, batches, quoted, rank, since


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        ("ABC-1", '"ABC-1"'),
        ("it's", '"it\'s"'),
        ('5" PIPE', "'5\" PIPE'"),
        ("a\\b", '"a\\\\b"'),
        ("both ' and \"", '"both \' and \\""'),
        ('x" OR sku:"y', "'x\" OR sku:\"y'"),
    ],
)
def test_a_value_stays_one_phrase(value: str, phrase: str) -> None:
    assert quoted(value) == phrase


def test_filters() -> None:
    assert any_of("sku", ["A", "B C"]) == 'sku:"A" OR sku:"B C"'
    zone = timezone(timedelta(hours=2))
    at = datetime(2026, 11, 22, 1, 2, 3, 999, tzinfo=zone)
    assert since("updated_at", at) == "updated_at:>='2026-11-21T23:02:03Z'"
    assert since("updated_at", at.astimezone(UTC)) == since("updated_at", at)


def test_batches_are_trimmed_unique_and_small() -> None:
    found = list(batches([" A", "A", "", "  ", *(f"S{n}" for n in range(BATCH))]))
    assert [len(batch) for batch in found] == [BATCH, 1]
    assert found[0][0] == "A"
    assert list(batches([])) == []


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("1001", "1001", 0),
        ("#1001", "1001", 1),
        ("en-1001", "EN-1001", 0),
        ("EN-1001", "1001", 2),
        ("EN1001", "1001", 2),
        ("#21001", "1001", None),
        ("#1001-A", "1001", None),
        ("#10010", "1001", None),
        ("XA-7", "A-7", None),
        ("#1.01", "1x01", None),
    ],
)
def test_which_names_answer_to_what_was_typed(name: str, typed: str, expected: int | None) -> None:
    assert rank(name, typed) == expected


def test_a_stores_own_format_is_as_good_as_the_number_sign() -> None:
    assert rank("EN1001-A", "1001", "EN", "-A") == 1
