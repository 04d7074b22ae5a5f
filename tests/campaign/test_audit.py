"""The audit itself: it finds what does not balance, and nothing in books that do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.campaign import orders, strikes
from tests.campaign.audit import audit
from tests.campaign.books import Books
from tests.campaign.model import End, Fate, fates
from tests.campaign.orders import Kind, Planned, Wanted
from tests.campaign.staff import Placed

Json = dict[str, Any]
PLANNED = Planned(
    place=0,
    region=1,
    kind=Kind.REFUNDED_PART,
    lines=(Wanted("N-TEE", 3, refunded=1), Wanted("X-NOWHERE", 1)),
    later=1,
    twice=False,
    shipping=None,
)
IDENTITY = "dest1.myshopify.com/77/1"
GID = "gid://shopify/Order/9"
MADE: Json = {
    "gid": GID,
    "name": "#11001",
    "sourceIdentifier": IDENTITY,
    "lines": [{"sku": "N-TEE", "quantity": 2}],
}
PUSH: Json = {
    "id": 5,
    "order_id": 1,
    "source": "north1",
    "part": 1,
    "identity": IDENTITY,
    "state": "pushed",
    "lines": [{"sku": "N-TEE", "quantity": 2}],
    "reason": None,
    "source_gid": GID,
    "source_name": "#11001",
    "attempt": 1,
}
ROW: Json = {
    "id": 1,
    "shop": "dest1",
    "gid": "gid://shopify/Order/77",
    "name": "#1001",
    "cancelled_at": None,
    "lines": [
        {"sku": "N-TEE", "quantity": 2, "reason": None},
        {"sku": "X-NOWHERE", "quantity": 1, "reason": {"code": "sku_unknown"}},
    ],
}
ATTEMPT: Json = {"push_id": 5, "number": 1, "outcome": "pushed"}
BOOKS = Books(
    placed=[Placed(PLANNED, "dest1", "77", "#1001", {})],
    regions=[],
    made={"north1": [MADE], "south1": []},
    orders=[ROW],
    pushes=[PUSH],
    attempts=[ATTEMPT],
    messages={},
)


def test_books_that_balance_have_no_findings() -> None:
    assert audit(BOOKS) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"made": {"north1": [MADE, MADE]}}, "was made 2 times"),
        ({"made": {"north1": []}}, "which north1 lacks"),
        ({"pushes": [], "attempts": []}, "#11001 on north1 has no push"),
        ({"pushes": [{**PUSH, "state": "failed"}]}, "exists, and its push 5 is failed"),
        ({"pushes": [{**PUSH, "state": "unknown"}]}, "is still unknown"),
        ({"attempts": []}, "is at attempt 1, and has []"),
        ({"attempts": [{**ATTEMPT, "outcome": None}]}, "never ended"),
        ({"attempts": [{**ATTEMPT, "outcome": "unknown"}]}, "with 0 attempts that succeeded"),
        ({"orders": []}, "X-NOWHERE must be 1 stays (sku_unknown), and is nowhere"),
        (
            {"made": {"north1": [{**MADE, "lines": [{"sku": "N-TEE", "quantity": 3}]}]}},
            "N-TEE must be 2 pushed to north, and is 3 pushed to north",
        ),
        (
            {
                "orders": [
                    {**ROW, "lines": [{**ROW["lines"][1], "reason": {"code": "sku_missing"}}]}
                ]
            },
            "X-NOWHERE must be 1 stays (sku_unknown), and is 1 stays (sku_missing)",
        ),
    ],
)
def test_what_does_not_balance_is_found(change: Json, words: str) -> None:
    assert any(words in finding for finding in audit(replace(BOOKS, **change)))


def test_the_model_knows_every_end_and_the_seed_replays() -> None:
    drawn = orders.draw(7, 1000, 8)
    assert drawn == orders.draw(7, 1000, 8)
    assert strikes.draw(7, 1000, strikes.LONG) == strikes.draw(7, 1000, strikes.LONG)
    ends: set[Fate] = {fate for order in drawn for of in fates(order).values() for fate in of}
    assert {fate.end for fate in ends} == set(End)
    assert {order.kind for order in drawn} == set(Kind)
