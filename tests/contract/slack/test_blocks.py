"""Every message and view the bot can show passes the local Slack's own, independent judgement."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.slack.world import People
from tests.unit.bot import gallery

Json = dict[str, Any]


async def test_every_message_is_taken(client: AsyncWebClient, people: People) -> None:
    await people.patch("settings", tierScale=1000)
    refused = {}
    for name, message in gallery.messages():
        shown = {"text": message.text, "blocks": list(message.blocks)}
        refused[name] = await _errors(client, message=shown)
    assert {name: errors for name, errors in refused.items() if errors} == {}


async def test_every_view_is_taken(client: AsyncWebClient, people: People) -> None:
    await people.patch("settings", tierScale=1000)
    refused = {name: await _errors(client, view=view) for name, view in gallery.views()}
    assert {name: errors for name, errors in refused.items() if errors} == {}


async def test_what_is_wrong_is_refused(client: AsyncWebClient) -> None:
    wrong = {"text": "x", "blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]}
    assert await _errors(client, message=wrong)


async def _errors(client: AsyncWebClient, **shown: Json) -> Any:
    # By POST: the SDK's own method puts a whole view into the address.
    try:
        answer = await client.api_call("blocks.validate", json=shown)
    except SlackApiError as error:
        return error.response.data
    return answer.get("errors")
