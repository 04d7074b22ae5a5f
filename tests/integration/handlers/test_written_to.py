"""Who writes to the app as to a person is pointed at the commands, once, and nothing is done."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.slack.world import ANNA, BEN, DEST, People, until
from tests.integration.handlers.asked import Asked

pytestmark = pytest.mark.usefixtures("bot")
POINTED = "SyncTec takes commands"


async def direct(people: People) -> str:
    """Anna's conversation with the app."""
    return str((await people.post("home", user=ANNA))["channel"])


async def pointed(people: People, channel: str, user: str = ANNA) -> list[dict[str, Any]]:
    """The answers, once there is one."""

    async def there() -> list[dict[str, Any]]:
        return [m for m in await people.sees(channel, user) if POINTED in m["text"]]

    await until(there)
    await what_came_before_is_answered(people)
    return await there()


async def what_came_before_is_answered(people: People) -> None:
    """A command goes the same way as what was written before it, and takes longer to answer."""
    await people.types("help")
    await people.whispered("support@example.com")


async def test_a_direct_message_is_answered_once_where_it_was_written(
    people: People, asked: Asked
) -> None:
    channel = await direct(people)
    await people.post("message", user=ANNA, channel=channel, text="Hello, is anybody there?")
    (told,) = await pointed(people, channel)
    for words in ("/synctec push dest 1001", "/synctec unfulfilled", "/synctec help"):
        assert words in str(told["blocks"])
    assert [call for call in asked.calls if call[0] not in {"authorise", "lists.home"}] == []


async def test_a_mention_is_answered_to_who_wrote_it_alone(people: People) -> None:
    await people.post("message", user=ANNA, channel=DEST, text="@SyncTec what can you do?")
    (told,) = await pointed(people, DEST)
    assert told["ephemeral"] is True
    assert [m for m in await people.sees(user=BEN) if POINTED in m["text"]] == []


async def test_a_command_in_a_mention_is_shown_and_not_carried_out(
    people: People, asked: Asked
) -> None:
    asked.allowed = False
    await people.post("message", user=ANNA, channel=DEST, text="@SyncTec push dest #1001")
    (told,) = await pointed(people, DEST)
    assert "Nothing was done. To do it, type `/synctec push dest #1001`" in str(told["blocks"])
    assert asked.calls == []


async def test_a_mention_in_the_conversation_with_the_app_is_answered_once(people: People) -> None:
    channel = await direct(people)
    await people.post("message", user=ANNA, channel=channel, text="@SyncTec /synctec retry all")
    (told,) = await pointed(people, channel)
    assert "type `/synctec retry all`" in str(told["blocks"])


async def test_what_nobody_wrote_to_it_stays_unanswered(
    people: People, client: AsyncWebClient
) -> None:
    channel = await direct(people)
    await people.post("message", user=ANNA, channel=DEST, text="SyncTec is late today")
    await client.chat_postMessage(channel=channel, text="Its own words, and <@U0SYNCTEC>")
    await client.chat_postMessage(channel=DEST, text="Its own words, and <@U0SYNCTEC>")
    await what_came_before_is_answered(people)
    said = [*await people.sees(channel), *await people.sees()]
    assert [m["text"] for m in said if POINTED in m["text"]] == []
