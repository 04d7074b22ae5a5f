"""`app.py connections …`: which source ships for which destination."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from core.domain.cards import AnswerCard
from core.domain.people import COMMAND_LINE
from core.domain.push_settings import Mode
from core.domain.stores import Connection, Store
from core.usecases.catalogue import UseCases
from core.usecases.change_settings import Wish
from handlers.cli.stores import AsJson
from handlers.cli.terminal import show, terminal_of

cli = typer.Typer(no_args_is_help=True, help="Link destinations to sources.")


@cli.command()
def add(
    context: typer.Context,
    destination: Annotated[str, typer.Argument(help="Handle of the store that sells.")],
    source: Annotated[str, typer.Argument(help="Handle of the store that ships.")],
    mode: Annotated[Mode, typer.Option(help="Who starts a push.")] = Mode.MANUAL,
    waiting_minutes: Annotated[
        float, typer.Option(min=0, help="How long automatic mode waits.")
    ] = 2,
) -> None:
    """Link a destination to a source."""
    wait = timedelta(minutes=waiting_minutes)

    async def link(use: UseCases) -> AnswerCard | None:
        await use.stores.connect(destination, source, mode, wait)
        return await use.locations.group_only_pair(destination, source)

    grouped = terminal_of(context).ask(link, "Linking …")
    typer.echo(f"{destination} is shipped by {source}, {mode.value} push.")
    if grouped is not None:
        typer.echo(f"Each has one location: these are grouped now. {grouped.text}")


@cli.command()
def update(
    context: typer.Context,
    destination: Annotated[str, typer.Argument(help="Handle of the store that sells.")],
    source: Annotated[str, typer.Argument(help="Handle of the store that ships.")],
    mode: Annotated[Mode, typer.Option(help="Who starts a push.")],
    waiting_minutes: Annotated[
        float | None, typer.Option(min=0, help="How long automatic mode waits; as it is if left.")
    ] = None,
) -> None:
    """Change who starts the pushes, and how long automatic mode waits: `settings set` for these."""
    entered = {"mode": mode.value}
    if waiting_minutes is not None:
        entered["waiting_minutes"] = f"{waiting_minutes:g}"
    wish = Wish(destination, source, entered)
    terminal_of(context).ask(lambda use: use.change_settings(wish, COMMAND_LINE), "Changing …")
    typer.echo(f"{destination} is shipped by {source}, {mode.value} push.")


@cli.command("list")
def list_connections(context: typer.Context, as_json: AsJson = False) -> None:
    """List who ships for whom."""
    found = terminal_of(context).ask(lambda use: use.stores.connections(), "Reading …")
    rows = [_row(*each) for each in found]
    show(rows, as_json=as_json, empty="No stores are connected yet.")


def _row(destination: Store, source: Store, connection: Connection) -> dict[str, Any]:
    return {
        "destination": destination.handle,
        "source": source.handle,
        "mode": connection.settings.mode.value,
        "waiting_minutes": connection.settings.waiting_time.total_seconds() / 60,
    }
