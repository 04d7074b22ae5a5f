"""What a connection never offers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Buffer:
    """What a connection never offers: so many units, or so many per cent of what there is."""

    units: int = 0
    percent: int = 0

    def of(self, there: int) -> int:
        """Units kept back of `there`: a part of a unit is a whole one."""
        return self.units + math.ceil(Fraction(max(0, there) * self.percent, 100))
