"""What the tests speak with: the control API, polling, and small Block Kit builders."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

BOT_TOKEN = "xoxb-sandbox"
APP_TOKEN = "xapp-sandbox"
SIGNING_SECRET = "sandbox-signing-secret"

Connect = Callable[[], Awaitable[AsyncSocketModeHandler]]


class Control:
    """The control API: what people do."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, **params: str) -> Any:
        return self._good(await self.http.get(f"/control/slack/{path}", params=params))

    async def post(self, path: str, **body: Any) -> Any:
        return self._good(await self.http.post(f"/control/slack/{path}", json=body))

    async def settings(self, **body: Any) -> Any:
        return self._good(await self.http.patch("/control/slack/settings", json=body))

    async def fault(self, kind: str, **rest: Any) -> Any:
        body = {"service": "slack", "kind": kind, **rest}
        return self._good(await self.http.post("/control/faults", json=body))

    async def command(self, text: str = "", user: str = "U0ANNA", **rest: Any) -> Any:
        body = {"user": user, "channel": "C0DEST", "command": "/synctec", "text": text, **rest}
        return await self.post("command", **body)

    async def messages(self, channel: str = "C0DEST", user: str = "U0ANNA") -> Any:
        return await self.get(f"channels/{channel}/messages", user=user)

    async def views(self, user: str = "U0ANNA") -> Any:
        return await self.get("views", user=user)

    async def warnings(self) -> list[str]:
        return [warning["kind"] for warning in await self.get("warnings")]

    def _good(self, response: httpx.Response) -> Any:
        assert response.status_code == 200, response.text
        return response.json()


async def until(probe: Callable[[], Awaitable[Any]], within: float = 10) -> Any:
    """Asks until the answer is true, and answers it."""
    async with asyncio.timeout(within):
        while True:
            answer = await probe()
            if answer:
                return answer
            await asyncio.sleep(0.02)


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str = "Go", **rest: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), **rest}


def actions(*elements: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **rest}


def field(block_id: str, action_id: str, **element: Any) -> dict[str, Any]:
    kind = {"type": "plain_text_input", "action_id": action_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain("Label"), "element": kind}


def modal(*blocks: dict[str, Any], **rest: Any) -> dict[str, Any]:
    base = {"type": "modal", "title": plain("Title"), "submit": plain("Send")}
    return {**base, "blocks": list(blocks), **rest}


async def answering(bolt: AsyncApp, connect: Connect, control: Control, view: Any) -> Any:
    """Opens `view` by a command and answers its entry in the list of open views."""

    @bolt.command("/synctec")
    async def command(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    await connect()
    await control.command()
    return (await until(control.views))[0]


async def error_of(call: Awaitable[Any]) -> Any:
    """The body of a refused call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response
