"""Shopify's search syntax, and what it leaves to us: its filters match words and lag behind, so
everything found is compared again on our side (shopify.dev, API search syntax)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

BATCH = 25
"""SKUs in one query: short enough for Shopify's parser, long enough to save calls."""


def quoted(value: str) -> str:
    """The value as one phrase, whatever is in it. Where it holds one kind of quotation mark, the
    other goes around it."""
    mark = "'" if '"' in value and "'" not in value else '"'
    escaped = value.replace("\\", "\\\\").replace(mark, "\\" + mark)
    return f"{mark}{escaped}{mark}"


def any_of(field: str, values: Iterable[str]) -> str:
    """`field:"a" OR field:"b"`."""
    return " OR ".join(f"{field}:{quoted(value)}" for value in values)


def since(field: str, at: datetime) -> str:
    """At or after the second of `at`; Shopify's times have no fractions."""
    return f"{field}:>='{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """The values without blanks around them and without repetitions, a few at a time."""
    rest = iter(dict.fromkeys(trimmed for value in values if (trimmed := value.strip())))
    while batch := list(islice(rest, BATCH)):
        yield batch


def rank(name: str, number: str, prefix: str = "", suffix: str = "") -> int | None:
    """How well an order's name answers to what a person typed: 0 exactly, 1 with `#` or with the
    store's own prefix and suffix, 2 after any other prefix; None not at all. In any case."""
    have, wanted = name.casefold(), number.casefold()
    if have == wanted:
        return 0
    if have in {f"#{wanted}", f"{prefix}{number}{suffix}".casefold()}:
        return 1
    # `EN-1001` and `EN1001` end in `1001` after a prefix, `#21001` does not.
    before = r"(?<!\d)" if wanted[:1].isdigit() else r"(?<!\w)"
    return 2 if re.search(f"{before}{re.escape(wanted)}$", have) else None
