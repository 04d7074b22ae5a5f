"""What every command shares: the way to the use cases, output for people or for scripts, and
errors in plain words."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from core.domain.errors import SyncError
from core.usecases.catalogue import UseCases

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Set as Typer's context object by `app.py`."""

    open_core: Callable[[], AbstractAsyncContextManager[UseCases]]

    def ask(self, question: Callable[[UseCases], Awaitable[T]], doing: str) -> T:
        """Run one use case with a progress line on a terminal; a refusal ends the command with
        exit code 1 and what to do about it."""
        return self.follow(question, Console(stderr=True).status(doing))

    def follow(
        self, question: Callable[[UseCases], Awaitable[T]], shown: AbstractContextManager[object]
    ) -> T:
        """The same, with a progress of the command's own."""
        try:
            with shown:
                return asyncio.run(self._answer(question))
        except SyncError as error:
            fail(error.reason.sentence, error.reason.remedy)

    async def _answer(self, question: Callable[[UseCases], Awaitable[T]]) -> T:
        async with self.open_core() as use:
            return await question(use)


def fail(sentence: str, remedy: str = "") -> NoReturn:
    """Say what was wrong and what to do, on stderr, and end with exit code 1."""
    Console(stderr=True, highlight=False).print(f"[red]{sentence}[/red]")
    if remedy:
        Console(stderr=True, highlight=False).print(remedy)
    raise typer.Exit(1)


def show(rows: Sequence[dict[str, Any]], *, as_json: bool, empty: str) -> None:
    """A table for people, or a JSON array for scripts."""
    if as_json:
        json.dump(list(rows), sys.stdout, indent=2, default=str)
        sys.stdout.write("\n")
        return
    # In a pipe nothing is cut.
    console = Console() if sys.stdout.isatty() else Console(width=200)
    if not rows:
        console.print(empty)
        return
    table = Table(*[name.replace("_", " ") for name in rows[0]])
    for row in rows:
        table.add_row(*["" if value is None else str(value) for value in row.values()])
    console.print(table)


def terminal_of(context: typer.Context) -> Terminal:
    """The Terminal that `app.py` set."""
    found: Terminal = context.obj
    return found
