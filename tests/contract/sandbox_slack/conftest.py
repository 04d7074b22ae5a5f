"""A local Slack as a process of its own, spoken to with Slack's own SDK."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from scripts.loopback import PLAIN
from tests.contract.sandbox_slack.kit import (
    APP_TOKEN,
    BOT_TOKEN,
    SIGNING_SECRET,
    Connect,
    Control,
    until,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "sandbox.slack", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Slack: "), line
        yield line.removeprefix("Slack: ").strip()
        process.terminate()
        process.wait(10)


@pytest.fixture
async def control(address: str) -> AsyncIterator[Control]:
    async with httpx.AsyncClient(
        verify=PLAIN, base_url=address, timeout=20, trust_env=False
    ) as http:
        (await http.post("/control/reset")).raise_for_status()
        yield Control(http)


@pytest.fixture
async def slack(address: str, control: Control) -> AsyncWebClient:
    del control  # only its reset is wanted here
    return AsyncWebClient(ssl=PLAIN, token=BOT_TOKEN, base_url=f"{address}/slack/api/")


@pytest.fixture
def bolt(slack: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=slack, signing_secret=SIGNING_SECRET)


@pytest.fixture
async def connect(bolt: AsyncApp, control: Control) -> AsyncIterator[Connect]:
    """Connects the Bolt app by Socket Mode; pings twice a second so that a dead socket shows."""
    handlers = []

    async def connected() -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(bolt, APP_TOKEN, ping_interval=0.5)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        handlers.append(handler)
        await until(is_connected)
        return handler

    async def is_connected() -> bool:
        return bool((await control.get("workspace"))["bot"]["connected"])

    yield connected
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]
