"""A pushed order on a bench: what people and carriers do to it, and what SyncTec makes of it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import httpx

from core.domain.errors import SyncError
from core.domain.mirrors.questions import CHOICES, Choice
from core.domain.mirrors.records import Kind, MirrorId
from core.domain.orders import OrderId
from core.domain.people import Actor
from core.domain.push_settings import ConnectionSettings, WayBack
from core.domain.pushes import PushId
from core.domain.work import PushByNumber, Reply
from tests.integration.machine.bench import LEASE, Bench
from tests.integration.way_back.books import Books, Json, Kept, Made, bare
from tests.integration.way_back.opening import LINES, Before, Opening

ANNA = Actor("T0SANDBOX", "U0ANNA")
_HERE = Reply("U0ANNA")
_DAY = timedelta(hours=25)
_ROUNDS = 14
_ASKS = frozenset({"node", "nodes", "order", "orders", "productVariants", "shop"})
"""What our reading asks a store for; every other call of the Admin API writes."""


@dataclass(slots=True)
class Scene:
    """One order of the customer's, and the source orders that were made of it. What is done to
    them may be refused by the store, as people are refused.

    `by_hand` are the fulfilments that the destination's people made themselves; `own_refunds` and
    `own_edits` what the source's people refunded and took off by themselves: ids of refunds, and
    units by their lines.
    """

    bench: Bench
    opening: Opening
    order_id: OrderId
    order: str
    name: str
    by_hand: set[str] = field(default_factory=set)
    own_refunds: set[str] = field(default_factory=set)
    own_edits: Counter[str] = field(default_factory=Counter)

    @classmethod
    def place(cls, bench: Bench, opening: Opening) -> Scene:
        """A fresh order, what happened to it before its push, and its source order."""
        _settle(bench, opening.back)
        lines = [{"sku": sku, "quantity": units} for sku, units in LINES]
        placed = bench.control("POST", "/shopify/dest/orders", {"lines": lines})
        bench.run(bench.jobs.judge_order(bench.destination.id, placed["gid"]))
        (row,) = bench.sql("SELECT id FROM orders WHERE gid = :gid", gid=placed["gid"])
        scene = cls(bench, opening, OrderId(row.id), placed["id"], placed["name"])
        for change in opening.before:
            scene.changes_before(change)
        scene.push_rest()
        return scene

    def changes_before(self, change: Before) -> None:
        """Nothing of the order is pushed yet."""
        found = self.line("dest", change.line)
        units = min(change.units, found["currentQuantity"])
        row: Json = {"lineId": found["id"], "quantity": found["currentQuantity"] - units}
        if change.refunds and units:
            self.do("dest", "refund", {"lines": [{**row, "quantity": units}]})
        elif units:
            self.do("dest", "edit", {"lines": [row]})
        if change.heard:
            self.judge()

    # ------------------------------------------------------------- the stores

    def numbers(self, shop: str) -> list[str]:
        """The store's orders that the scene is about."""
        if shop == "dest":
            return [self.order]
        rows = self._pushes("source_gid IS NOT NULL")
        return [bare(row.source_gid) for row in rows]

    def read(self, shop: str, which: int = 0) -> Json:
        """One of them as its store shows it."""
        numbers = self.numbers(shop)
        return self._show(shop, numbers[which % len(numbers)])

    def do(self, shop: str, what: str, body: Json, which: int = 0) -> Json | None:
        """Something that people or carriers do: the order afterwards, None where the store does
        not let them."""
        numbers = self.numbers(shop)
        number = numbers[which % len(numbers)]
        try:
            found: Json = self.bench.control(
                "POST", f"/shopify/{shop}/orders/{number}/{what}", body
            )
        except httpx.HTTPStatusError as refused:
            if refused.response.status_code != HTTPStatus.BAD_REQUEST:
                raise
            return None
        return found

    def line(self, shop: str, number: int, which: int = 0) -> Json:
        """One of its lines."""
        lines = self.read(shop, which)["lines"]
        found: Json = lines[number % len(lines)]
        return found

    def live_parcels(self, shop: str, which: int = 0) -> list[Json]:
        """Its parcels that are on their way."""
        return [one for one in self.read(shop, which)["fulfillments"] if one["status"] == "SUCCESS"]

    # ------------------------------------------------------------- SyncTec

    def hear(self, *, times: int = 1) -> None:
        """All the orders are heard of, repeatedly it may be."""
        source = self.bench.source.id
        for _ in range(times):
            self._quietly(self.bench.jobs.mirror_order(self.order_id))
        for number in self.numbers("north"):
            gid = f"gid://shopify/Order/{number}"
            self._quietly(self.bench.jobs.refresh_source_order(source, gid))

    def judge(self) -> None:
        """The customer's order is heard of."""
        gid = f"gid://shopify/Order/{self.order}"
        self._quietly(self.bench.jobs.judge_order(self.bench.destination.id, gid))

    def push_rest(self) -> None:
        """People press Push wherever they can."""
        for row in self._pushes("state IN ('waiting', 'failed')"):
            self.bench.run(self.bench.use.request_push(PushId(row.id), ANNA))
        self._push_queued()

    def answer(self, number: int) -> bool:
        """A person answers an open question; False where there is none."""
        rows = self.bench.sql(
            "SELECT m.id, m.kind FROM mirrors m JOIN pushes p ON p.id = m.push_id"
            " WHERE p.order_id = :order AND m.state = 'asked' ORDER BY m.id",
            order=self.order_id,
        )
        if not rows:
            return False
        row = rows[number % len(rows)]
        choices = CHOICES[Kind(row.kind)]
        choice = choices[number % len(choices)]
        self.bench.run(self.bench.use.answer_mirror(MirrorId(row.id), choice, ANNA, _HERE))
        if choice is Choice.PUSH_AGAIN:
            self.push_again()
        return True

    def push_again(self) -> None:
        """Somebody types the order's number: what was cancelled is pushed again, too."""
        work = PushByNumber(self.bench.destination.id, self.name, None, _HERE)
        self._quietly(self.bench.jobs.push_by_number(work))
        self._push_queued()

    def time_passes(self) -> None:
        """Leases and deadlines end."""
        self.bench.clock.ahead += LEASE

    def to_the_end(self) -> Books:
        """Until nothing changes any more, every question answered and everything pushed that can
        be. Raises AssertionError where it does not come to rest."""
        if self.opening.releases:
            self.do("dest", "release", {})
        self.do("dest", "pay", {})
        before: Any = None
        for _ in range(_ROUNDS):
            if self._is_kept():
                self.judge()
                self.push_rest()
            else:
                self.push_again()
            self.hear()
            while self.answer(self.opening.number):
                self.hear()
            self.bench.clock.ahead += _DAY
            books = self._books()
            if books.essence() == before:
                return replace(books, echoes=self._echoes())
            before = books.essence()
        raise AssertionError(f"it does not come to rest: {before}")

    def _is_kept(self) -> bool:
        """Whether people decided that something is not to be shipped by the source again."""
        statement = (
            "SELECT 1 FROM mirrors m JOIN pushes p ON p.id = m.push_id"
            " WHERE p.order_id = :order AND m.details->>'choice' = 'keep'"
        )
        return bool(self.bench.sql(statement, order=self.order_id))

    def _echoes(self) -> Counter[str]:
        """What is written when all that is at rest is heard of once more, twice."""
        before = self._writes()
        self.judge()
        self.hear(times=2)
        return self._writes() - before

    def _writes(self) -> Counter[str]:
        found = Counter[str]()
        for one in self.bench.control("GET", "/exchanges/totals"):
            asked = set(one["operation"].split(","))
            if one["service"] == "shopify" and not asked <= _ASKS:
                found[f"{one['shop']}: {one['operation']}"] += one["count"]
        return found

    def _books(self) -> Books:
        rows = self.bench.sql(
            "SELECT m.* FROM mirrors m JOIN pushes p ON p.id = m.push_id"
            " WHERE p.order_id = :order ORDER BY m.id",
            order=self.order_id,
        )
        made = tuple(
            Made(row.id, row.state, self._show("north", bare(row.source_gid)))
            for row in self._pushes("source_gid IS NOT NULL")
        )
        return Books(
            order=self.read("dest"),
            made=made,
            kept=tuple(Kept.of(row) for row in rows),
            back=self.opening.back,
            by_hand=frozenset(self.by_hand),
            own_refunds=frozenset(self.own_refunds),
            own_edits=Counter(self.own_edits),
        )

    def _show(self, shop: str, number: str) -> Json:
        found: Json = self.bench.control("GET", f"/shopify/{shop}/orders/{number}")
        return found

    def _pushes(self, which: str) -> list[Any]:
        """Rows of the order's pushes that this condition holds for."""
        statement = f"SELECT * FROM pushes WHERE order_id = :order AND {which} ORDER BY part"  # noqa: S608 - our own words
        return self.bench.sql(statement, order=self.order_id)

    def _push_queued(self) -> None:
        for row in self._pushes("state = 'queued'"):
            self._quietly(self.bench.jobs.push_order(PushId(row.id)))

    def carried(self, kind: str) -> list[str]:
        """The states of what was carried of this kind, oldest first."""
        statement = (
            "SELECT m.state FROM mirrors m JOIN pushes p ON p.id = m.push_id"
            " WHERE p.order_id = :order AND m.kind = :kind ORDER BY m.id"
        )
        rows = self.bench.sql(statement, order=self.order_id, kind=kind)
        return [one.state for one in rows]

    def told(self) -> list[str]:
        """Why something was not carried, as the order's history has it."""
        rows = self.bench.sql(
            "SELECT details FROM events WHERE order_id = :id ORDER BY id", id=self.order_id
        )
        return [one.details["sentence"] for one in rows if "sentence" in one.details]

    def _quietly(self, work: Any) -> None:
        """As the job boundary does: what a use case raises ends its job."""

        async def end() -> None:
            with suppress(SyncError):
                await work

        self.bench.run(end())


def _settle(bench: Bench, back: WayBack) -> None:
    async def save() -> None:
        async with bench.core.open_unit() as unit:
            (connection,) = await unit.connections.sources_of(bench.destination.id)
            await unit.connections.save_settings(connection.id, ConnectionSettings(back=back))
            await unit.commit()

    bench.run(save())
