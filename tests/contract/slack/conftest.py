"""A local Slack for the run, as fresh for every test."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import slack_client
from bot.notifier import SlackNotifier
from bot.pace import Pace
from core.db.lanes import SqlLanes
from scripts.loopback import PLAIN
from tests.contract.slack.world import TOKEN, People, running_slack


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
def client(slack_address: str, people: People) -> AsyncWebClient:
    del people  # only its reset is wanted here
    return slack_client(TOKEN, f"{slack_address}/slack/api/")


@pytest.fixture
def notifier(client: AsyncWebClient, engine: AsyncEngine) -> SlackNotifier:
    return SlackNotifier(client, Pace(SqlLanes(engine)))
