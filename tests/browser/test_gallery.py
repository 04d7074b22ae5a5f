"""Every message and view as people see it: drawn by the page, within Slack's limits at its largest,
and nobody is pinged by what a customer typed. `make gallery` keeps the pictures."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from scripts.loopback import PLAIN
from tests.browser.conftest import OpenPage, Sandbox
from tests.unit.bot import gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CHANNEL, ANNA = "C0DEST", "U0ANNA"
TALL: ViewportSize = {"width": 1440, "height": 4000}
RATES = {"messagesPerSecond": 500, "burst": 500, "tierScale": 500}
FOLDER = os.environ.get("SYNCTEC_GALLERY")
# Of many alike one is looked at: of each family the usual and the largest, of all its states two.
_STATES = re.compile(r"(held|waiting|queued|sending|unknown|skipped|cancelled)$")
_LARGE = re.compile(r"\b(long|large)\b")
Json = dict[str, Any]


def chosen(every: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Those that differ most; that all are within Slack's limits is told without a browser."""
    kept = [name for name in every if not _STATES.search(name) and not _LARGE.search(name)]
    # For the pictures all of these; else a share, always the same.
    return [(name, every[name]) for name in (kept if FOLDER else kept[::16])]


async def keep(place: Locator, name: str) -> None:
    """The picture, for the gallery."""
    if FOLDER:
        file = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        await place.screenshot(path=Path(FOLDER) / f"{file}.jpg", type="jpeg", quality=60)


async def pings_nobody(place: Locator) -> None:
    """What a customer typed is text."""
    await expect(place.locator(".mention.broadcast")).to_have_count(0)
    await expect(place.locator("a[href*='evil.example']")).to_have_count(0)


async def test_every_message_is_drawn(open_page: OpenPage, sandbox: Sandbox) -> None:
    await sandbox.control("PATCH", "/slack/settings", RATES)
    page = await open_page(viewport=TALL)
    await page.get_by_test_id(f"channel-{CHANNEL}").click()
    for name, message in chosen(dict(gallery.messages())):
        posted = await sandbox.slack(
            "chat.postMessage", channel=CHANNEL, text=message.text, blocks=list(message.blocks)
        )
        drawn = page.get_by_test_id(f"message-{posted['ts']}")
        await expect(drawn, name).to_be_visible()
        await pings_nobody(drawn)
        await keep(drawn, f"message {name}")
        await sandbox.slack("chat.delete", channel=CHANNEL, ts=posted["ts"])


@asynccontextmanager
async def showing(sandbox: Sandbox, views: list[Json]) -> AsyncIterator[None]:
    """An app that opens a view by its number."""
    client = AsyncWebClient(ssl=PLAIN, token="xoxb-sandbox", base_url=f"{sandbox.url}/slack/api/")
    bolt = AsyncApp(client=client, signing_secret="sandbox-signing-secret")

    async def shows(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = views[int(body["text"])]
        if view["type"] == "home":
            await client.views_publish(user_id=body["user_id"], view=view)
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=view)

    bolt.command("/synctec")(shows)
    handler = AsyncSocketModeHandler(bolt, "xapp-sandbox", web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it bare
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


async def test_every_view_is_drawn(open_page: OpenPage, sandbox: Sandbox) -> None:
    await sandbox.control("PATCH", "/slack/settings", RATES)
    every = chosen(dict(gallery.views()))
    page = await open_page(viewport=TALL)
    async with showing(sandbox, [view for _, view in every]):
        for number, (name, view) in enumerate(every):
            typed = {"user": ANNA, "channel": CHANNEL, "command": "/synctec", "text": str(number)}
            await sandbox.control("POST", "/slack/command", typed)
            drawn = await _drawn(page, view)
            await expect(drawn, name).to_be_visible()
            await pings_nobody(drawn)
            await keep(drawn, f"{view['type']} {name}")
            if view["type"] == "modal":
                (opened,) = await sandbox.control("GET", f"/slack/views?user={ANNA}")
                path = f"/slack/views/{opened['id']}/close"
                await sandbox.control("POST", path, {"user": ANNA})
                await expect(page.get_by_test_id("modal")).to_have_count(0)


async def _drawn(page: Page, view: Json) -> Locator:
    if view["type"] == "modal":
        return page.get_by_test_id("modal")
    await page.get_by_test_id("app-home").click()
    return page.get_by_test_id("home")
