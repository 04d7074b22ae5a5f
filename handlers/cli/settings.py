"""`app.py settings …`, `plan`, `pause`, `resume`: how a store's orders are pushed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from core.domain.cards import AnswerCard
from core.domain.people import COMMAND_LINE
from core.domain.setting_cards import PauseCard, PlanCard, SettingsCard
from core.domain.setting_table import settings_of
from core.domain.words import say
from core.usecases.change_settings import Wish
from handlers.cli.stores import AsJson
from handlers.cli.terminal import fail, show, terminal_of

cli = typer.Typer(no_args_is_help=True, help="Show and change the settings of order push.")

Destination = Annotated[str, typer.Argument(help="Handle of the store that sells.")]
Source = Annotated[str | None, typer.Argument(help="Handle of a store that ships for it.")]


@cli.command("show")
def show_settings(
    context: typer.Context, destination: Destination, source: Source = None, as_json: AsJson = False
) -> None:
    """List the settings of a store and, with a source, of their connection."""
    card = terminal_of(context).ask(lambda use: use.show_settings(destination, source), "Reading …")
    show(_rows(card), as_json=as_json, empty="")


@cli.command("set")
def set_settings(
    context: typer.Context,
    destination: Destination,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE] KEY=VALUE…",
            help="Settings of the store, and with a source also of their connection.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Change settings: all that are named, or none. `settings show` lists the keys."""
    source = None if "=" in words[0] else words[0]
    wish = Wish(destination, source, _pairs(words[1:] if source else words))
    changed = terminal_of(context).ask(
        lambda use: use.change_settings(wish, COMMAND_LINE), "Changing …"
    )
    if as_json:
        rows = [
            {"setting": each.setting.key, "was": each.was, "is": each.now}
            for each in changed.changes
        ]
        show(rows, as_json=True, empty="")
        return
    _say(changed.answer)


def plan(
    context: typer.Context,
    destination: Destination,
    name: Annotated[str | None, typer.Argument(help="The plan to set; shown without it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the plan of a store, or set it."""
    card = terminal_of(context).ask(
        lambda use: use.choose_plan(destination, name, COMMAND_LINE), "Reading …"
    )
    show([_plan_row(card)], as_json=True, empty="") if as_json else _say(card.answer)


def pause(context: typer.Context, destination: Destination, as_json: AsJson = False) -> None:
    """Stop the order push of a store for a while."""
    _pause(context, destination, paused=True, as_json=as_json)


def resume(context: typer.Context, destination: Destination, as_json: AsJson = False) -> None:
    """Let the order push of a store go on."""
    _pause(context, destination, paused=False, as_json=as_json)


def _pause(context: typer.Context, destination: str, *, paused: bool, as_json: bool) -> None:
    card = terminal_of(context).ask(
        lambda use: use.pause_push(destination, COMMAND_LINE, paused=paused), "Changing …"
    )
    show([_pause_row(card)], as_json=True, empty="") if as_json else _say(card.answer)


def _pairs(words: list[str]) -> dict[str, str]:
    """Ends the command for a word without `=`, and for a key that is named twice."""
    pairs: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        key = key.strip().lower()
        if not equals:
            fail(f"“{word}” is no setting.", "Write KEY=VALUE, such as mode=automatic.")
        if key in pairs:
            fail(f"{key} is named twice.")
        pairs[key] = value
    if not pairs:
        fail("Name what is to be set.", "Write KEY=VALUE, such as mode=automatic.")
    return pairs


def _say(answer: AnswerCard) -> None:
    for each in (answer, *answer.more):
        typer.echo(each.text)
    if answer.remedy:
        typer.echo(answer.remedy)


def _rows(card: SettingsCard) -> list[dict[str, Any]]:
    return [
        {
            "of": setting.belongs.value,
            "setting": setting.key,
            "value": setting.text(setting.of(card.subject)),
            "takes": say(setting.expected),
        }
        for setting in settings_of(card.subject)
    ]


def _plan_row(card: PlanCard) -> dict[str, Any]:
    return {
        "store": card.store.handle,
        "plan": card.plan,
        "includes_order_push": card.includes_push,
        "changed": card.changed,
        "plans": list(card.plans.names),
    }


def _pause_row(card: PauseCard) -> dict[str, Any]:
    return {
        "store": card.store.handle,
        "paused": card.store.settings.paused,
        "changed": card.changed,
        "by": card.by,
        "at": card.at,
    }
