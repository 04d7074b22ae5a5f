"""How patiently a listing is waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.domain.bulk_pace import next_look

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_small_listings_are_looked_at_soon_and_large_ones_seldom() -> None:
    ages = (0, 9, 30, 120, 3600)
    waits = [next_look(NOW, NOW + timedelta(seconds=age)).total_seconds() for age in ages]
    assert waits == [0.5, 0.5, 2, 5, 15]
