"""Order numbers in what somebody wrote."""

from __future__ import annotations

import pytest

from core.domain.mentioned import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("can somebody push #1001 please?", ["1001"]),
        ("order 1001 is late", ["1001"]),
        ("EN-1001 and #DE-2002", ["DE-2002", "EN-1001"]),
        ("ticket 77 says #1002, not 1001", ["1002", "1001"]),
        ("at 10:30 it cost 12.50 on 2026-11-23", []),
        ("https://admin.shopify.com/store/dest/orders/9824239235305", []),
        ("#1001 #1001", ["1001"]),
        ("nothing here", []),
    ],
)
def test_what_may_be_an_orders_number_is_found(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers
