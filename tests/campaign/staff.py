"""Customers and the shops' staff: they place the planned orders, and do to them what is planned."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scripts.people import People
from tests.campaign.orders import Kind, Planned

Json = dict[str, Any]
_NOBODY = {
    "firstName": "Jane",
    "lastName": "Doe",
    "address1": "12 Elm Street",
    "city": "Springfield",
    "provinceCode": "IL",
    "countryCode": "US",
    "zip": "62701",
}
_KINDS_LATER = {Kind.PAID_LATER: "pay", Kind.CANCELLED_LATER: "cancel"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A planned order as it stands in its store; `lines` are the stores' ids by SKU."""

    planned: Planned
    shop: str
    id: str
    name: str
    lines: dict[str, str]


@dataclass
class Staff:
    """Places orders one by one; what staff do later waits until `due` is called. `placed` may be
    read from other threads: an order is in it once everything that comes first has been done."""

    people: People
    now: Callable[[], float] = time.monotonic
    _orders: dict[tuple[str, str], Placed] = field(default_factory=dict)
    _later: list[tuple[float, int, str, Placed]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def placed(self) -> list[Placed]:
        """All of them so far, in their order."""
        with self._lock:
            return list(self._orders.values())

    def find(self, shop: str, name: str) -> Placed | None:
        """An order by its store and its number."""
        with self._lock:
            return self._orders.get((shop, name))

    def place(self, planned: Planned) -> None:
        """A customer orders, and staff do what they do at once."""
        shop = f"dest{planned.region}"
        answer = self.people.post(f"/control/shopify/{shop}/orders", _body(planned))
        lines = {line["sku"]: line["id"] for line in answer["lines"]}
        placed = Placed(planned, shop, answer["id"], answer["name"], lines)
        self._at_once(placed)
        with self._lock:
            self._orders[shop, placed.name] = placed
        if planned.kind in _KINDS_LATER:
            at, what = self.now() + planned.later, _KINDS_LATER[planned.kind]
            heapq.heappush(self._later, (at, planned.place, what, placed))

    def due(self) -> bool:
        """Do what is due by now; whether anything is still to come."""
        while self._later and self._later[0][0] <= self.now():
            _, _, what, placed = heapq.heappop(self._later)
            self._do(placed, what, {})
        return bool(self._later)

    def _at_once(self, placed: Placed) -> None:
        planned = placed.planned
        if planned.kind is Kind.CANCELLED:
            self._do(placed, "cancel", {})
        if planned.kind is Kind.REFUNDED:
            self._do(placed, "refund", {})
        if planned.kind is Kind.REFUNDED_PART:
            rows = [
                {"lineId": placed.lines[wanted.sku], "quantity": wanted.refunded}
                for wanted in planned.lines
                if wanted.refunded
            ]
            self._do(placed, "refund", {"lines": rows})

    def _do(self, placed: Placed, what: str, body: Json) -> None:
        self.people.post(f"/control/shopify/{placed.shop}/orders/{placed.id}/{what}", body)


def _body(planned: Planned) -> Json:
    unpaid = planned.kind in {Kind.NEVER_PAID, Kind.PAID_LATER}
    body: Json = {
        "lines": [{"sku": w.sku, "quantity": w.quantity} for w in planned.lines],
        "paid": not unpaid,
        "test": planned.kind is Kind.TEST,
    }
    if planned.kind is Kind.NO_EMAIL:
        body["customer"] = _NOBODY
    if planned.shipping is not None:
        body["shipping"] = {"title": "Standard", "price": planned.shipping}
    return body
