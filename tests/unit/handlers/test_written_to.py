"""Which events are somebody's words to the app, and which would start two apps talking."""

from typing import Any, cast

import pytest
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.requests import Request, reply_of
from core.domain.work import Reply
from handlers.help import HelpHandlers

DIRECT = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": "Hello"}
MENTION = {"type": "app_mention", "channel": "C1", "user": "U1", "text": "<@U0APP> Hello"}


class Answered(Exception):
    """Raised where the answer would leave for Slack."""


class NoSlack:
    """A client that only shows that it was asked."""

    def __getattr__(self, name: str) -> Any:
        raise Answered(name)


async def hears(event: dict[str, Any]) -> str | None:
    """The Web API's method that the answer would take; None: silence."""
    client = cast("AsyncWebClient", NoSlack())
    try:
        await HelpHandlers("").written_to(Request({"event": event}, client, AsyncBoltContext()))
    except Answered as way:
        return str(way)
    return None


async def test_people_are_answered_each_in_their_own_way() -> None:
    assert await hears(DIRECT) == "chat_postMessage"
    assert await hears(MENTION) == "chat_postEphemeral"
    assert reply_of({"event": MENTION}) == Reply("U1", "C1")
    assert reply_of({"event": DIRECT}) == Reply("U1")


@pytest.mark.parametrize("event", [DIRECT, MENTION])
@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"user": None},
    ],
)
async def test_other_apps_and_what_is_no_message_are_not(
    event: dict[str, Any], change: dict[str, Any]
) -> None:
    assert await hears({**event, **change}) is None


async def test_a_channels_talk_is_not() -> None:
    assert await hears({**DIRECT, "channel_type": "channel"}) is None
