"""Customers are forgotten, their questions reach people, and so does the end of a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from core.db.embedded import EmbeddedServer
from core.db.engine import conninfo
from scripts.loopback import PLAIN
from scripts.people import DEST, NORTH, SOUTH, People
from scripts.programs import Launch
from scripts.stage import Stage, stage
from tests.e2e.conftest import QUICK

_LEFT_OF_SOUTH = """
SELECT email, phone, forgotten_at IS NOT NULL,
    (SELECT count(*) FROM variants WHERE store_id = stores.id)
    + (SELECT count(*) FROM locations WHERE store_id = stores.id)
    + (SELECT count(*) FROM group_members WHERE store_id = stores.id)
    + (SELECT count(*) FROM inbox WHERE store_id = stores.id)
FROM stores WHERE handle = 'south'
"""
BUTTON = "Push to North Supply"
PUSHED = "Pushed to North Supply as"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, launch: Launch) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("privacy"), settings=QUICK, launch=launch) as here:
        yield here


@pytest.fixture
def people(own: Stage) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=own.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


def sends(here: Stage, people: People, shop: str, what: str, *orders: str) -> None:
    body: dict[str, Any] = {"uri": f"{here.bot_url}/webhooks/shopify"}
    if orders:
        body["orders"] = list(orders)
    people.post(f"/control/shopify/{shop}/privacy/{what}", body)


def test_a_customer_is_asked_for_and_then_forgotten(own: Stage, people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    city = people.whole_order("dest", order["id"])["shippingAddress"]["city"]
    people.click(people.message(DEST, order["name"], BUTTON, city), BUTTON)
    alert = people.message(DEST, order["name"], PUSHED, city)
    people.message(NORTH, order["name"], city)

    sends(own, people, "dest", "data-request", order["name"])
    asked = people.message(DEST, "asks what SyncTec keeps about a customer", order["name"])
    assert "city and country" in str(asked["blocks"])
    assert city not in str(asked["blocks"])

    sends(own, people, "dest", "redact-customer", order["name"])

    def forgotten() -> bool | None:
        said = [*people.messages(DEST), *people.messages(NORTH)]
        about = [str(each["blocks"]) for each in said if order["name"] in str(each["blocks"])]
        return not any(city in each for each in about) or None

    people.until("the city's end", forgotten)
    assert people.message(DEST, order["name"], PUSHED)["ts"] == alert["ts"]
    # Read again, the order brings nothing back.
    people.post(f"/control/shopify/dest/orders/{order['id']}/cancel", {})
    people.message(DEST, order["name"], "Cancelled")
    assert forgotten()


def test_a_request_about_orders_nobody_pushed_is_told_all_the_same(
    own: Stage, people: People
) -> None:
    order = people.post(
        "/control/shopify/south/orders", {"lines": [{"sku": "MUG-01", "quantity": 1}]}
    )
    sends(own, people, "south", "data-request", order["name"])
    people.message(SOUTH, "asks what SyncTec keeps about a customer", "keeps nothing")


def test_a_store_is_forgotten_only_once_the_app_is_gone(own: Stage, people: People) -> None:
    sends(own, people, "south", "redact-shop")
    people.until("the refusal", lambda: _logged(own, "store_not_forgotten") or None)
    people.post("/control/shopify/south/uninstall", {})
    sends(own, people, "south", "redact-shop")
    people.until("the store's end", lambda: _logged(own, "store_forgotten") or None)
    assert _asked(own, _LEFT_OF_SOUTH) == [(None, None, True, 0)]
    # Signed with the secret that was forgotten, nothing is taken any more.
    before = len(_refused(people))
    sends(own, people, "south", "redact-shop")
    people.until("a refusal", lambda: len(_refused(people)) > before or None)


def _refused(people: People) -> list[Any]:
    return [
        attempt
        for each in people.get("/control/shopify/webhooks")
        for attempt in each["attempts"]
        if attempt["status"] == 401
    ]


def _logged(here: Stage, event: str) -> bool:
    lines = (here.folder / "bot.log").read_text(encoding="utf-8").splitlines()
    return any(json.loads(line)["event"] == event for line in lines if line.startswith("{"))


def _asked(here: Stage, query: str) -> list[tuple[Any, ...]]:
    server = EmbeddedServer(here.folder / "postgres")
    try:
        with psycopg.connect(conninfo(server.start())) as connection:
            return connection.execute(query).fetchall()
    finally:
        server.stop()
