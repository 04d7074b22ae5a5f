"""A local Shopify for each module, and an order on it that was pushed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.domain.push_settings import CancellationMethod, CancellationRule, WayBack
from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import open_bench
from tests.integration.way_back.opening import Opening
from tests.integration.way_back.world import Scene


@pytest.fixture(scope="module")
def shopify() -> Iterator[str]:
    """A local Shopify of this module's own."""
    with kit.running() as address:
        yield address


@pytest.fixture
def scene(database_url: str, shopify: str) -> Iterator[Scene]:
    """A pushed order; cancellations ask nobody."""
    with open_bench(database_url, shopify, holds=False) as bench:
        bench.control("PATCH", "/shopify/settings", {"cancelJobSeconds": 0})
        for shop in ("dest", "north"):
            body = {"sku": "CAP-NVY", "available": 10**6}
            bench.control("PUT", f"/shopify/{shop}/stock", body)
        at_once = CancellationRule(CancellationMethod.AUTOMATIC, None)
        yield Scene.place(bench, Opening(WayBack(cancellations=at_once), [], 0, releases=False))
        bench.http.delete("/control/faults").raise_for_status()
