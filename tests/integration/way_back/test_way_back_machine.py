"""Ship, call back, track, hold, cancel, refund, return and edit in any sequence, heard of in any
sequence and with repeats, under any settings: in the end both stores say the same, line by line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import Bench, open_bench
from tests.integration.way_back.cast import NUMBER, Cast
from tests.integration.way_back.findings import findings
from tests.integration.way_back.opening import OPENING, Opening
from tests.integration.way_back.world import Scene
from tests.unit.soak import WAY_BACK_EXAMPLES, WAY_BACK_STEPS


class WayBackMachine(Cast):
    """Whoever does what, whenever it is heard of."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench

    @initialize(opening=OPENING)
    def place(self, opening: Opening) -> None:
        self.scene = Scene.place(self.bench, opening)

    @rule(times=st.integers(1, 3))
    def hears(self, times: int) -> None:
        self.scene.hear(times=times)

    @rule()
    def judges(self) -> None:
        self.scene.judge()

    @rule()
    def pushes_the_rest(self) -> None:
        self.scene.judge()
        self.scene.push_rest()

    @rule(number=NUMBER)
    def a_person_answers(self, number: int) -> None:
        self.scene.answer(number)

    @rule()
    def time_passes(self) -> None:
        self.scene.time_passes()

    def teardown(self) -> None:
        """In the end the books balance."""
        if hasattr(self, "scene"):
            assert list(findings(self.scene.to_the_end())) == []


@pytest.fixture(scope="module")
def shopify() -> Iterator[str]:
    """A local Shopify of this module's own."""
    with kit.running() as address:
        yield address


def test_whatever_happens_both_stores_say_the_same(database_url: str, shopify: str) -> None:
    limits = settings(
        max_examples=WAY_BACK_EXAMPLES,
        stateful_step_count=WAY_BACK_STEPS,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with open_bench(database_url, shopify, holds=False) as bench:
        settled = {"cancelJobSeconds": 0, "searchLagSeconds": 0}
        bench.control("PATCH", "/shopify/settings", settled)
        for shop in ("dest", "north"):
            for sku in ("CAP-NVY", "TEE-WHT-L"):
                body = {"sku": sku, "available": 10**6}
                bench.control("PUT", f"/shopify/{shop}/stock", body)

        class OnTheBench(WayBackMachine):
            def __init__(self) -> None:
                super().__init__(bench)

        run_state_machine_as_test(OnTheBench, settings=limits)
