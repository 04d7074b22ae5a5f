"""Which line of a source order stands for which line of the customer's order. Never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from core.domain.progress import Line, Progress
from core.domain.pushes import Push

Link = tuple[str, str | None]
"""The customer's line, and the place it was to ship from, where that tells two apart."""


def links_of(push: Push, source: Progress) -> Mapping[str, Link]:
    """By the source order's own word: each line we made names the customer's. An order that people
    made by hand names none: there a variant that stands once on both sides is the same line, and
    every other line stays unlinked."""
    named = {line.gid: line.meant for line in source.lines if line.meant is not None}
    return named or _by_variant(push, source.lines)


def _by_variant(push: Push, lines: Sequence[Line]) -> Mapping[str, Link]:
    here = Counter(line.variant_gid for line in push.lines)
    there = Counter(line.variant_gid for line in lines)
    pushed = {line.variant_gid: (line.line_gid, line.place) for line in push.lines}
    return {
        line.gid: pushed[line.variant_gid]
        for line in lines
        if line.variant_gid and here[line.variant_gid] == there[line.variant_gid] == 1
    }
