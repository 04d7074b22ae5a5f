"""The front door: builds, wires and starts. Nothing imports it; `app.py --help` lists all."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer
from dotenv import dotenv_values
from pydantic import ValidationError
from rich.console import Console

import handlers
from core.domain.errors import SyncError, Temporary
from core.settings import MissingSettings, ProcessRole, Settings, UnknownSettings
from handlers import cli as commands

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.routing import BaseRoute

    from bot.connecting import SlackConnection
    from core.bootstrap import Core
    from core.usecases.catalogue import UseCases

_STORES_SECONDS, _AGAIN_SECONDS = 30.0, 0.2

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="SyncTec: order push between Shopify stores, run from Slack.",
)
main.add_typer(commands.stores.cli, name="stores")
main.add_typer(commands.connections.cli, name="connections")
main.add_typer(commands.locations.cli, name="locations")
main.add_typer(commands.settings.cli, name="settings")
main.add_typer(commands.items.items, name="items")
main.add_typer(commands.items.aliases, name="aliases")
main.add_typer(commands.keys.cli, name="keys")
main.command("setup")(commands.setup.setup)
main.command("explain")(commands.explain.explain)
main.command("history")(commands.history.history)
main.command("match")(commands.items.match)
main.command("plan")(commands.settings.plan)
main.command("pause")(commands.settings.pause)
main.command("resume")(commands.settings.resume)


@main.callback()
def _terminal(context: typer.Context) -> None:
    @asynccontextmanager
    async def use_cases() -> AsyncIterator[UseCases]:
        from core.bootstrap import open_core  # noqa: PLC0415 - `--help` and `keys new` need none

        settings = Settings()
        _configure_logs("console", logging.WARNING)
        async with open_core(settings) as core:
            yield core.use

    context.obj = commands.Terminal(use_cases)


@main.command()
def run(
    setup: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Add this TOML file's stores first."),
    ] = None,
    role: Annotated[
        ProcessRole | None,
        typer.Option(help="web: HTTP and Slack; worker: jobs and the timer. Else SYNCTEC_ROLE."),
    ] = None,
) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    settings = Settings() if role is None else Settings(role=role)
    settings.require_known([*os.environ, *dotenv_values(".env")])
    settings.require_bot()
    _configure_logs(settings.log_format, logging.INFO)
    asyncio.run(_run(settings, setup))


async def _run(settings: Settings, setup: Path | None) -> None:
    # What is imported and built on the way up stays: nothing of it is garbage.
    gc.disable()
    from core.bootstrap import open_core  # noqa: PLC0415 - as above

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(open_core(settings))
        if setup is not None:
            await _set_up(core.use, setup, stop)
        port = await _start(settings, core, stop, stack)
        gc.freeze()
        gc.enable()
        structlog.get_logger("app").info(
            "running", role=settings.role.value, mode=settings.slack_mode, http_port=port
        )
        await stop.wait()


async def _start(settings: Settings, core: Core, stop: asyncio.Event, stack: AsyncExitStack) -> int:
    """What the process's role asks for, in the order in which it may begin; HTTP is up before
    anything else begins and down after everything else ended. Returns its port."""
    # The command line needs none of these: they take as long to import as all the rest.
    from bot.directory import SlackDirectory  # noqa: PLC0415 - as above
    from bot.notifier import SlackNotifier  # noqa: PLC0415 - as above
    from bot.pace import Pace  # noqa: PLC0415 - as above
    from handlers.serving import served  # noqa: PLC0415 - as above

    role = settings.role
    client, slack, routes = _slack(settings, core)
    port = await stack.enter_async_context(served(routes, settings.http_host, settings.http_port))
    await stack.enter_async_context(_kept_running(slack.stay, stop))
    if role.works:
        pace = Pace(core.lanes, settings.slack_speed)
        background = core.background(SlackNotifier(client, pace), SlackDirectory(client, pace))
        await stack.enter_async_context(_kept_running(background.worker.run, stop))
        background.timer.start()
        stack.callback(background.timer.stop)
    return port


def _slack(
    settings: Settings, core: Core
) -> tuple[AsyncWebClient, SlackConnection, Sequence[BaseRoute]]:
    """Slack's client, the hold on Slack, and what is answered over HTTP."""
    from bot.app import UnderWay, build_app, http_handler, slack_client  # noqa: PLC0415 - as above
    from bot.connecting import SlackConnection  # noqa: PLC0415 - as above

    secret, token = settings.slack_signing_secret, settings.slack_bot_token
    client = slack_client(token.get_secret_value() if token else "", settings.slack_api_url)
    under_way = UnderWay()
    slack = build_app(client, secret.get_secret_value() if secret else "", under_way)
    app_token = settings.slack_app_token if settings.hears_socket else None
    secret_token = app_token.get_secret_value() if app_token else None
    connection = SlackConnection(slack, secret_token, under_way)
    health = _Health(core, connection if settings.hears_socket else None)
    if not settings.role.hears:
        return client, connection, handlers.health_routes(core.use, health)
    handlers.register(slack, core.use, support=settings.support)
    over_http = http_handler(slack) if settings.slack_mode == "http" else None
    return client, connection, handlers.http_routes(core.use, health, over_http)


@dataclass(frozen=True, slots=True)
class _Health:
    """What this process depends on: the database and the queue, and Slack where it comes by
    socket."""

    core: Core
    slack: SlackConnection | None

    async def ready(self) -> Mapping[str, bool]:
        parts = dict(await self.core.ready())
        return parts if self.slack is None else {**parts, "slack": await self.slack.ready()}


async def _set_up(use: UseCases, file: Path, stop: asyncio.Event) -> None:
    """The file's stores, who may be starting beside us: they are given a while to answer."""
    end = time.monotonic() + _STORES_SECONDS
    while not stop.is_set():
        try:
            await commands.setup.load(use, file)
            return
        except Temporary:
            if time.monotonic() > end:
                raise
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _AGAIN_SECONDS)


@asynccontextmanager
async def _kept_running(
    work: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> AsyncIterator[None]:
    """Beside the rest; when it ends by itself the process has no purpose left."""
    task = asyncio.ensure_future(work())
    task.add_done_callback(lambda _: stop.set())
    try:
        yield
    finally:
        task.cancel()
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(outcome, Exception):
        raise outcome


def _configure_logs(form: str, level: int) -> None:
    """One line an event: JSON for machines, colours on a terminal. Libraries speak up from
    warnings on."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    formatter = structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _enter() -> None:
    """Errors that people can mend end with a sentence, not with a traceback."""
    try:
        main()
    except MissingSettings as error:
        sys.exit(f"{error}\nREADME.md says where each comes from.")
    except UnknownSettings as error:
        sys.exit(f"{error}\ndocs/settings.md lists them all.")
    except ValidationError as error:
        problems = [f"  {_name(each['loc'])}: {each['msg']}" for each in error.errors()]
        sys.exit("\n".join(["These settings cannot be used:", *problems]))
    except SyncError as error:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print(error.reason.sentence, error.reason.remedy)
        sys.exit(1)


def _name(location: tuple[int | str, ...]) -> str:
    """A setting as people write it; what concerns several has no name of its own."""
    return f"SYNCTEC_{'.'.join(map(str, location)).upper()}" if location else "together"


if __name__ == "__main__":
    _enter()
