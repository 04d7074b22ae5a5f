"""The front door: builds, wires and starts. Nothing imports it; `app.py --help` lists all."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated

import structlog
import typer
import uvicorn
from dotenv import dotenv_values
from pydantic import ValidationError
from rich.console import Console
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette

import handlers
from bot.app import build_app, http_handler, slack_client
from bot.connecting import stay_connected
from bot.notifier import SlackNotifier
from core.bootstrap import Core, open_core
from core.domain.errors import SyncError, Temporary
from core.settings import MissingSettings, Settings, UnknownSettings
from core.usecases.catalogue import UseCases
from handlers import cli as commands

_DRAIN_SECONDS = 10
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
main.command("match")(commands.items.match)
main.command("plan")(commands.settings.plan)
main.command("pause")(commands.settings.pause)
main.command("resume")(commands.settings.resume)


@main.callback()
def _terminal(context: typer.Context) -> None:
    @asynccontextmanager
    async def use_cases() -> AsyncIterator[UseCases]:
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
) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    settings = Settings()
    settings.require_known([*os.environ, *dotenv_values(".env")])
    settings.require_bot()
    _configure_logs(settings.log_format, logging.INFO)
    asyncio.run(_run(settings, setup))


async def _run(settings: Settings, setup: Path | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(open_core(settings))
        if setup is not None:
            await _set_up(core.use, setup, stop)
        slack = _slack(settings)
        handlers.register(slack, core.use, support=settings.support)
        background = core.background(SlackNotifier(slack.client))
        port = await stack.enter_async_context(_served(settings, _web(settings, core, slack)))
        connected = partial(stay_connected, slack, _app_token(settings))
        await stack.enter_async_context(_kept_running(connected, stop))
        await stack.enter_async_context(_kept_running(background.worker.run, stop))
        background.timer.start()
        stack.callback(background.timer.stop)
        structlog.get_logger("app").info("running", mode=settings.slack_mode, http_port=port)
        await stop.wait()


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


def _slack(settings: Settings) -> AsyncApp:
    secret = settings.slack_signing_secret
    token = settings.slack_bot_token
    client = slack_client(token.get_secret_value() if token else "", settings.slack_api_url)
    return build_app(client, secret.get_secret_value() if secret else "")


def _app_token(settings: Settings) -> str | None:
    """For Socket Mode; None over HTTP."""
    token = settings.slack_app_token if settings.slack_mode == "socket" else None
    return token.get_secret_value() if token else None


def _web(settings: Settings, core: Core, slack: AsyncApp) -> Starlette:
    over_http = http_handler(slack) if settings.slack_mode == "http" else None
    return Starlette(routes=handlers.http_routes(core.use, core, over_http))


@asynccontextmanager
async def _served(settings: Settings, web: Starlette) -> AsyncIterator[int]:
    """The HTTP side, up before anything else begins and down after everything else ended."""
    config = uvicorn.Config(
        web,
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    server = _Server(config)
    listening = _listen(settings.http_host, settings.http_port)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _listen(host: str, port: int) -> socket.socket:
    """The socket that requests come to; from here on they wait rather than fail."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        sys.exit(
            f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}. "
            "Set SYNCTEC_HTTP_HOST and SYNCTEC_HTTP_PORT."
        )


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: one place decides when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield


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


def _start() -> None:
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
    _start()
