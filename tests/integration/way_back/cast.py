"""What people do to the orders: the source's, its carriers, and those of the customer's store."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.integration.way_back.books import Json
from tests.integration.way_back.opening import LINE, UNITS
from tests.integration.way_back.world import Scene

NUMBER = st.integers(0, 5)
RARELY = st.sampled_from([False, False, False, True])
_TRACKED = st.sampled_from(["nothing", "own", "theirs"])
_OTHER_SKU = "TEE-WHT-L"


class Cast(RuleBasedStateMachine):
    """`scene` is set by who begins; `over` once the customer's order is cancelled; `alike` are the
    fulfilments by hand that look like a parcel of the source's."""

    scene: Scene

    def __init__(self) -> None:
        super().__init__()
        self.parcels = 0
        self.over = False
        self.alike: set[str] = set()

    # ------------------------------------------------------------- the source's people

    @rule(which=NUMBER, line=LINE, units=UNITS, tracked=st.booleans(), heard=st.booleans())
    def ships(self, which: int, line: int, units: int, tracked: bool, heard: bool) -> None:
        found = self.scene.line("north", line, which)
        many = min(units, found["unfulfilledQuantity"])
        if many:
            body: Json = {"lines": [{"lineId": found["id"], "quantity": many}]}
            body["tracking"] = self._tracking() if tracked else {}
            self.scene.do("north", "ship", body, which)
        if heard:
            self.scene.hear()

    @rule(which=NUMBER, number=NUMBER)
    def calls_a_parcel_back(self, which: int, number: int) -> None:
        parcels = self.scene.live_parcels("north", which)
        if parcels:
            parcel = parcels[number % len(parcels)]["id"]
            self.scene.do("north", f"fulfillments/{parcel}/cancel", {}, which)

    @rule(which=NUMBER, number=NUMBER)
    def gives_other_tracking(self, which: int, number: int) -> None:
        parcels = self.scene.live_parcels("north", which)
        if parcels:
            parcel = parcels[number % len(parcels)]["id"]
            body = {"tracking": self._tracking()}
            assert self.scene.do("north", f"fulfillments/{parcel}/tracking", body, which)

    @rule(which=NUMBER, line=LINE, units=UNITS, rarely=RARELY)
    def refunds_by_itself(self, which: int, line: int, units: int, rarely: bool) -> None:
        if rarely:
            done = self._refund("north", line, units, restock=True, which=which)
            self._own_refunds(done)

    @rule(which=NUMBER, line=LINE, less=UNITS, rarely=RARELY)
    def edits_by_itself(self, which: int, line: int, less: int, rarely: bool) -> None:
        found = self.scene.line("north", line, which)
        less = min(less, found["currentQuantity"])
        row = {"lineId": found["id"], "quantity": found["currentQuantity"] - less}
        if rarely and self.scene.do("north", "edit", {"lines": [row]}, which):
            self.scene.own_edits[found["id"]] += less

    @rule(which=NUMBER, rarely=RARELY)
    def cancels_by_itself(self, which: int, rarely: bool) -> None:
        if rarely:
            self._own_refunds(self.scene.do("north", "cancel", {}, which))

    def _own_refunds(self, order: Json | None) -> None:
        if order is not None:
            self.scene.own_refunds.add(max(order["refunds"], key=lambda one: int(one["id"]))["id"])

    # ------------------------------------------------------------- the customer's store

    @rule(line=LINE, units=UNITS, restock=st.booleans())
    def refunds(self, line: int, units: int, restock: bool) -> None:
        self._refund("dest", line, units, restock=restock)

    @rule(line=NUMBER, less=UNITS)
    def takes_off(self, line: int, less: int) -> None:
        found = self.scene.line("dest", line)
        quantity = max(0, found["currentQuantity"] - less)
        self.scene.do("dest", "edit", {"lines": [{"lineId": found["id"], "quantity": quantity}]})

    @rule(line=NUMBER, more=UNITS)
    def puts_on(self, line: int, more: int) -> None:
        found = self.scene.line("dest", line)
        row = {"lineId": found["id"], "quantity": found["currentQuantity"] + more}
        self._adds(row)

    @rule(sku=st.sampled_from(["TEE-BLK-M", _OTHER_SKU]), units=UNITS, rarely=RARELY)
    def adds_a_line(self, sku: str, units: int, rarely: bool) -> None:
        if rarely:
            self._adds({"sku": sku, "quantity": units})

    def _adds(self, row: Json) -> None:
        """What is added is paid at once."""
        self.scene.do("dest", "edit", {"lines": [row]})
        self.scene.do("dest", "pay", {})

    @rule(rarely=RARELY)
    @precondition(lambda self: not self.over)
    def cancels(self, rarely: bool) -> None:
        if rarely:
            self.over = self.scene.do("dest", "cancel", {}) is not None

    @rule(line=NUMBER, units=UNITS)
    def takes_back(self, line: int, units: int) -> None:
        sent = [part for one in self.scene.live_parcels("dest") for part in one["lines"]]
        if not sent:
            return
        found = sent[line % len(sent)]
        row = {"lineId": found["lineId"], "quantity": min(units, found["quantity"])}
        body: Json = {"open": True, "lines": [row]}
        self.scene.do("dest", "returns", body)

    @rule(number=NUMBER, how=st.sampled_from(["close", "cancel", "reopen"]))
    def ends_a_return(self, number: int, how: str) -> None:
        returns = self.scene.read("dest")["returns"]
        if returns:
            self.scene.do("dest", f"returns/{returns[number % len(returns)]['id']}/{how}", {})

    @rule(how=st.sampled_from(["hold", "release"]), rarely=RARELY)
    def holds(self, how: str, rarely: bool) -> None:
        if rarely or how == "release":
            self.scene.do("dest", how, {})

    @rule(line=NUMBER, units=UNITS, tracked=_TRACKED, rarely=RARELY)
    def fulfils_by_hand(self, line: int, units: int, tracked: str, rarely: bool) -> None:
        """`theirs`: the tracking of a parcel that the source sent."""
        found = self.scene.line("dest", line)
        many = min(units, found["unfulfilledQuantity"])
        if rarely and many:
            body: Json = {"lines": [{"lineId": found["id"], "quantity": many}]}
            body["tracking"] = self._by_hand(tracked)
            there = {one["id"] for one in self.scene.read("dest")["fulfillments"]}
            made = self.scene.do("dest", "ship", body) or self.scene.read("dest")
            fresh = {one["id"] for one in made["fulfillments"]} - there
            self.scene.by_hand |= fresh
            self.alike |= fresh if tracked == "theirs" else set()

    @rule(number=NUMBER)
    def undoes_what_was_done_by_hand(self, number: int) -> None:
        """But not where it may have been taken for a parcel of the source's."""
        there = [one["id"] for one in self.scene.live_parcels("dest")]
        mine = [one for one in there if one in self.scene.by_hand - self.alike]
        if mine:
            self.scene.do("dest", f"fulfillments/{mine[number % len(mine)]}/cancel", {})

    def _by_hand(self, tracked: str) -> Json:
        sent = [one["tracking"] for one in self.scene.live_parcels("north")]
        if tracked == "theirs" and sent:
            return {"company": sent[-1]["company"], "numbers": sent[-1]["numbers"]}
        return self._tracking() if tracked == "own" else {}

    def _refund(
        self, shop: str, line: int, units: int, *, restock: bool, which: int = 0
    ) -> Json | None:
        found = self.scene.line(shop, line, which)
        many = min(units, found["currentQuantity"])
        row = {"lineId": found["id"], "quantity": many, "restock": restock}
        return self.scene.do(shop, "refund", {"lines": [row]}, which) if many else None

    def _tracking(self) -> Json:
        self.parcels += 1
        return {"company": "UPS", "numbers": [f"1Z{self.parcels:06}"]}
