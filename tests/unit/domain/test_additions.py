"""What a customer's order was given more of is told once, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.additions import additions
from core.domain.orders import OrderId
from core.domain.qualification import LineVerdict

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def line(gid: str, units: int | None, *, place: str | None = None) -> LineVerdict:
    return LineVerdict(gid, gid.upper(), "Thing", units or 0, None, None, place, units)


def told(before: list[LineVerdict], after: list[LineVerdict]) -> dict[str, str]:
    found = additions(OrderId(1), before, after, NOON, "dest")
    return {event.details["item"]: event.details["units"] for event in found}


def test_a_new_line_and_more_of_a_known_one_are_told() -> None:
    assert told([line("a", 1)], [line("a", 3), line("b", 2)]) == {"A": "2", "B": "2"}


def test_a_line_at_two_places_is_told_once() -> None:
    after = [line("a", 4, place="here"), line("a", 4, place="there")]
    assert told([line("a", 1)], after) == {"A": "3"}


def test_what_is_less_or_the_same_or_was_not_known_is_not_told() -> None:
    assert told([line("a", 2), line("b", 1)], [line("a", 1), line("b", 1)]) == {}
    assert told([line("a", None)], [line("a", 2)]) == {}
    assert told([], [line("a", 2)]) == {}
