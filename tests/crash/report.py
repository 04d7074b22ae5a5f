"""What is shown while the matrix is played, and what is left of it: a table, and a line a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.crash.cases import Case, Ended

_EVERY = 25
"""Without a terminal, a line after so many cases."""
_FEW = 0.05
"""What a run exchanges is not the same every time: of a hundred points so few may be missed."""


class Report:
    """Told of each end by any thread; `file` gets a line a case."""

    def __init__(self, console: Console, file: Path) -> None:
        self._console = console
        self._file = file
        self._lock = Lock()
        self._ended: list[Ended] = []
        self._points: Counter[str] = Counter()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )
        self._task = self._bar.add_task("Cases", total=0)
        self._live = Live(console=console, refresh_per_second=2, transient=True)
        file.write_text("", encoding="utf-8")

    def __enter__(self) -> Report:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def counted(self, scenario: str, cases: Sequence[Case]) -> None:
        """So many cases are to come."""
        with self._lock:
            self._points[scenario] = len({case.number for case in cases})
            total = self._bar.tasks[0].total or 0
            self._bar.update(self._task, total=total + len(cases))
            self._say(f"{scenario}: {self._points[scenario]} boundaries")

    def ended(self, end: Ended) -> None:
        """One more."""
        with self._lock:
            self._ended.append(end)
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(f"{end}\n")
            self._bar.advance(self._task)
            if end.outcome == "failed":
                self._console.print(f"[red]{end}[/red]", soft_wrap=True)
            if len(self._ended) % _EVERY == 0:
                self._say(f"{len(self._ended)} of {self._bar.tasks[0].total} cases")
            if self._console.is_terminal:
                self._live.update(Group(self._bar, self.table()))

    @property
    def failed(self) -> list[Ended]:
        """What went wrong."""
        return [each for each in self._ended if each.outcome == "failed"]

    @property
    def proves_little(self) -> bool:
        """Whether more than a few cases never came to the point at which to kill."""
        unmet = sum(each.outcome == "not met" for each in self._ended)
        return unmet > _FEW * len(self._ended)

    @property
    def total(self) -> int:
        """How many cases were played."""
        return len(self._ended)

    def table(self) -> Table:
        """By scenario and kind of boundary."""
        table = Table(title="SIGKILL at every step boundary")
        table.add_column("scenario")
        for name in ("boundaries", "cases", "passed", "failed", "not met", "asked"):
            table.add_column(name, justify="right")
        table.add_column("passed by kind")
        for scenario, points in self._points.items():
            mine = [each for each in self._ended if each.case.scenario == scenario]
            table.add_row(scenario, str(points), *_figures(mine), _kinds(mine))
        points = sum(self._points.values())
        table.add_section()
        table.add_row("all", str(points), *_figures(self._ended), _kinds(self._ended))
        return table

    def _say(self, line: str) -> None:
        if not self._console.is_terminal:
            self._console.print(line)


def _figures(ended: Sequence[Ended]) -> list[str]:
    outcomes = Counter(each.outcome for each in ended)
    asked = sum(each.asked for each in ended)
    figures = (len(ended), outcomes["passed"], outcomes["failed"], outcomes["not met"], asked)
    return [str(figure) for figure in figures]


def _kinds(ended: Iterable[Ended]) -> str:
    kinds = Counter(e.case.trap.point.kind for e in ended if e.outcome == "passed")
    return ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
