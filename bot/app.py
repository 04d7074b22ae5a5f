"""The Bolt app: one factory for Socket Mode and HTTP, a reference on every request, one error
handler. Nothing here reads settings."""

from __future__ import annotations

import asyncio
import re
import secrets
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from functools import cache
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import errors
from bot.requests import Request, sink_of
from core.domain.errors import Broken, SyncError

_log = structlog.get_logger(__name__)
REFERENCE = "reference"
_UNDER_WAY = "synctec_under_way"


class UnderWay:
    """The requests of people that are being handled: a process that stops lets them end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """The task that enters is under way until it leaves."""
        task = asyncio.current_task()
        if task is None or task in self._tasks:
            yield
            return
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def over(self, within: float) -> None:
        """Returns when none is under way, or after so many seconds."""
        end = asyncio.get_running_loop().time() + within
        while self._tasks and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)


def slack_client(token: str, api_url: str | None = None) -> AsyncWebClient:
    """The Web API client. It never repeats a call by itself: a message whose answer was lost is
    looked for before it is posted again. `api_url` points it at another Slack."""
    address = api_url or AsyncWebClient.BASE_URL
    return AsyncWebClient(
        token=token, base_url=address, timeout=15, retry_handlers=[], ssl=trusted()
    )


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are believed: read once a process, it takes a moment."""
    return ssl.create_default_context()


def build_app(
    client: AsyncWebClient, signing_secret: str = "", under_way: UnderWay | None = None
) -> AsyncApp:
    """The app with its middleware and error handler, before handlers are registered.
    `signing_secret` is needed over HTTP only; `under_way` learns what is being handled."""
    app = AsyncApp(name="SyncTec", client=client, signing_secret=signing_secret)

    async def bind(context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]) -> None:
        context[_UNDER_WAY] = under_way
        await bind_reference(context, next_)

    app.middleware(bind)
    app.error(tell_error)
    return app


def acknowledge_the_rest(app: AsyncApp) -> None:
    """Register last: a click on a plain link, or on a button of an older version, is
    acknowledged, so that Slack shows no warning."""
    app.action(re.compile(".*"))(_acknowledge)
    app.view(re.compile(".*"))(_acknowledge)


def socket_handler(
    app: AsyncApp, app_token: str, under_way: UnderWay | None = None
) -> AsyncSocketModeHandler:
    """Socket Mode, through the app's own client: `connect_async()` and `close_async()`."""
    return _SocketHandler(app, app_token, under_way or UnderWay())


class _SocketHandler(AsyncSocketModeHandler):
    """A request is under way until its acknowledgement was sent."""

    def __init__(self, app: AsyncApp, app_token: str, under_way: UnderWay) -> None:
        super().__init__(app, app_token)
        self._under_way = under_way

    async def handle(self, client: Any, req: Any) -> None:
        """As Bolt does."""
        with self._under_way.one():
            await super().handle(client, req)


def http_handler(app: AsyncApp) -> AsyncSlackRequestHandler:
    """Signed HTTP, for `handlers.http_routes`."""
    return AsyncSlackRequestHandler(app)


async def bind_reference(context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]) -> None:
    """Give the request the reference that its log lines and its error message share."""
    reference = secrets.token_hex(4)
    context[REFERENCE] = reference
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(reference=reference)
    await next_()


@asynccontextmanager
async def telling(request: Request) -> AsyncIterator[None]:
    """Inside, whatever goes wrong is logged and told to the person, and ends here.

    It must not reach Bolt: where a listener raises within the 10 ms between Bolt's looks at its
    acknowledgement, Bolt 1.30 forgets that acknowledgement (`listener/asyncio_runner.py` sets
    `ack.response = None`), and the person reads "operation_timeout" on top of the error.
    """
    under_way: UnderWay | None = request.context.get(_UNDER_WAY)
    with under_way.one() if under_way else nullcontext():
        try:
            yield
        except Exception as error:  # noqa: BLE001 - one of the two places that read every error
            await _tell(error, request)


async def tell_error(
    error: Exception, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    """Bolt's own error handler, for what fails before a listener is reached."""
    await _tell(error, Request(body, client, context))


async def _tell(error: Exception, request: Request) -> None:
    """Into the log, and to the person, where the person looks."""
    reference = request.context.get(REFERENCE)
    level = errors.level(error)
    _log.log(
        _LEVELS[level],
        "slack_request_failed",
        reference=reference,
        error=type(error).__name__,
        reason=error.reason.code if isinstance(error, SyncError) else None,
        detail=error.detail if isinstance(error, Broken) else None,
        exc_info=error if level == "error" else None,
    )
    try:
        await sink_of(request)(errors.explain(error, reference))
    except SyncError as unheard:
        # Slack itself fails: never tell Slack about it.
        _log.warning("slack_answer_lost", reference=reference, reason=unheard.reason.code)


async def _acknowledge(ack: AsyncAck, body: dict[str, Any]) -> None:
    await ack()
    clicked = (body.get("actions") or [{}])[0]
    if "url" not in clicked:
        _log.warning("slack_request_unhandled", action=clicked.get("action_id"))


_LEVELS = {"info": 20, "warning": 30, "error": 40}
