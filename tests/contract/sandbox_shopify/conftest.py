"""One local Shopify for the run, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from tests.contract.sandbox_shopify.kit import Receiver, Shopify, receiving, running


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(verify=PLAIN, base_url=address) as one:
        yield one


@pytest.fixture
def shopify(client: httpx.Client) -> Shopify:
    client.timeout = httpx.Timeout(20)
    fresh = Shopify(client)
    fresh.control("POST", "/reset")
    fresh.settings(searchLagSeconds=0, cancelJobSeconds=0)
    return fresh


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one
