"""What a campaign shows in the terminal: a bar while it runs, a table when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

if TYPE_CHECKING:
    from tests.campaign.run import Result

_SHOWN = 40


class States(Protocol):
    """Who knows how many pushes stand where."""

    def states(self) -> Mapping[str, int]:
        """By state."""
        ...


class Progress(Protocol):
    """Who is told how a campaign goes on."""

    def say(self, words: str) -> None:
        """Something new begins."""
        ...

    def step(self, placed: int, reader: States) -> None:
        """So many orders were placed."""
        ...

    def waiting(self, findings: int, reader: States) -> None:
        """The books do not balance yet."""
        ...


class Silent:
    """Shows nothing."""

    def say(self, words: str) -> None:
        """Nothing."""

    def step(self, placed: int, reader: States) -> None:
        """Nothing."""

    def waiting(self, findings: int, reader: States) -> None:
        """Nothing."""


class Shown:
    """A bar of the orders placed, and how their pushes stand."""

    def __init__(self, console: Console, orders: int) -> None:
        self._console = console
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[states]}"),
            console=console,
        )
        self._task = self._bar.add_task("orders", total=orders, states="")

    def __enter__(self) -> Shown:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def say(self, words: str) -> None:
        """A line above the bar."""
        self._bar.print(words)

    def step(self, placed: int, reader: States) -> None:
        """Further along."""
        states = _in_words(reader.states()) if placed % 10 == 0 else None
        self._update(placed, states)

    def waiting(self, findings: int, reader: States) -> None:
        """No bar knows how long."""
        self._update(None, f"{_in_words(reader.states())}; {findings} entries do not balance yet")

    def _update(self, placed: int | None, states: str | None) -> None:
        if states is None:
            self._bar.update(self._task, completed=placed)
        else:
            self._bar.update(self._task, completed=placed, states=states)


def show(console: Console, result: Result) -> None:
    """The table, and what does not balance."""
    table = Table(title=f"Fault campaign, seed {result.campaign.seed}", show_header=False)
    for name, value in rows(result):
        table.add_row(name, value)
    console.print(table)
    for finding in result.findings[:_SHOWN]:
        console.print(f"✗ {finding}", style="red", highlight=False, markup=False)
    if not result.findings:
        console.print("The books balance: every unit is accounted for, nothing was made twice.")


def rows(result: Result) -> list[tuple[str, str]]:
    """What the table tells."""
    books = result.books
    units = sum(wanted.quantity for each in books.placed for wanted in each.planned.lines)
    made = [order for orders in books.made.values() for order in orders]
    pushed = sum(line["quantity"] for order in made for line in order["lines"])
    outcomes = Counter(attempt["outcome"] for attempt in books.attempts)
    again = sum(max(0, push["attempt"] - 1) for push in books.pushes)
    minutes, seconds = divmod(round(result.seconds), 60)
    return [
        ("orders", f"{len(books.placed):,} ({_counted(_kinds(result))})"),
        ("units ordered", f"{units:,}"),
        ("units on source orders", f"{pushed:,}"),
        ("source orders made", f"{len(made):,}"),
        ("pushes", f"{len(books.pushes):,} ({_in_words(_states(result))})"),
        ("attempts", f"{len(books.attempts):,} ({_counted(outcomes)})"),
        ("attempts beyond the first", f"{again:,}"),
        ("jobs put back after a fault", f"{result.retried_jobs:,}"),
        ("people", _counted(result.did)),
        ("messages in Slack", f"{sum(map(len, books.messages.values())):,}"),
        ("THROTTLED answers", f"{result.throttled:,} (injected ones included)"),
        *((f"fault: {name}", f"{count:,}") for name, count in sorted(result.fired.items())),
        ("time", f"{minutes} min {seconds:02} s"),
    ]


def _kinds(result: Result) -> Counter[str]:
    return Counter(str(each.planned.kind) for each in result.books.placed)


def _states(result: Result) -> Counter[str]:
    return Counter(push["state"] for push in result.books.pushes)


def _in_words(states: Mapping[str, int]) -> str:
    return _counted(Counter(states))


def _counted(counts: Counter[str] | Counter[str | None]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common())
