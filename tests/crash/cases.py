"""From what was counted to the cases, and what came of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from tests.crash.play import Played
from tests.crash.tripwire import Point, Side, Trap

_SIDES: tuple[Side, ...] = ("before", "after")
_ROUNDS = 3
"""Of what a timer does again and again while others wait, and of what each call takes from the
budget of a store or Slack, so many are killed."""

_TIMER = re.compile(
    r"ChangedOrders \w+|INSERT ticks|INSERT cursors|(queue|fetch|finish) PollStore"
    r"|UPDATE shopify_budgets|UPDATE slack_lanes"
)
_ID = re.compile(r"(\d+)(before|after)")

Outcome = Literal["passed", "failed", "not met"]


@dataclass(frozen=True, slots=True)
class Case:
    """One kill: the `number`-th exchange of a scenario, before or after."""

    scenario: str
    number: int
    trap: Trap

    @property
    def id(self) -> str:
        """`17after`."""
        return f"{self.number}{self.trap.side}"


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a case."""

    case: Case
    outcome: Outcome
    asked: bool
    problems: tuple[str, ...]
    seconds: float

    @staticmethod
    def of(case: Case, played: Played) -> Ended:
        """Where the bot was not killed, nothing is shown, and nothing is wrong either."""
        outcome: Outcome = "passed" if played.met else "not met"
        if played.problems:
            outcome = "failed"
        return Ended(case, outcome, played.asked, played.problems, played.seconds)

    def __str__(self) -> str:
        """One line of the report."""
        point = self.case.trap.point
        told = [*(["a person was asked"] if self.asked else []), *self.problems]
        where = f"{self.case.scenario:<11}{self.case.id:>10}  {point}"
        return f"{self.outcome:<8} {where:<100} {self.seconds:5.1f} s  {'; '.join(told)}".rstrip()


def counted(points: Sequence[Point]) -> list[Point]:
    """The boundaries of a run, without what comes again and again."""
    return [p for p in points if p.occurrence <= _ROUNDS or not _TIMER.fullmatch(p.name)]


def cases_of(scenario: str, points: Sequence[Point]) -> Iterator[Case]:
    """Two a boundary."""
    for number, point in enumerate(points, 1):
        for side in _SIDES:
            yield Case(scenario, number, Trap(point, side))


def keep(folder: Path, scenario: str, points: Sequence[Point]) -> None:
    """So that a case can be played again by its number."""
    lines = json.dumps([asdict(point) for point in points], indent=1)
    (folder / f"{scenario}.json").write_text(lines, encoding="utf-8")


def kept(folder: Path, scenario: str) -> list[Point]:
    """What was counted last; nothing where nothing was."""
    file = folder / f"{scenario}.json"
    if not file.exists():
        return []
    return [Point(**each) for each in json.loads(file.read_text(encoding="utf-8"))]


def case_of(scenario: str, points: Sequence[Point], named: str) -> Case:
    """The case with this id. Raises ValueError where there is none."""
    found = _ID.fullmatch(named)
    if found is None or not 0 < int(found[1]) <= len(points):
        msg = f"{scenario} has the cases 1before to {len(points)}after"
        raise ValueError(msg)
    number = int(found[1])
    side: Side = "before" if found[2] == "before" else "after"
    return Case(scenario, number, Trap(points[number - 1], side))
