"""`app.py locations …`: which locations stand for the same stock."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from core.domain.cards import AnswerCard
from core.domain.locations import LocationsCard, StorePlace
from core.domain.orders import legacy_id
from handlers.cli.stores import AsJson
from handlers.cli.terminal import show, terminal_of

cli = typer.Typer(no_args_is_help=True, help="Group locations that stand for the same stock.")

_NAMED = "A location: STORE/NAME or STORE/ID, as `locations list` shows them."


@cli.command("list")
def list_locations(context: typer.Context, as_json: AsJson = False) -> None:
    """Ask every store for its locations; list them with their groups.

    Exit code 1 when a store could not be asked: what was known of it is listed."""
    card, unasked = terminal_of(context).ask(
        lambda use: use.locations.read(), "Asking the stores …"
    )
    show(_rows(card), as_json=as_json, empty="No location is known yet.")
    console = Console(stderr=True, highlight=False)
    for each in card.groups:
        for flaw in each.flaws:
            console.print(f"{each.group.name}: {flaw}")
    for store, reason in unasked:
        console.print(f"[red]{store.handle}: {reason.sentence}[/red] {reason.remedy}")
    if unasked:
        raise typer.Exit(1)


@cli.command()
def group(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The group's name.")],
    locations: Annotated[list[str], typer.Argument(help=_NAMED)],
    move: Annotated[
        bool, typer.Option("--move", help="Take locations out of the groups they are in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a group of these locations, or make these the locations of a group."""
    answer = terminal_of(context).ask(
        lambda use: use.locations.group_by_name(name, locations, move=move), "Grouping …"
    )
    _answered(context, answer, as_json=as_json)


@cli.command()
def rename(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The group's name.")],
    new_name: Annotated[str, typer.Argument(help="What it is to be called.")],
    as_json: AsJson = False,
) -> None:
    """Give a group another name."""
    answer = terminal_of(context).ask(
        lambda use: use.locations.rename_by_name(name, new_name), "Renaming …"
    )
    _answered(context, answer, as_json=as_json)


@cli.command()
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The group's name.")],
    as_json: AsJson = False,
) -> None:
    """Remove a group; its locations stay where they are."""
    answer = terminal_of(context).ask(lambda use: use.locations.remove_by_name(name), "Removing …")
    _answered(context, answer, as_json=as_json)


def _answered(context: typer.Context, answer: AnswerCard, *, as_json: bool) -> None:
    if not as_json:
        typer.echo(answer.text)
        return
    card = terminal_of(context).ask(lambda use: use.locations.show(), "Reading …")
    show(_rows(card), as_json=True, empty="")


def _rows(card: LocationsCard) -> list[dict[str, Any]]:
    return [_row(place) for place in card.places]


def _row(place: StorePlace) -> dict[str, Any]:
    return {
        "store": place.store.handle,
        "location": place.location.name,
        "id": legacy_id(place.location.gid),
        "group": place.group.name if place.group else None,
        "active": place.location.active,
    }
