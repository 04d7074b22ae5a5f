"""A pushed order on a bench: what people and carriers do to it, and what SyncTec makes of it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import httpx

from core.domain.errors import SyncError
from core.domain.mirrors.questions import CHOICES, Choice
from core.domain.mirrors.records import Kind, MirrorId
from core.domain.orders import OrderId
from core.domain.people import Actor
from core.domain.push_settings import (
    CancellationMethod,
    CancellationRule,
    ConnectionSettings,
    WayBack,
)
from core.domain.pushes import PushId
from core.domain.work import Reply
from tests.integration.machine.bench import LEASE, Bench
from tests.integration.way_back.books import Books, Json, Kept

LINES = (("TEE-BLK-M", 3), ("TEE-BLK-M", 2), ("CAP-NVY", 2))
"""One SKU on two lines, and another."""
ANNA = Actor("T0SANDBOX", "U0ANNA")
_DAY = timedelta(hours=25)


@dataclass(slots=True)
class Scene:
    """One order, pushed; what is done to it may be refused by the store, as people are refused."""

    bench: Bench
    order_id: OrderId
    push_id: PushId
    order: str
    made: str

    @classmethod
    def place(cls, bench: Bench, *, automatic: bool) -> Scene:
        """A fresh order with its source order; `automatic`: cancellations ask nobody."""
        _settle(bench, automatic=automatic)
        lines = [{"sku": sku, "quantity": units} for sku, units in LINES]
        placed = bench.control("POST", "/shopify/dest/orders", {"lines": lines})
        bench.run(bench.jobs.judge_order(bench.destination.id, placed["gid"]))
        (row,) = bench.sql(
            "SELECT p.id, p.order_id FROM pushes p JOIN orders o ON o.id = p.order_id"
            " WHERE o.gid = :gid",
            gid=placed["gid"],
        )
        push_id = PushId(row.id)
        bench.run(bench.use.request_push(push_id, ANNA))
        bench.run(bench.jobs.push_order(push_id))
        push, _ = bench.push(push_id)
        assert push.source_order is not None, push.reason
        made = push.source_order.gid.rpartition("/")[2]
        return cls(bench, OrderId(row.order_id), push_id, placed["id"], made)

    # ------------------------------------------------------------- the stores

    def read(self, shop: str) -> Json:
        """An order as its store shows it."""
        number = self.order if shop == "dest" else self.made
        found: Json = self.bench.control("GET", f"/shopify/{shop}/orders/{number}")
        return found

    def do(self, shop: str, what: str, body: Json) -> bool:
        """Something that people or carriers do; False where the store does not let them."""
        number = self.order if shop == "dest" else self.made
        try:
            self.bench.control("POST", f"/shopify/{shop}/orders/{number}/{what}", body)
        except httpx.HTTPStatusError as refused:
            if refused.response.status_code != HTTPStatus.BAD_REQUEST:
                raise
            return False
        return True

    def line(self, shop: str, number: int) -> Json:
        """One of its lines."""
        lines = self.read(shop)["lines"]
        found: Json = lines[number % len(lines)]
        return found

    def live_parcel(self, shop: str, number: int) -> Json | None:
        """One of its parcels that are on their way."""
        parcels = [one for one in self.read(shop)["fulfillments"] if one["status"] == "SUCCESS"]
        return parcels[number % len(parcels)] if parcels else None

    # ------------------------------------------------------------- SyncTec

    def hear(self, *, times: int = 1) -> None:
        """Both orders are heard of, repeatedly it may be."""
        for _ in range(times):
            self._quietly(self.bench.jobs.mirror_order(self.order_id))

    def judge(self) -> None:
        """The customer's order is heard of."""
        gid = f"gid://shopify/Order/{self.order}"
        self._quietly(self.bench.jobs.judge_order(self.bench.destination.id, gid))

    def answer(self, number: int) -> bool:
        """A person answers an open question; False where there is none."""
        rows = self.bench.sql(
            "SELECT id, kind FROM mirrors WHERE push_id = :push AND state = 'asked' ORDER BY id",
            push=self.push_id,
        )
        if not rows:
            return False
        row = rows[number % len(rows)]
        # Another push of the same order would be another order to keep the books of.
        choices = [one for one in CHOICES[Kind(row.kind)] if one is not Choice.PUSH_AGAIN]
        choice = choices[number % len(choices)]
        self.bench.run(
            self.bench.use.answer_mirror(MirrorId(row.id), choice, ANNA, Reply("U0ANNA"))
        )
        return True

    def time_passes(self) -> None:
        """Leases and deadlines end."""
        self.bench.clock.ahead += LEASE

    def to_the_end(self) -> Books:
        """Until nothing changes any more, every question answered. Raises AssertionError where it
        does not come to rest."""
        before: Any = None
        for _ in range(12):
            self.judge()
            self.hear()
            while self.answer(0):
                self.hear()
            self.bench.clock.ahead += _DAY
            books = self.books()
            seen = _essence(books)
            if seen == before:
                return books
            before = seen
        raise AssertionError(f"it does not come to rest: {before}")

    def books(self) -> Books:
        """What the stores show, and what SyncTec keeps."""
        rows = self.bench.sql(
            "SELECT kind, state, units, details, original FROM mirrors WHERE push_id = :push",
            push=self.push_id,
        )
        kept = tuple(
            Kept(
                row.kind,
                row.state,
                Counter({gid.rpartition("/")[2]: units for gid, units in row.units}),
                row.details.get("choice"),
                row.original,
            )
            for row in rows
        )
        return Books(self.read("dest"), self.read("north"), kept)

    def carried(self, kind: str) -> list[str]:
        """The states of what was carried of this kind, oldest first."""
        rows = self.bench.sql(
            "SELECT state FROM mirrors WHERE push_id = :push AND kind = :kind ORDER BY id",
            push=self.push_id,
            kind=kind,
        )
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


def _essence(books: Books) -> Any:
    """What must stay as it is once all is done: no echo goes back and forth."""
    return books.shipped(), books.current(), books.kept, _shape(books.order), _shape(books.made)


def _shape(order: Json) -> Any:
    return (
        order["cancelledAt"],
        [(one["id"], one["status"], one["tracking"]["numbers"]) for one in order["fulfillments"]],
        [one["id"] for one in order["refunds"]],
        [(one["id"], one["status"]) for one in order["returns"]],
    )


def _settle(bench: Bench, *, automatic: bool) -> None:
    rule = CancellationRule(CancellationMethod.AUTOMATIC, None) if automatic else CancellationRule()
    settings = ConnectionSettings(back=WayBack(cancellations=rule))

    async def save() -> None:
        async with bench.core.open_unit() as unit:
            (connection,) = await unit.connections.sources_of(bench.destination.id)
            await unit.connections.save_settings(connection.id, settings)
            await unit.commit()

    bench.run(save())
