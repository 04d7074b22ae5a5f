"""`app.py setup FILE`: stores, location groups and connections from one TOML file. What is there
already stays."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.push_settings import Mode, StoreSettings
from core.domain.stores import Role
from core.usecases.catalogue import UseCases
from core.usecases.manage_stores import NewStore
from handlers.cli.stores import credential_of
from handlers.cli.terminal import fail, terminal_of


def setup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A TOML file.")],
) -> None:
    """Add what a file names: stores, location groups, connections. Its form: docs/settings.md."""
    added = terminal_of(context).ask(lambda use: load(use, file), "Setting up …")
    typer.echo(f"{added} added." if added else "Everything was there already.")


async def load(use: UseCases, file: Path) -> int:
    """How many stores, groups and connections of the file were added; ends the command, in plain
    words, when the file has another form."""
    try:
        wanted = tomllib.loads(await asyncio.to_thread(file.read_text, encoding="utf-8"))
        return await apply(use, wanted)
    except tomllib.TOMLDecodeError as error:
        fail(f"{file} is not TOML: {error}")
    except (KeyError, ValueError, TypeError) as error:
        fail(f"{file} lacks or misstates {error}.", "docs/settings.md shows the file's form.")


async def apply(use: UseCases, wanted: Mapping[str, Any]) -> int:
    """How many stores, groups and connections were added. Raises KeyError and ValueError for a
    file of another form, Rejected for what a store refuses."""
    there = {store.handle for store in await use.stores.listed()}
    added = 0
    for handle, table in wanted.get("stores", {}).items():
        if handle not in there:
            await use.stores.add(_store(handle, table))
            added += 1
    added += await _group(use, wanted)
    linked = {(d.handle, s.handle) for d, s, _ in await use.stores.connections()}
    for table in wanted.get("connections", []):
        if (table["destination"], table["source"]) not in linked:
            await use.stores.connect(
                table["destination"],
                table["source"],
                Mode(table.get("mode", "manual")),
                timedelta(minutes=table.get("waiting_minutes", 2)),
            )
            pair = table["destination"], table["source"]
            await use.locations.group_only_pair(*pair, tell=False)
            added += 1
    return added


async def _group(use: UseCases, wanted: Mapping[str, Any]) -> int:
    """Groups come before connections: what the file says of a location is no guess."""
    there = {each.group.name.casefold() for each in (await use.locations.show()).groups}
    added = 0
    for table in wanted.get("location_groups", []):
        name, locations = str(table["name"]), [str(each) for each in table["locations"]]
        if name.casefold() not in there:
            await use.locations.group_by_name(name, locations, tell=False)
            added += 1
    return added


def _store(handle: str, table: Mapping[str, Any]) -> NewStore:
    credential = credential_of(
        table.get("token"), table.get("client_id"), table.get("client_secret")
    )
    if credential is None:
        raise KeyError(f"stores.{handle}: token, or client_id and client_secret")
    secret = table.get("webhook_secret") or table.get("client_secret")
    return NewStore(
        handle,
        str(table["shop"]),
        Role(table["role"]),
        table.get("channel"),
        credential,
        (str(secret),) if secret else (),
        _settings(table),
    )


def _settings(table: Mapping[str, Any]) -> StoreSettings:
    """What a new store begins with; the rest is set in Slack, or with `app.py settings`."""
    plan = table.get("plan")
    return StoreSettings(
        order_push=bool(table.get("order_push", False)), plan=None if plan is None else str(plan)
    )
