"""Ship, call back, track, cancel, refund, return and edit in any sequence, heard of in any sequence
and with repeats: in the end both stores' quantities are equal line by line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import Bench, open_bench
from tests.integration.way_back.books import findings
from tests.integration.way_back.world import Scene
from tests.unit.soak import WAY_BACK_EXAMPLES, WAY_BACK_STEPS

LINE = st.integers(0, 2)
UNITS = st.integers(1, 3)
NUMBER = st.integers(0, 4)
RARELY = st.sampled_from([False, False, False, True])


class WayBackMachine(RuleBasedStateMachine):
    """Whoever does what, whenever it is heard of."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.numbers = 0
        self.over = False

    @initialize(automatic=st.booleans())
    def place(self, automatic: bool) -> None:
        self.scene = Scene.place(self.bench, automatic=automatic)

    # ------------------------------------------------------------- the source's people

    @rule(line=LINE, units=UNITS, tracked=st.booleans())
    def ships(self, line: int, units: int, tracked: bool) -> None:
        found = self.scene.line("north", line)
        many = min(units, found["unfulfilledQuantity"])
        if many:
            body = {"lines": [{"lineId": found["id"], "quantity": many}]}
            self.scene.do("north", "ship", {**body, "tracking": self._tracking(tracked)})

    @rule(number=NUMBER)
    def calls_a_parcel_back(self, number: int) -> None:
        parcel = self.scene.live_parcel("north", number)
        if parcel is not None:
            self.scene.do("north", f"fulfillments/{parcel['id']}/cancel", {})

    @rule(number=NUMBER)
    def gives_other_tracking(self, number: int) -> None:
        parcel = self.scene.live_parcel("north", number)
        if parcel is not None:
            path = f"fulfillments/{parcel['id']}/tracking"
            self.scene.do("north", path, self._tracking(True))

    @rule(line=LINE, units=UNITS, rarely=RARELY)
    def refunds_by_itself(self, line: int, units: int, rarely: bool) -> None:
        if rarely:
            self._refund("north", line, units, restock=True)

    @rule(line=LINE, less=UNITS, rarely=RARELY)
    def edits_by_itself(self, line: int, less: int, rarely: bool) -> None:
        if rarely:
            self._edit("north", line, less)

    @rule(rarely=RARELY)
    def cancels_by_itself(self, rarely: bool) -> None:
        if rarely:
            self.scene.do("north", "cancel", {})

    # ------------------------------------------------------------- the customer's store

    @rule(line=LINE, units=UNITS, restock=st.booleans())
    def refunds(self, line: int, units: int, restock: bool) -> None:
        self._refund("dest", line, units, restock=restock)

    @rule(line=LINE, less=UNITS)
    def edits(self, line: int, less: int) -> None:
        self._edit("dest", line, less)

    @rule(rarely=RARELY)
    @precondition(lambda self: not self.over)
    def cancels(self, rarely: bool) -> None:
        if rarely:
            self.over = self.scene.do("dest", "cancel", {})

    @rule(line=LINE, units=UNITS)
    def takes_back(self, line: int, units: int) -> None:
        found = self.scene.line("dest", line)
        body = {"open": True, "lines": [{"lineId": found["id"], "quantity": units}]}
        self.scene.do("dest", "returns", body)

    @rule(number=NUMBER, how=st.sampled_from(["close", "cancel", "reopen"]))
    def ends_a_return(self, number: int, how: str) -> None:
        returns = self.scene.read("dest")["returns"]
        if returns:
            self.scene.do("dest", f"returns/{returns[number % len(returns)]['id']}/{how}", {})

    # ------------------------------------------------------------- SyncTec

    @rule(times=st.integers(1, 3))
    def hears(self, times: int) -> None:
        self.scene.hear(times=times)

    @rule()
    def judges(self) -> None:
        self.scene.judge()

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

    def _edit(self, shop: str, line: int, less: int) -> None:
        found = self.scene.line(shop, line)
        quantity = max(0, found["currentQuantity"] - less)
        self.scene.do(shop, "edit", {"lines": [{"lineId": found["id"], "quantity": quantity}]})

    def _refund(self, shop: str, line: int, units: int, *, restock: bool) -> None:
        found = self.scene.line(shop, line)
        many = min(units, found["currentQuantity"])
        if many:
            row = {"lineId": found["id"], "quantity": many, "restock": restock}
            self.scene.do(shop, "refund", {"lines": [row]})

    def _tracking(self, tracked: bool) -> dict[str, object]:
        self.numbers += 1
        return {"company": "UPS", "numbers": [f"1Z{self.numbers:06}"]} if tracked else {}


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
        bench.control("PATCH", "/shopify/settings", {"cancelJobSeconds": 0})
        for shop in ("dest", "north"):
            body = {"sku": "CAP-NVY", "available": 10**6}
            bench.control("PUT", f"/shopify/{shop}/stock", body)

        class OnTheBench(WayBackMachine):
            def __init__(self) -> None:
                super().__init__(bench)

        run_state_machine_as_test(OnTheBench, settings=limits)
