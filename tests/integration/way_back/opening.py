"""How one example begins: what the connection's settings carry back, and what happened to the order
before it was pushed."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from core.domain.push_settings import (
    ANSWER_HOURS,
    CancellationMethod,
    CancellationRule,
    Refunds,
    WayBack,
)

LINES = (("TEE-BLK-M", 3), ("TEE-BLK-M", 2), ("CAP-NVY", 2))
"""One SKU on two lines, and another."""
LINE = st.integers(0, 2)
UNITS = st.integers(1, 3)

_RULES = st.sampled_from(
    [
        CancellationRule(CancellationMethod.REQUEST, ANSWER_HOURS),
        CancellationRule(CancellationMethod.AUTOMATIC, None),
    ]
)
_MOSTLY = st.sampled_from([True, True, True, False])
BACK = st.builds(
    WayBack,
    tell_customer=st.booleans(),
    cancellations=_RULES,
    refunds=st.sampled_from([Refunds.RECORD, Refunds.RECORD, Refunds.MONEY, Refunds.OFF]),
    returns=_MOSTLY,
    edits=_MOSTLY,
)
"""Settings of every kind; those that carry more are more frequent."""


@dataclass(frozen=True, slots=True)
class Before:
    """A change of the customer's order before its push: units of a line refunded, or taken off;
    `heard`: the order is judged between the two."""

    refunds: bool
    line: int
    units: int
    heard: bool


BEFORE = st.lists(st.builds(Before, st.booleans(), LINE, UNITS, st.booleans()), max_size=2)


@dataclass(frozen=True, slots=True)
class Opening:
    """`number` says how people answer in the end, `releases` whether a hold is released before."""

    back: WayBack
    before: list[Before]
    number: int
    releases: bool


OPENING = st.builds(Opening, BACK, BEFORE, st.integers(0, 2), st.booleans())
