"""What a connection never offers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import later, say

_PERCENT = re.compile(r"(\d{1,3})\s*%")
_UNITS = re.compile(r"(\d{1,6})(?:\s*(?:\+|and)\s*(\d{1,3})\s*%)?")
NOTHING = "none"
EXPECTED = later("Type units, a percentage or both, such as 3, 10% or 3 + 10%; or none.")


@dataclass(frozen=True, slots=True)
class Buffer:
    """What a connection never offers: so many units, or so many per cent of what there is."""

    units: int = 0
    percent: int = 0

    def of(self, there: int) -> int:
        """Units kept back of `there`: a part of a unit is a whole one."""
        return self.units + math.ceil(Fraction(max(0, there) * self.percent, 100))


def read_buffer(typed: str) -> Buffer:
    """`3`, `10%`, `3 + 10%` or `none`. Raises ValueError with a sentence."""
    plain = " ".join(typed.split()).lower()
    if plain == NOTHING:
        return Buffer()
    alone = _PERCENT.fullmatch(plain)
    found = alone or _UNITS.fullmatch(plain)
    if found is None:
        raise ValueError(EXPECTED)
    numbers = [int(each or 0) for each in found.groups()]
    units, percent = (0, numbers[0]) if alone else numbers
    if percent > 100:
        raise ValueError(say("More than 100% cannot be kept back."))
    return Buffer(units, percent)


def buffer_text(buffer: Buffer) -> str:
    """As it could be typed."""
    parts = [str(buffer.units)] if buffer.units else []
    parts += [f"{buffer.percent}%"] if buffer.percent else []
    return " + ".join(parts) or NOTHING
