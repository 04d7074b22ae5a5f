"""Socket Mode's own rules: hello, one socket per payload, 3 s, redelivery, disconnects."""

import asyncio
import json
import time
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import APP_TOKEN, Connect, Control, until


async def open_socket(
    session: aiohttp.ClientSession, slack: AsyncWebClient
) -> tuple[aiohttp.ClientWebSocketResponse, Any]:
    """A bare socket and the first message on it."""
    opened = await slack.apps_connections_open(app_token=APP_TOKEN)
    socket = await session.ws_connect(opened["url"])
    return socket, await socket.receive_json()


async def test_a_socket_begins_with_hello(slack: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        _, first = await open_socket(session, slack)
        second, hello = await open_socket(session, slack)
        assert (first["type"], first["num_connections"]) == ("hello", 1)
        assert hello["num_connections"] == 2
        assert hello["connection_info"] == {"app_id": "A0SANDBOX"}
        await second.ping(b"sdk-ping-pong:1.0")
        await second.close()


async def test_an_eleventh_socket_is_sent_away(slack: AsyncWebClient, control: Control) -> None:
    async with aiohttp.ClientSession() as session:
        kept = [await open_socket(session, slack) for _ in range(10)]
        assert [hello["type"] for _, hello in kept] == ["hello"] * 10
        _, message = await open_socket(session, slack)
        assert (message["type"], message["reason"]) == ("disconnect", "too_many_websockets")

    async def gone() -> bool:
        return not (await control.get("workspace"))["bot"]["connected"]

    await until(gone)


async def test_each_payload_goes_to_one_socket(slack: AsyncWebClient, control: Control) -> None:
    async def serve(socket: aiohttp.ClientWebSocketResponse, heard: list[str]) -> None:
        async for message in socket:
            envelope = json.loads(message.data)
            heard.append(envelope["payload"]["text"])
            await socket.send_json({"envelope_id": envelope["envelope_id"]})

    heard: list[list[str]] = [[], []]
    async with aiohttp.ClientSession() as session:
        sockets = [(await open_socket(session, slack))[0] for _ in heard]
        tasks = [asyncio.create_task(serve(s, h)) for s, h in zip(sockets, heard, strict=True)]
        for number in range(6):
            assert (await control.command(str(number)))["ok"] is True
        for socket in sockets:
            await socket.close()
        await asyncio.gather(*tasks)
    assert sorted(heard[0] + heard[1]) == list("012345")
    assert all(heard)


async def test_after_three_seconds_a_command_failed_and_an_event_comes_again(
    slack: AsyncWebClient, control: Control
) -> None:
    await control.settings(eventRetryScale=0.0001)
    async with aiohttp.ClientSession() as session:
        socket, _ = await open_socket(session, slack)
        text = "Hello @SyncTec"
        await control.post("message", user="U0ANNA", channel="C0DEST", text=text)
        began = time.monotonic()
        answer = await control.command("slow")
        assert answer == {"ok": False, "ack": "operation_timeout"}
        assert time.monotonic() - began >= 3
        event, command, again = [await socket.receive_json() for _ in range(3)]
        for envelope_id in (command["envelope_id"], again["envelope_id"], "made-up"):
            await socket.send_json({"envelope_id": envelope_id})

        async def warned() -> bool:
            return {"no_ack", "late_ack", "unknown_envelope"} <= set(await control.warnings())

        await until(warned)
    check_repeated(event, again)
    assert command["type"] == "slash_commands"
    assert command["accepts_response_payload"] is True
    message = (await control.messages())[-1]
    assert message["text"] == '/synctec failed with the error "operation_timeout"'
    assert (message["user"], message["ephemeral"]) == ("USLACKBOT", True)


def check_repeated(first: Any, again: Any) -> None:
    """The same event in two envelopes, the second saying why."""
    assert first["envelope_id"] != again["envelope_id"]
    assert first["payload"]["event_id"] == again["payload"]["event_id"]
    assert first["payload"]["event"]["type"] == "app_mention"
    assert first["payload"]["event"]["text"] == "Hello <@U0SYNCTEC>"
    assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert again["retry_reason"] == "http_timeout"


async def test_without_a_socket_a_command_fails_at_once(control: Control) -> None:
    assert await control.command() == {"ok": False, "ack": "dispatch_failed"}


async def test_only_subscribed_events_are_sent(
    bolt: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    heard: list[str] = []

    @bolt.event("message")
    async def message(event: Any) -> None:
        heard.append(event["text"])

    await connect()
    await control.post("message", user="U0ANNA", channel="C0DEST", text="In a channel")
    direct = (await slack.conversations_open(users="U0ANNA"))["channel"]["id"]
    await control.fault("repeat_event", operation="message.im")
    await control.post("message", user="U0ANNA", channel=direct, text="Direct")

    async def twice() -> bool:
        return len(heard) == 2

    await until(twice)
    assert heard == ["Direct", "Direct"]


async def test_an_event_needs_its_scope_and_a_direct_mention_is_one_event(
    bolt: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    heard: list[str] = []

    @bolt.event("message")
    @bolt.event("app_mention")
    async def anything(event: Any) -> None:
        heard.append(f"{event['type']}: {event['text']}")

    await connect()
    direct = (await slack.conversations_open(users="U0ANNA"))["channel"]["id"]
    manifest = await control.get("manifest")
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    without = [scope for scope in scopes if scope not in {"im:history", "app_mentions:read"}]
    for granted, number in ((without, 1), (scopes, 2)):
        manifest["oauth_config"]["scopes"]["bot"] = granted
        await control.post("manifest", **manifest)
        for channel in (direct, "C0DEST"):
            await control.post("message", user="U0ANNA", channel=channel, text=f"@SyncTec {number}")

    async def both() -> bool:
        return len(heard) == 2

    await until(both)
    assert sorted(heard) == ["app_mention: <@U0SYNCTEC> 2", "message: <@U0SYNCTEC> 2"]


@pytest.mark.parametrize(
    "home", [{"messages_tab_read_only_enabled": True}, {"messages_tab_enabled": False}]
)
async def test_nobody_writes_to_an_app_that_takes_no_messages(
    control: Control, slack: AsyncWebClient, home: dict[str, bool]
) -> None:
    direct = (await slack.conversations_open(users="U0ANNA"))["channel"]["id"]
    manifest = await control.get("manifest")
    manifest["features"]["app_home"].update(home)
    await control.post("manifest", **manifest)
    written = {"user": "U0ANNA", "channel": direct, "text": "Hello"}
    answer = await control.http.post("/control/slack/message", json=written)
    assert answer.status_code == 400
    assert answer.json()["error"] == "Sending messages to this app has been turned off."


async def test_an_app_comes_back_after_a_disconnect(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    @bolt.command("/synctec")
    async def command(ack: Any) -> None:
        await ack()

    handler = await connect()
    for rest in ({"reason": "refresh_requested"}, {"abrupt": True}, {"reason": "warning"}):
        before = handler.client.wss_uri
        await control.fault("close_socket", **rest)

        async def reconnected(before: str | None = before) -> bool:
            connected = (await control.get("workspace"))["bot"]["connected"]
            return bool(connected) and handler.client.wss_uri != before

        await until(reconnected)

        async def answers() -> bool:
            return bool((await control.command())["ok"])

        await until(answers)


async def test_a_stalled_socket_is_silent_until_the_app_replaces_it(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    @bolt.command("/synctec")
    async def command(ack: Any) -> None:
        await ack()

    handler = await connect()
    before = handler.client.wss_uri
    await control.fault("stall_socket", seconds=60)

    async def replaced() -> bool:
        return handler.client.wss_uri != before

    await until(replaced, within=20)

    async def answers() -> bool:
        return bool((await control.command())["ok"])

    await until(answers, within=20)
