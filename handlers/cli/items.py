"""`app.py match`, `items …` and `aliases …`: which item of a destination is which at a source."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from core.domain.cards import AnswerCard
from core.domain.items import Alias, Item, ItemState
from core.domain.match_cards import MatchCard
from core.domain.match_runs import Reading
from core.usecases.catalogue import UseCases
from handlers.cli.stores import AsJson
from handlers.cli.terminal import show, terminal_of

ACTOR = "command line"

items = typer.Typer(no_args_is_help=True, help="List, pause and resume items.")
aliases = typer.Typer(no_args_is_help=True, help="SKUs that differ on purpose.")

Destination = Annotated[str, typer.Argument(help="Handle of the store that sells.")]
Source = Annotated[str, typer.Argument(help="Handle of the store that ships.")]
Sku = Annotated[str, typer.Argument(help="The SKU at the store that sells.")]


def match(
    context: typer.Context, destination: Destination, source: Source, as_json: AsJson = False
) -> None:
    """Match the whole catalogues of two stores by SKU, and say what came of it."""
    bar = _Bar()
    card = terminal_of(context).follow(
        lambda use: use.matching.now(destination, source, ACTOR, bar.take), bar.progress
    )
    show([_summary(card)], as_json=as_json, empty="")
    if card.near and not as_json:
        rows = [{"sku": one.sku, "did_you_mean": one.suggestion} for one in card.near]
        show(rows, as_json=False, empty="")
        typer.echo(f"Near misses: {card.near_count}. `app.py aliases add` makes one a match.")


@items.command("list")
def list_items(
    context: typer.Context,
    destination: Destination,
    source: Source,
    state: Annotated[ItemState | None, typer.Option(help="Only those in this state.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the items of a connection, by SKU."""

    async def every(use: UseCases) -> list[Item]:
        card = await use.matching.items(destination, source, state, limit=_PAGE)
        found = list(card.items)
        while card.following is not None:
            after = card.following.after
            card = await use.matching.items(destination, source, state, after, _PAGE)
            found += card.items
        return found

    found = terminal_of(context).ask(every, "Reading …")
    rows = [_row(item) for item in found]
    show(rows, as_json=as_json, empty="There are no such items; app.py match finds them.")


@items.command()
def pause(
    context: typer.Context,
    destination: Destination,
    source: Source,
    sku: Sku,
    as_json: AsJson = False,
) -> None:
    """Leave an item out of the pushes."""
    _pause(context, (destination, source, sku), paused=True, as_json=as_json)


@items.command()
def resume(
    context: typer.Context,
    destination: Destination,
    source: Source,
    sku: Sku,
    as_json: AsJson = False,
) -> None:
    """Push an item again."""
    _pause(context, (destination, source, sku), paused=False, as_json=as_json)


@aliases.command("list")
def list_aliases(
    context: typer.Context, destination: Destination, source: Source, as_json: AsJson = False
) -> None:
    """List the aliases of a connection, by SKU."""
    found = terminal_of(context).ask(
        lambda use: use.matching.aliases.all(destination, source), "Reading …"
    )
    show([_alias(one) for one in found], as_json=as_json, empty="There are no aliases.")


@aliases.command("add")
def add_alias(
    context: typer.Context,
    destination: Destination,
    source: Source,
    sku: Sku,
    source_sku: Annotated[str, typer.Argument(help="The SKU at the store that ships.")],
    as_json: AsJson = False,
) -> None:
    """Say that one SKU of the destination is another one at the source."""
    answer = terminal_of(context).ask(
        lambda use: use.matching.aliases.add(destination, source, sku, source_sku, ACTOR),
        "Saving …",
    )
    _said(answer, as_json=as_json)


@aliases.command("remove")
def remove_alias(
    context: typer.Context,
    destination: Destination,
    source: Source,
    sku: Sku,
    as_json: AsJson = False,
) -> None:
    """Take an alias away."""
    answer = terminal_of(context).ask(
        lambda use: use.matching.aliases.remove(destination, source, sku, ACTOR), "Saving …"
    )
    _said(answer, as_json=as_json)


_PAGE = 1000


class _Bar:
    """How many variants of each store were found so far."""

    def __init__(self) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed:,.0f} variants"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}

    def take(self, card: MatchCard) -> None:
        """Show a step."""
        self._show(card.link.destination.name, card.run.destination)
        self._show(card.link.source.name, card.run.source)

    def _show(self, name: str, reading: Reading) -> None:
        if name not in self._tasks:
            self._tasks[name] = self.progress.add_task(name, total=None)
        total = reading.counted if reading.kept else None
        self.progress.update(self._tasks[name], completed=reading.counted, total=total)


def _pause(
    context: typer.Context, named: tuple[str, str, str], *, paused: bool, as_json: bool
) -> None:
    answer = terminal_of(context).ask(
        lambda use: use.matching.pause(*named, ACTOR, paused=paused), "Saving …"
    )
    _said(answer, as_json=as_json)


def _said(answer: AnswerCard, *, as_json: bool) -> None:
    if as_json:
        show([{"done": answer.good, "text": answer.text}], as_json=True, empty="")
    else:
        typer.echo(answer.text)


def _summary(card: MatchCard) -> dict[str, Any]:
    run = card.run
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return {
        "destination": card.link.destination.handle,
        "source": card.link.source.handle,
        "matched": card.synced,
        "missing": card.missing,
        "ambiguous": card.ambiguous,
        "near_misses": card.near_count,
        "destination_variants": run.destination.counted,
        "source_variants": run.source.counted,
        "seconds": seconds,
    }


def _row(item: Item) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "title": item.title,
        "state": item.state.value,
        "source_sku": item.source_sku,
        "matched_by": item.matched_by.value if item.matched_by else None,
        "did_you_mean": item.suggestion,
        "variant": item.variant_gid,
        "source_variant": item.source_variant_gid,
    }


def _alias(alias: Alias) -> dict[str, Any]:
    return {"sku": alias.sku, "source_sku": alias.source_sku}
