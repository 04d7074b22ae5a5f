"""How the running bot holds on to Slack: tokens first, then the socket, for as long as it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot.app import socket_handler
from bot.slack_errors import translated
from core.domain.errors import Rejected, Temporary
from core.domain.reasons import Reason

_log = structlog.get_logger(__name__)
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


async def stay_connected(app: AsyncApp, app_token: str | None) -> None:
    """Until cancelled: Socket Mode with this token; over HTTP (None) Slack comes to us. A Slack
    that cannot be reached is tried again for ever, since everything else goes on without it.

    Raises:
        Rejected: a token is refused; the remedy names its setting.
        Broken: Slack answered what it never should.
    """
    await _accepted(app.client.auth_test, _BOT_TOKEN)
    if app_token is None:
        await asyncio.Event().wait()
        return
    await _hold_socket(app, app_token)


async def _hold_socket(app: AsyncApp, app_token: str) -> None:
    opened = await _accepted(
        lambda: app.client.apps_connections_open(app_token=app_token), _APP_TOKEN
    )
    socket = socket_handler(app, app_token)
    # Asked for already: Slack allows one address a minute. The client asks for those to come.
    socket.client.wss_uri = opened["url"]
    try:
        await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it bare
        await asyncio.Event().wait()
    finally:
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
