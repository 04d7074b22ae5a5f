"""How the running bot holds on to Slack: tokens first, then the socket, for as long as it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.app import UnderWay, socket_handler
from bot.slack_errors import translated
from core.domain.errors import Rejected, Temporary
from core.domain.reasons import Reason

_log = structlog.get_logger(__name__)
_DRAIN_SECONDS = 10.0
_FIRST, _LONGEST = timedelta(seconds=1), timedelta(seconds=30)

_BOT_TOKEN = Reason(
    "slack_bot_token_refused",
    "Slack refuses the bot's token.",
    "Check SYNCTEC_SLACK_BOT_TOKEN: it begins with xoxb- and stands in the app's settings under"
    " OAuth & Permissions.",
)
_APP_TOKEN = Reason(
    "slack_app_token_refused",
    "Slack refuses the app-level token.",
    "Check SYNCTEC_SLACK_APP_TOKEN: it begins with xapp-, has the scope connections:write, and"
    " stands in the app's settings under Basic Information.",
)


class SlackConnection:
    """How one process holds on to Slack: by Socket Mode with this token; over HTTP, and where a
    process only posts (None), Slack is asked once whether it takes the bot's token."""

    def __init__(self, app: AsyncApp, app_token: str | None, under_way: UnderWay) -> None:
        self._app = app
        self._app_token = app_token
        self._under_way = under_way
        self._socket: AsyncSocketModeHandler | None = None

    async def ready(self) -> bool:
        """Whether the socket is up."""
        return self._socket is not None and await self._socket.client.is_connected()

    async def stay(self) -> None:
        """Until cancelled. A Slack that cannot be reached is tried again for ever, since everything
        else goes on without it. At the end, people's requests under way are given 10 seconds.

        Raises:
            Rejected: a token is refused; the remedy names its setting.
            Broken: Slack answered what it never should.
        """
        await _accepted(self._app.client.auth_test, _BOT_TOKEN)
        try:
            if self._app_token is None:
                await asyncio.Event().wait()
            else:
                await self._hold_socket(self._app_token)
        finally:
            await self._under_way.over(_DRAIN_SECONDS)

    async def _hold_socket(self, app_token: str) -> None:
        opened = await _accepted(
            lambda: self._app.client.apps_connections_open(app_token=app_token), _APP_TOKEN
        )
        socket = socket_handler(self._app, app_token, self._under_way)
        # Asked for already: Slack allows one address a minute. The client asks for those to come.
        socket.client.wss_uri = opened["url"]
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it bare
            self._socket = socket
            await asyncio.Event().wait()
        finally:
            # While the socket stands, what is under way can still be acknowledged.
            await self._under_way.over(_DRAIN_SECONDS)
            self._socket = None
            await socket.close_async()  # type: ignore[no-untyped-call]  # as above


async def _accepted(call: Callable[[], Awaitable[Any]], refused: Reason) -> Any:
    wait = _FIRST
    while True:
        try:
            with translated():
                return await call()
        except Rejected as error:
            raise Rejected(refused) from error
        except Temporary as error:
            pause = max(wait, error.retry_after or wait)
            _log.warning("slack_unreachable", again_in=pause.total_seconds())
            await asyncio.sleep(pause.total_seconds())
            wait = min(wait * 2, _LONGEST)
