"""The gateway against a local Shopify that is a process of its own."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.budgets import SqlBudgets
from core.shopify.amending import ShopifyAmending
from core.shopify.gateway import ShopifyGateway
from core.shopify.mirroring import ShopifyMirroring
from scripts.loopback import PLAIN
from tests.contract.shopify.kit import Control, Opener

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def shopify_address() -> Iterator[str]:
    command = [sys.executable, "-m", "sandbox", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Sandbox: "), line
        yield line.removeprefix("Sandbox: ").strip()
        process.terminate()
        process.wait(10)


@pytest.fixture
async def control(shopify_address: str) -> AsyncIterator[Control]:
    """The control API of a fresh sandbox whose search does not lag."""
    async with httpx.AsyncClient(
        verify=PLAIN, base_url=shopify_address, timeout=30, trust_env=False
    ) as http:
        made = Control(http)
        await made.call("POST", "/reset", {})
        await made.settings(searchLagSeconds=0)
        yield made


@pytest.fixture
async def opened(
    shopify_address: str, control: Control, engine: AsyncEngine
) -> AsyncIterator[Opener]:
    del control  # only its reset is wanted here
    opener = Opener(shopify_address, SqlBudgets(engine), [])
    yield opener
    for client in opener.clients:
        await client.aclose()


@pytest.fixture
def gateway(opened: Opener) -> ShopifyGateway:
    return opened()


@pytest.fixture
def mirroring(opened: Opener, gateway: ShopifyGateway) -> ShopifyMirroring:
    del gateway  # its client is shared
    return ShopifyMirroring(opened.clients[0])


@pytest.fixture
def amending(opened: Opener, gateway: ShopifyGateway) -> ShopifyAmending:
    del gateway
    return ShopifyAmending(opened.clients[0])
