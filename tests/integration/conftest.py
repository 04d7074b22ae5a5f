"""What several of these tests stand on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from scripts.loopback import PLAIN
from tests.contract.shopify.conftest import shopify_address
from tests.contract.shopify.kit import Control
from tests.integration.matching_stage import MatchStage, match_stage

__all__ = ["shopify_address"]


@pytest.fixture
async def stage(database_url: str, shopify_address: str) -> AsyncIterator[MatchStage]:
    """An open core, and a fresh local Shopify that has the stores of the demo."""
    async with httpx.AsyncClient(
        verify=PLAIN, base_url=shopify_address, timeout=30, trust_env=False
    ) as http:
        control = Control(http)
        await control.call("POST", "/reset", {})
        await control.call("DELETE", "/faults")
        async with match_stage(database_url, shopify_address, control) as made:
            yield made
