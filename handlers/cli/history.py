"""`app.py history STORE NUMBER`: everything that happened to an order."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from rich.markup import escape

from core.domain.history_sheet import as_csv, as_json
from core.domain.timeline import Entry
from core.domain.timeline_words import said, when
from handlers.cli.stores import AsJson
from handlers.cli.terminal import show, terminal_of

AsCsv = Annotated[bool, typer.Option("--csv", help="Comma-separated values.")]


def history(
    context: typer.Context,
    store: Annotated[str, typer.Argument(help="Handle of the destination store.")],
    number: Annotated[str, typer.Argument(help="The order's number, such as 1001.")],
    as_table: AsCsv = False,
    as_object: AsJson = False,
) -> None:
    """Show what happened to an order, when, and who or what did it. Asks no store."""
    if as_table and as_object:
        raise typer.BadParameter("--csv and --json are two ways: choose one.")
    timeline = terminal_of(context).ask(
        lambda use: use.show_history.by_number(store, number), f"Reading order {number} …"
    )
    if as_object:
        sys.stdout.write(as_json(timeline) + "\n")
    elif as_table:
        sys.stdout.write(as_csv(timeline))
    else:
        rows = [_row(entry) for entry in timeline.entries]
        show(rows, as_json=False, empty="Nothing is known of it yet.")


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "when": f"{when(entry):%Y-%m-%d %H:%M:%S} UTC",
        "what": escape(said(entry)),
        "who": escape(entry.who),
    }
