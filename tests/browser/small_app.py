"""A small Slack app on Bolt, for what the page can only show when an app answers."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from scripts.loopback import PLAIN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def modal(title: str, *blocks: Json) -> Json:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "callback_id": "push_form",
        "title": plain(title),
        "submit": plain("Push Order"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


def order_field() -> Json:
    """An input block for an order's number."""
    element = {"type": "plain_text_input", "action_id": "number"}
    return {
        "type": "input",
        "block_id": "order",
        "label": plain("Order number"),
        "element": element,
    }


class SmallApp:
    """Opens a modal from a button, judges what is submitted, and leaves some clicks unanswered."""

    def __init__(self, url: str) -> None:
        client = AsyncWebClient(ssl=PLAIN, token="xoxb-sandbox", base_url=f"{url}/slack/api/")
        self.submitted: list[str] = []
        self.clicked: list[str] = []
        self._bolt = AsyncApp(client=client, signing_secret="sandbox-signing-secret")
        self._handler = AsyncSocketModeHandler(self._bolt, "xapp-sandbox", web_client=client)
        self._register()

    def _register(self) -> None:
        self._bolt.action("open")(self._open)
        self._bolt.action("deeper")(self._deeper)
        self._bolt.action("plain")(self._plain)
        self._bolt.action("silent")(self._silent)
        self._bolt.view("push_form")(self._submit)

    async def _open(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        deeper = {"type": "actions", "elements": [button("Details", "deeper")]}
        view = modal("Push an order", order_field(), deeper)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def _deeper(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        text = {"type": "section", "text": {"type": "mrkdwn", "text": "*Deep* down"}}
        await client.views_push(trigger_id=body["trigger_id"], view=modal("Details", text))

    async def _plain(self, ack: AsyncAck, body: Json) -> None:
        self.clicked.append(body["user"]["id"])
        await ack()

    async def _silent(self, body: Json) -> None:
        self.clicked.append(body["user"]["id"])

    async def _submit(self, ack: AsyncAck, view: Json) -> None:
        number = view["state"]["values"]["order"]["number"]["value"]
        if not number.isdigit():
            await ack(response_action="errors", errors={"order": "There is no such order."})
            return
        self.submitted.append(number)
        await ack()

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[SmallApp]:
        """The app over Socket Mode, for the length of a block."""
        await self._handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            yield self
        finally:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
