"""`app.py stores …`: add, list and check stores."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from core.domain.stores import ClientCredentials, Role, StaticToken, Store
from core.usecases.manage_stores import NewStore, StoreCheck
from handlers.cli.terminal import fail, show, terminal_of

cli = typer.Typer(no_args_is_help=True, help="Add, list and check stores.")

AsJson = Annotated[bool, typer.Option("--json", help="JSON for scripts.")]


@cli.command()
def add(
    context: typer.Context,
    handle: Annotated[str, typer.Argument(help="What people type, such as dest.")],
    shop: Annotated[str, typer.Argument(help="The shop's name before .myshopify.com.")],
    role: Annotated[Role, typer.Option(help="What the store does.")],
    channel: Annotated[str | None, typer.Option(help="Slack channel id for its alerts.")] = None,
    token: Annotated[
        str | None, typer.Option(envvar="SYNCTEC_STORE_TOKEN", help="Admin API token.")
    ] = None,
    client_id: Annotated[str | None, typer.Option(help="Client id of a Dev Dashboard app.")] = None,
    client_secret: Annotated[
        str | None, typer.Option(envvar="SYNCTEC_STORE_CLIENT_SECRET", help="Its client secret.")
    ] = None,
    webhook_secret: Annotated[
        str | None,
        typer.Option(
            envvar="SYNCTEC_STORE_WEBHOOK_SECRET",
            help="Signs the app's webhooks; the client secret unless given.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Reach a store, check its scopes, and keep it with its credential encrypted.

    The same handle and shop again: its credential, role and channel are changed."""
    shop = shop.removesuffix(".myshopify.com").lower()
    credential = credential_of(token, client_id, client_secret)
    if credential is None:
        fail(
            "Give the store's credential.",
            "Either --token, or --client-id and --client-secret.",
        )
    secret = webhook_secret or client_secret
    new = NewStore(handle, shop, role, channel, credential, (secret,) if secret else ())
    store = terminal_of(context).ask(lambda use: use.stores.add(new), f"Reaching {shop} …")
    show([_row(store)], as_json=as_json, empty="")


@cli.command("list")
def list_stores(context: typer.Context, as_json: AsJson = False) -> None:
    """List the stores that are set up."""
    stores = terminal_of(context).ask(lambda use: use.stores.listed(), "Reading …")
    show([_row(store) for store in stores], as_json=as_json, empty="No store is set up yet.")


@cli.command()
def check(
    context: typer.Context,
    handle: Annotated[str, typer.Argument(help="The store's handle.")],
    as_json: AsJson = False,
) -> None:
    """Reach a store, compare its scopes with its role, and prepare it again.

    Exit code 1 when something is wrong."""
    found = terminal_of(context).ask(lambda use: use.stores.check(handle), f"Reaching {handle} …")
    show([_check_row(found)], as_json=as_json, empty="")
    if found.problem is not None and not as_json:
        Console(stderr=True, highlight=False).print(found.problem.remedy)
    if not found.well:
        raise typer.Exit(1)


def credential_of(
    token: str | None, client_id: str | None, client_secret: str | None
) -> StaticToken | ClientCredentials | None:
    """The credential that was given, None when it is none or half of one."""
    if token:
        return StaticToken(token)
    if client_id and client_secret:
        return ClientCredentials(client_id, client_secret)
    return None


def _row(store: Store) -> dict[str, Any]:
    return {
        "handle": store.handle,
        "name": store.name,
        "shop": store.domain,
        "role": store.role.value,
        "currency": store.currency,
        "timezone": store.timezone,
        "channel": store.channel,
        "app_removed": store.uninstalled_at,
    }


def _check_row(check: StoreCheck) -> dict[str, Any]:
    return {
        "handle": check.store.handle,
        "reached": check.probe is not None,
        "missing_scopes": ", ".join(check.missing) or None,
        "problem": check.problem.sentence if check.problem else None,
    }
