"""The sandbox's process: both halves and the page on one port, its state kept in one file."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from sandbox import control, page
from sandbox.events import Hub
from sandbox.exchanges import Exchanges
from sandbox.faults import Droppable, Faults
from sandbox.shopify.app import build as build_shopify
from sandbox.slack.app import build as build_slack

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from starlette.routing import BaseRoute

_DEBOUNCE = 0.5
_STOP_WITHIN = 0.6


class Half(Protocol):
    """What the local Shopify and the local Slack each give to the process."""

    def routes(self) -> Sequence[BaseRoute]:
        """The half's addresses, control routes included."""

    def reset(self, seed: str, *, keep_app: bool = False) -> None:
        """As fresh: `demo` or `empty`; the installed app keeps what it has, where asked."""

    def dump(self) -> dict[str, Any]:
        """The state as JSON data."""

    def load(self, d: dict[str, Any], /) -> None:
        """Takes a state that `dump` gave."""

    async def start(self) -> None:
        """Starts what runs beside the requests."""

    async def stop(self) -> None:
        """Ends it, open sockets included."""


class Sandbox:
    """The two halves with what they share. State is plain data; the clock is the machine's."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.hub = Hub()
        self.faults = Faults()
        self.exchanges = Exchanges(_now)
        parts = (self.hub, self.faults, self.exchanges, base_url, _now)
        self.halves: dict[str, Half] = {
            "shopify": build_shopify(*parts),
            "slack": build_slack(*parts),
        }

    def reset(self, seed: str, *, keep_app: bool = False) -> None:
        """Everything as fresh, faults gone; with `keep_app` an app that runs goes on."""
        self.faults.clear()
        for half in self.halves.values():
            half.reset(seed, keep_app=keep_app)

    def dump(self) -> dict[str, Any]:
        """The whole state as JSON data."""
        return {name: half.dump() for name, half in self.halves.items()}

    def load(self, state: dict[str, Any]) -> None:
        """Takes a state that `dump` gave."""
        for name, half in self.halves.items():
            half.load(state[name])


class Keeper:
    """Writes the state to its file soon after it changed, whole or not at all."""

    def __init__(self, sandbox: Sandbox, path: Path | None) -> None:
        self._sandbox = sandbox
        self._path = path
        self._changed = asyncio.Event()

    def touched(self) -> None:
        """Says that the state may have changed."""
        self._changed.set()

    async def run(self) -> None:
        """Saves after changes, for ever; a long save makes the next one wait longer."""
        pause = _DEBOUNCE
        while True:
            await self._changed.wait()
            await asyncio.sleep(pause)
            self._changed.clear()
            began = time.monotonic()
            self.save()
            pause = max(_DEBOUNCE, 20 * (time.monotonic() - began))

    def save(self) -> None:
        """Writes a new file beside the old one and puts it in its place."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        fresh.write_text(json.dumps(self._sandbox.dump()), encoding="utf-8")
        fresh.replace(self._path)


class _Server(uvicorn.Server):
    """Uvicorn that first ends what would otherwise hold it back: sockets and event streams."""

    def __init__(self, config: uvicorn.Config, sandbox: Sandbox) -> None:
        super().__init__(config)
        self._sandbox = sandbox

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"Sandbox: {self._sandbox.base_url}", flush=True)  # noqa: T201 - its one line

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # What is cut off from here on is cut off on purpose: no traceback for it.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        self._sandbox.hub.publish(control.CLOSING)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_WITHIN):
                for half in self._sandbox.halves.values():
                    await half.stop()
        await super().shutdown(sockets)


def _now() -> datetime:
    return datetime.now(UTC)


def _application(sandbox: Sandbox, keeper: Keeper) -> Starlette:
    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        for half in sandbox.halves.values():
            await half.start()
        saving = asyncio.create_task(keeper.run())
        yield
        saving.cancel()
        keeper.save()

    routes = [*control.routes(sandbox), *page.routes()]
    for half in sandbox.halves.values():
        routes.extend(half.routes())
    guard = Middleware(control.Guard, touched=keeper.touched)
    return Starlette(routes=routes, middleware=[guard], lifespan=lifespan)


async def serve(listener: socket.socket, path: Path | None, seed: str) -> None:
    """Runs until SIGTERM or SIGINT.

    Takes the state from `path` where there is one, else starts from `seed`. Prints one line with
    its address once it answers. Raises ValueError when the state's file cannot be read.
    """
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sandbox = Sandbox(base_url)
    _restore(sandbox, path, seed)
    keeper = Keeper(sandbox, path)
    config = uvicorn.Config(
        Droppable(_application(sandbox, keeper)),
        log_config=None,
        access_log=False,
        ws="websockets-sansio",
        timeout_graceful_shutdown=0,
    )
    await _Server(config, sandbox).serve(sockets=[listener])


def _restore(sandbox: Sandbox, path: Path | None, seed: str) -> None:
    if path is None or not path.exists():
        sandbox.reset(seed)
        return
    try:
        sandbox.load(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = (
            f"The state in {path} cannot be read ({error!r}). Move the file away to start afresh."
        )
        raise ValueError(problem) from error
