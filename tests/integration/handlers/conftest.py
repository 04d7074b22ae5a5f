"""The bot's handlers, connected to a local Slack by Socket Mode, over use cases that remember."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
import uvicorn
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.routing import BaseRoute

import handlers
from bot.app import build_app, slack_client, socket_handler
from bot.notifier import SlackNotifier
from bot.pace import Pace
from core.db.lanes import SqlLanes
from scripts.loopback import PLAIN
from tests.contract.slack.world import APP_TOKEN, TOKEN, People, running_slack, until
from tests.integration.handlers.asked import Asked

Serve = Callable[[list[BaseRoute]], Awaitable[str]]


@pytest.fixture(scope="session")
def slack_address() -> Iterator[str]:
    with running_slack() as address:
        yield address


@pytest.fixture
async def people(slack_address: str) -> AsyncIterator[People]:
    async with httpx.AsyncClient(
        verify=PLAIN, base_url=slack_address, timeout=20, trust_env=False
    ) as http:
        (await http.post("/control/reset")).raise_for_status()
        yield People(http, patience=90)


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serves routes on a port of 127.0.0.1; returns the address."""
    async with AsyncExitStack() as stack:

        async def up(routes: list[BaseRoute]) -> str:
            return await stack.enter_async_context(_served(routes))

        yield up


@asynccontextmanager
async def _served(routes: list[BaseRoute]) -> AsyncIterator[str]:
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await until(started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def client(slack_address: str) -> AsyncWebClient:
    return slack_client(TOKEN, f"{slack_address}/slack/api/")


@pytest.fixture
def notifier(client: AsyncWebClient, engine: AsyncEngine) -> SlackNotifier:
    return SlackNotifier(client, Pace(SqlLanes(engine)))


@pytest.fixture
async def bot(client: AsyncWebClient, people: People, asked: Asked) -> AsyncIterator[None]:
    """Connected for the length of the test; at its end Slack has nothing to complain of."""
    app = build_app(client)
    handlers.register(app, asked.use(), support="support@example.com")
    socket = socket_handler(app, APP_TOKEN)
    await socket.connect_async()  # type: ignore[no-untyped-call]

    async def connected() -> bool:
        return bool((await people.get("workspace"))["bot"]["connected"])

    await until(connected)
    yield
    await socket.close_async()  # type: ignore[no-untyped-call]
    assert await people.warnings() == []
