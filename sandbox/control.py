"""The control routes of the whole sandbox, and the guard that keeps other web pages out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sse_starlette.sse import EventSourceResponse
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.server import Sandbox

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_SEEDS = ("demo", "empty")

CLOSING = "sandbox.closing"
"""The topic whose event ends the open event streams."""


class Guard:
    """ASGI middleware: this machine's own programs and the page itself, nobody else.

    A web page elsewhere that points its name at 127.0.0.1 (DNS rebinding) is known by its Host
    header; one that merely posts here, by its Origin. `touched` is called after whatever may have
    changed the state.
    """

    def __init__(self, app: ASGIApp, touched: Callable[[], None]) -> None:
        self._app = app
        self._touched = touched

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 403 to strangers and passes the rest on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        reads = scope["type"] == "http" and scope["method"] in _READING
        problem = _objection(Headers(scope=scope), reads=reads)
        if problem:
            await PlainTextResponse(problem, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)
        if not reads:
            self._touched()


def _objection(headers: Headers, *, reads: bool) -> str:
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOOPBACK:
        return "The sandbox answers on 127.0.0.1 and localhost only."
    origin = headers.get("origin")
    if not reads and origin is not None and origin != f"http://{host}":
        return "The sandbox takes changes from its own page only."
    return ""


def routes(sandbox: Sandbox) -> list[BaseRoute]:
    """`/control/health`, `reset`, `state`, `events`, and those of what the halves share."""
    control = _Control(sandbox)
    return [
        Route("/control/health", control.health),
        Route("/control/reset", control.reset, methods=["POST"]),
        Route("/control/state", control.state),
        Route("/control/events", control.events),
        *sandbox.exchanges.routes(),
        *sandbox.faults.routes(),
    ]


class _Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def health(self, _: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    async def reset(self, request: Request) -> JSONResponse:
        body = await _body(request)
        wanted = body if isinstance(body, dict) else {"seed": None}
        seed = wanted.get("seed", "demo")
        if seed not in _SEEDS:
            return _wrong(f"The seed is one of: {', '.join(_SEEDS)}.")
        self._sandbox.reset(str(seed), keep_app=bool(wanted.get("keepApp")))
        self._sandbox.hub.publish("sandbox.reset", seed=seed)
        return JSONResponse({"ok": True, "seed": seed})

    async def state(self, _: Request) -> JSONResponse:
        return JSONResponse(self._sandbox.dump())

    async def events(self, _: Request) -> EventSourceResponse:
        return EventSourceResponse(self._stream())

    async def _stream(self) -> AsyncIterator[dict[str, str]]:
        events = self._sandbox.hub.subscribe()
        try:
            yield {"event": "hello", "data": "{}"}
            async for event in events:
                if event["topic"] == CLOSING:
                    return
                yield {"data": json.dumps(event)}
        finally:
            events.close()


async def _body(request: Request) -> object:
    raw = await request.body()
    try:
        return json.loads(raw or b"{}")
    except ValueError:
        return None


def _wrong(sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, 400)
