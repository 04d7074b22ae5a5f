"""Links that people write: which the app hears of, and what it may show below them."""

import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import (
    Connect,
    Control,
    actions,
    button,
    error_of,
    section,
    until,
)

LINK = "https://admin.example.com/orders/1"
OTHER = "https://shop.example.com/orders/2"
BLOCKS = [section("Order 1"), actions(button(action_id="go", value="7"), block_id="b")]
Heard = list[dict[str, Any]]


def manifest(*scopes: str, domains: tuple[str, ...] = ("example.com",)) -> dict[str, Any]:
    return {
        "display_information": {"name": "SyncTec"},
        "features": {"unfurl_domains": list(domains)},
        "oauth_config": {"scopes": {"bot": ["chat:write", *scopes]}},
        "settings": {"event_subscriptions": {"bot_events": ["link_shared"]}},
    }


@pytest.fixture
async def heard(bolt: AsyncApp, connect: Connect, control: Control) -> Heard:
    """What the app is told of links, from now on."""
    told: Heard = []

    @bolt.event("link_shared")
    async def listen(body: dict[str, Any]) -> None:
        told.append(body)

    await control.post("manifest", **manifest("links:read", "links:write"))
    await connect()
    return told


async def posted(control: Control, heard: Heard, text: str, channel: str = "C0DEST") -> Any:
    """A message of Anna's, and what the app was told of it."""
    said = await control.post("message", user="U0ANNA", channel=channel, text=text)

    async def told() -> Any:
        return next((b for b in heard if b["event"]["message_ts"] == said["ts"]), None)

    return await until(told)


async def test_links_to_its_domains_are_told_whole(control: Control, heard: Heard) -> None:
    body = await posted(control, heard, f"{LINK} and {OTHER}, not https://example.org/3")
    event = body["event"]
    assert event["links"] == [
        {"domain": "example.com", "url": LINK},
        {"domain": "example.com", "url": OTHER},
    ]
    assert (event["user"], event["channel"], event["source"]) == (
        "U0ANNA",
        "C0DEST",
        "conversations_history",
    )
    assert event["unfurl_id"].startswith(f"C0DEST.{event['message_ts']}.")
    assert event["is_bot_user_member"] is True
    assert body["is_ext_shared_channel"] is False


async def test_it_hears_of_channels_it_is_not_in_and_of_shared_ones(
    control: Control, heard: Heard
) -> None:
    event = (await posted(control, heard, LINK, "C0GENERAL"))["event"]
    assert event["is_bot_user_member"] is False
    await control.http.patch("/control/slack/channels/C0DEST", json={"is_ext_shared": True})
    assert (await posted(control, heard, LINK))["is_ext_shared_channel"] is True


async def test_without_the_scope_or_the_domain_nothing_is_told(
    control: Control, heard: Heard
) -> None:
    for silent in (
        manifest("links:write"),
        manifest("links:read", domains=("example.org",)),
    ):
        await control.post("manifest", **silent)
        await control.post("message", user="U0ANNA", channel="C0DEST", text=LINK)
    await asyncio.sleep(0.3)
    assert heard == []
    answer = await control.http.post(
        "/control/slack/manifest", json=manifest(domains=("https://example.com",))
    )
    assert answer.status_code == 400


async def test_what_is_shown_stands_below_the_message_and_is_replaced(
    control: Control, heard: Heard, slack: AsyncWebClient
) -> None:
    event = (await posted(control, heard, f"{LINK} {OTHER}"))["event"]
    by_id = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
    await slack.chat_unfurl(**by_id, unfurls={LINK: {"blocks": BLOCKS}})
    place = {"channel": event["channel"], "ts": event["message_ts"]}
    await slack.chat_unfurl(**place, unfurls={OTHER: {"blocks": [section("Order 2")]}})
    await slack.chat_unfurl(**place, unfurls={LINK: {"blocks": [section("Order 1, gone")]}})
    (message,) = await control.messages()
    first, second = message["attachments"]
    assert first["blocks"][0]["text"]["text"] == "Order 1, gone"
    assert (first["id"], first["app_unfurl_url"], first["is_app_unfurl"]) == (1, LINK, True)
    assert (second["id"], second["app_unfurl_url"]) == (2, OTHER)


async def test_what_is_being_written_is_shown_there(
    control: Control, heard: Heard, slack: AsyncWebClient
) -> None:
    written = (await control.post("composer", user="U0ANNA", text=LINK))["unfurl_id"]

    async def told() -> bool:
        return bool(heard)

    await until(told)
    event = heard[0]["event"]
    assert (event["channel"], event["source"]) == ("COMPOSER", "composer")
    assert event["message_ts"] == event["unfurl_id"] == written
    await slack.chat_unfurl(
        unfurl_id=written, source="composer", unfurls={LINK: {"blocks": [section("Order 1")]}}
    )
    shown = (await control.get(f"composer/{written}"))["shown"]
    assert shown[LINK]["blocks"][0]["text"]["text"] == "Order 1"
    assert await control.messages() == []


async def test_a_click_below_a_link_tells_of_nothing_else(
    bolt: AsyncApp, control: Control, heard: Heard, slack: AsyncWebClient
) -> None:
    clicked: Heard = []

    @bolt.action("go")
    async def listen(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        clicked.append(body)

    event = (await posted(control, heard, f"See {LINK}"))["event"]
    ts = event["message_ts"]
    await slack.chat_unfurl(channel="C0DEST", ts=ts, unfurls={LINK: {"blocks": BLOCKS}})
    click = {"block_id": "b", "action_id": "go", "container": {"channel": "C0DEST", "ts": ts}}
    assert (await control.post("action", user="U0BEN", **click))["ok"]
    (body,) = clicked
    assert "message" not in body
    assert body["container"] == {
        "type": "message_attachment",
        "message_ts": ts,
        "attachment_id": 1,
        "channel_id": "C0DEST",
        "is_ephemeral": False,
        "is_app_unfurl": True,
        "app_unfurl_url": LINK,
    }
    assert body["app_unfurl"]["app_unfurl_url"] == LINK
    assert body["app_unfurl"]["blocks"][1]["block_id"] == "b"
    assert (body["channel"]["id"], body["user"]["id"]) == ("C0DEST", "U0BEN")
    assert body["actions"][0]["value"] == "7"
    # An answer by its response_url leaves what Anna wrote alone.
    answer = {"text": "Done", "replace_original": True}
    assert (await control.http.post(body["response_url"], json=answer)).status_code == 200
    mine, private = await control.messages(user="U0BEN")
    assert (mine["text"], private["text"], private["ephemeral"]) == (f"See {LINK}", "Done", True)


async def test_chat_unfurl_refuses(control: Control, heard: Heard, slack: AsyncWebClient) -> None:
    event = (await posted(control, heard, LINK))["event"]
    place = {"channel": "C0DEST", "ts": event["message_ts"]}
    good = {LINK: {"blocks": [section("Order 1")]}}
    for given, error in (
        ({**place}, "missing_unfurls"),
        ({**place, "unfurls": "{"}, "invalid_unfurls_format"),
        ({**place, "unfurls": {OTHER: good[LINK]}}, "cannot_unfurl_url"),
        ({**place, "unfurls": {LINK: {"blocks": [{"type": "no"}]}}}, "cannot_parse_attachment"),
        ({"channel": "C0DEST", "unfurls": good}, "missing_ts"),
        ({"unfurls": good}, "missing_channel"),
        ({"channel": "C0NONE", "ts": place["ts"], "unfurls": good}, "cannot_find_channel"),
        ({"channel": "C0DEST", "ts": "1.2", "unfurls": good}, "cannot_unfurl_message"),
        ({"unfurl_id": event["unfurl_id"], "unfurls": good}, "missing_source"),
        ({"unfurl_id": "x", "source": "composer", "unfurls": good}, "invalid_unfurl_id"),
        ({"unfurl_id": event["unfurl_id"], "source": "x", "unfurls": good}, "invalid_source"),
    ):
        refused = await error_of(slack.api_call("chat.unfurl", json=given))
        assert refused["error"] == error, given
    await control.post("manifest", **manifest("links:read"))
    refused = await error_of(slack.chat_unfurl(**place, unfurls=good))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "links:write")
