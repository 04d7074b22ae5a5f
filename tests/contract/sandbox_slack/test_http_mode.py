"""HTTP mode: signed requests to a real Bolt app behind a real server."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.contract.sandbox_slack.kit import (
    SIGNING_SECRET,
    Control,
    actions,
    button,
    section,
    until,
)


@contextlib.asynccontextmanager
async def served(endpoint: Any) -> AsyncIterator[str]:
    """One endpoint on a port of its own; the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    server.should_exit = True
    await task
    listener.close()


@pytest.fixture
async def over_http(bolt: AsyncApp, control: Control) -> AsyncIterator[AsyncApp]:
    handler = AsyncSlackRequestHandler(bolt)
    async with served(handler.handle) as address:
        settings = await control.settings(mode="http", requestUrl=address)
        assert settings["requestUrl"] == address
        yield bolt


async def test_a_request_url_must_answer_the_challenge(control: Control) -> None:
    async def careless(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async with served(careless) as address:
        body = {"mode": "http", "requestUrl": address}
        answer = await control.http.patch("/control/slack/settings", json=body)
    assert answer.status_code == 400
    assert (await control.get("settings"))["mode"] == "socket"


async def test_commands_and_clicks_are_signed_and_answered(
    over_http: AsyncApp, control: Control, slack: AsyncWebClient
) -> None:
    seen: list[Any] = []

    @over_http.command("/synctec")
    async def command(ack: Any, body: Any) -> None:
        seen.append(body["text"])
        await ack("Queued")

    @over_http.action("push")
    async def push(ack: Any, body: Any, respond: Any) -> None:
        await ack()
        seen.append(body["actions"][0]["value"])
        await respond(text="Pushed", replace_original=True, blocks=[section("Pushed")])

    answer = await control.command("push & go=1")
    assert answer == {"ok": True, "ack": {"status": 200, "body": {"text": "Queued"}}}
    blocks = [actions(button(action_id="push", value="7"), block_id="row")]
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=blocks))["ts"]
    place = {"container": {"channel": "C0DEST", "ts": ts}, "block_id": "row", "action_id": "push"}
    assert (await control.post("action", user="U0BEN", **place))["ok"] is True
    assert seen == ["push & go=1", "7"]

    async def replaced() -> bool:
        return "Pushed" in [m["text"] for m in await control.messages(user="U0BEN")]

    await until(replaced)


async def test_events_are_repeated_with_number_and_reason(control: Control) -> None:
    verifier = SignatureVerifier(SIGNING_SECRET)
    seen: list[httpx.Headers] = []

    async def failing(request: Request) -> Response:
        body = await request.body()
        assert verifier.is_valid_request(body, dict(request.headers))
        if b"url_verification" in body:
            return JSONResponse({"challenge": (await request.json())["challenge"]})
        seen.append(httpx.Headers(dict(request.headers)))
        return Response(status_code=500 if len(seen) < 4 else 200)

    async with served(failing) as address:
        await control.settings(mode="http", requestUrl=address, eventRetryScale=0.0001)
        await control.post("home", user="U0ANNA")

        async def all_four() -> bool:
            return len(seen) == 4

        await until(all_four)
    assert [h.get("x-slack-retry-num") for h in seen] == [None, "1", "2", "3"]
    assert {h.get("x-slack-retry-reason") for h in seen[1:]} == {"http_error"}
    assert await control.warnings() == []


async def test_an_app_may_ask_not_to_be_asked_again(control: Control) -> None:
    seen: list[bytes] = []

    async def refusing(request: Request) -> Response:
        body = await request.body()
        if b"url_verification" in body:
            return Response((await request.json())["challenge"])
        seen.append(body)
        return Response(status_code=500, headers={"X-Slack-No-Retry": "1"})

    async with served(refusing) as address:
        await control.settings(mode="http", requestUrl=address, eventRetryScale=0.0001)
        await control.post("home", user="U0ANNA")
        await control.post("home", user="U0BEN")

        async def both() -> bool:
            return len(seen) >= 2

        await until(both)
        answer = await control.command()
    assert answer == {"ok": False, "ack": "http_error"}
    assert len(seen) == 3


async def test_nobody_at_the_address_fails_the_command(control: Control) -> None:
    async def echo(request: Request) -> Response:
        return JSONResponse({"challenge": (await request.json())["challenge"]})

    async with served(echo) as address:
        await control.settings(mode="http", requestUrl=address)
    assert await control.command() == {"ok": False, "ack": "dispatch_failed"}


async def test_an_unhandled_action_fails_the_click(
    over_http: AsyncApp, control: Control, slack: AsyncWebClient
) -> None:
    del over_http  # answers 404 to what it has no listener for
    blocks = [actions(button(action_id="unknown"), block_id="row")]
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=blocks))["ts"]
    place = {"container": {"channel": "C0DEST", "ts": ts}, "block_id": "row"}
    answer = await control.post("action", user="U0ANNA", action_id="unknown", **place)
    assert answer == {"ok": False, "ack": "http_error"}
    assert await control.warnings() == ["no_ack"]
    missing = {"user": "U0ANNA", **place, "action_id": "absent"}
    assert (await control.http.post("/control/slack/action", json=missing)).status_code == 404
