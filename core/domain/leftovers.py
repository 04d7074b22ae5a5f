"""What of an order stays behind: items that must be shipped and that no push carries.

An item that needs no shipping, or has nothing left to ship, stays for good reason and is not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.orders import OrderFacts
from core.domain.pushes import Push, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import NO_SHIPPING, NOTHING_LEFT, Reason

_QUIET = frozenset({NO_SHIPPING, NOTHING_LEFT})
_CARRIES_NOTHING = frozenset({PushState.SKIPPED, PushState.CANCELLED})


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """`units` of the order's `total` units to ship stay behind, for these reasons, each once.
    `rest_pushed`: the others are on their source stores already."""

    units: int
    total: int
    reasons: tuple[Reason, ...]
    rest_pushed: bool = False


def left_behind(
    facts: OrderFacts, lines: Sequence[LineVerdict], pushes: Sequence[Push]
) -> LeftBehind | None:
    """What stays behind of this order, None where nothing does or where the order is over."""
    # A line that was sent stays sent, whatever became of its SKU since.
    carried = carriers(pushes)
    to_ship = [line for line in lines if not is_quiet(line) or line.line_gid in carried]
    staying = [line for line in to_ship if line.reason and line.line_gid not in carried]
    if facts.is_over or not staying:
        return None
    states = {push.state for push in pushes} - _CARRIES_NOTHING
    return LeftBehind(
        units=_units(staying),
        total=_units(to_ship),
        reasons=tuple(dict.fromkeys(line.reason for line in staying if line.reason)),
        rest_pushed=states == {PushState.PUSHED},
    )


def is_quiet(line: LineVerdict) -> bool:
    """Whether the line stays for a reason that nobody has to mend."""
    return line.reason is not None and line.reason.code in _QUIET


def carriers(pushes: Iterable[Push]) -> dict[str, Push]:
    """Which push carries which line of the order, by the line's gid."""
    alive = (push for push in pushes if push.state not in _CARRIES_NOTHING)
    return {line.line_gid: push for push in alive for line in push.lines}


def _units(lines: Iterable[LineVerdict]) -> int:
    return sum(line.quantity for line in lines)
