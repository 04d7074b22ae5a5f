"""`app.py keys …`: the key that tokens are encrypted with."""

from __future__ import annotations

import base64
import secrets

import typer

from handlers.cli.terminal import terminal_of

cli = typer.Typer(no_args_is_help=True, help="Make encryption keys.")


@cli.command()
def new() -> None:
    """Print a new key for SYNCTEC_SECRET_KEYS (put it first to rotate; keep the old ones)."""
    # A Fernet key is 32 random bytes in URL-safe base64 (cryptography's specification).
    typer.echo(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


@cli.command()
def reseal(context: typer.Context) -> None:
    """Seal every credential with the first key of SYNCTEC_SECRET_KEYS; the others may go then."""
    count = terminal_of(context).ask(lambda use: use.stores.reseal(), "Sealing ...")
    typer.echo(f"{count} credentials are sealed with the newest key.")
