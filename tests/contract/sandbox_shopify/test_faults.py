"""Injected faults: what the client sees, and whether the work was done."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify, usd

ORDER = {"lineItems": [{"title": "A", "quantity": 1, "priceSet": usd("1")}]}


def count(shopify: Shopify) -> int:
    return int(shopify.control("GET", "/shopify/north/orders")["total"])


@pytest.mark.parametrize(("kind", "orders"), [("drop_answer", 1), ("drop_request", 0)])
def test_the_connection_closes_without_an_answer(shopify: Shopify, kind: str, orders: int) -> None:
    shopify.fault(kind, operation="orderCreate")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        shopify.create("north", ORDER)
    assert count(shopify) == orders
    assert shopify.create("north", ORDER)["userErrors"] == []


def test_an_answer_can_come_late(shopify: Shopify) -> None:
    shopify.fault("delay", operation="orderCreate", seconds=0.4)
    began = time.monotonic()
    shopify.create("north", ORDER)
    assert time.monotonic() - began >= 0.4


@pytest.mark.parametrize(("kind", "orders"), [("delay", 1), ("delay_before", 0)])
def test_who_does_not_wait_sees_a_timeout(shopify: Shopify, kind: str, orders: int) -> None:
    shopify.fault(kind, operation="orderCreate", seconds=1)
    shopify.http.timeout = httpx.Timeout(0.5)
    with pytest.raises(httpx.ReadTimeout):
        shopify.create("north", ORDER)
    shopify.http.timeout = httpx.Timeout(20)
    assert count(shopify) == orders
    shopify.until(lambda: count(shopify) == 1)


@pytest.mark.parametrize(("worked", "orders"), [(False, 0), (True, 1)])
def test_an_http_status(shopify: Shopify, worked: bool, orders: int) -> None:
    shopify.fault("status", operation="orderCreate", status=503, worked=worked)
    query = "mutation A($o: OrderCreateOrderInput!) { orderCreate(order: $o) { order { id } } }"
    assert shopify.raw("north", query, {"o": ORDER}).status_code == 503
    assert count(shopify) == orders


@pytest.mark.parametrize(("worked", "orders"), [(False, 0), (True, 1)])
def test_an_internal_error_with_status_200(shopify: Shopify, worked: bool, orders: int) -> None:
    shopify.fault("internal_error", operation="orderCreate", worked=worked)
    error = shopify.error("north", "06", {"order": ORDER})
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert count(shopify) == orders


def test_too_many_requests_say_when_to_come_again(shopify: Shopify) -> None:
    shopify.fault("status", status=429, seconds=2)
    answer = shopify.raw("north", "{ shop { id } }")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2.0")


def test_throttled(shopify: Shopify) -> None:
    shopify.fault("throttled", operation="orderCreate", times=2)
    for _ in range(2):
        error = shopify.error("north", "06", {"order": ORDER})
        assert error["extensions"]["code"] == "THROTTLED"
    assert shopify.create("north", ORDER)["userErrors"] == []
    assert count(shopify) == 1


def test_a_user_error(shopify: Shopify) -> None:
    told: Json = {"field": ["order"], "message": "No.", "code": "SHOP_DORMANT"}
    shopify.fault("user_error", operation="orderCreate", **told)
    payload = shopify.create("north", ORDER)
    assert payload == {"order": None, "userErrors": [told]}
    assert count(shopify) == 0


def test_a_scope_refused(shopify: Shopify) -> None:
    placed = shopify.place()
    shopify.fault("refuse_scope", scope="read_customers", times=None)
    body = shopify.gql("dest", "01", {"id": placed["gid"]})
    assert body["data"]["order"]["customer"] is None
    assert body["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"


def test_faults_strike_where_they_are_meant_to(shopify: Shopify) -> None:
    shopify.fault("status", shop="north", operation="shop", after=1, status=500)
    query = "{ shop { id } }"
    assert shopify.raw("dest", query).status_code == 200
    assert [shopify.raw("north", query).status_code for _ in range(3)] == [200, 500, 200]
    [told] = shopify.control("GET", "/faults")
    assert (told["fired"], told["times"], told["after"]) == (1, 1, 1)


def test_faults_are_removed(shopify: Shopify) -> None:
    number = shopify.fault("status", times=None)
    shopify.control("DELETE", f"/faults/{number}")
    assert shopify.control("GET", "/faults") == []
    shopify.fault("status", times=None)
    shopify.control("DELETE", "/faults")
    assert shopify.raw("dest", "{ shop { id } }").status_code == 200
    assert shopify.http.delete("/control/faults/none").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"service": "mail", "kind": "status"},
        {"service": "shopify", "kind": "earthquake"},
        {"service": "shopify", "kind": "status", "times": "often"},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(shopify: Shopify, body: Json) -> None:
    answer = shopify.http.post("/control/faults", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_calls_are_written_down_without_their_bodies(shopify: Shopify) -> None:
    last = shopify.control("GET", "/exchanges")[-1]["n"]
    shopify.raw("dest", "{ shop { id } locations(first: 1) { nodes { id } } }")
    shopify.raw("dest", "{ shop { id } }", token="wrong")
    told = shopify.control("GET", f"/exchanges?since={last}")
    rows = [(one["shop"], one["operation"], one["status"]) for one in told]
    assert rows == [("dest", "shop,locations", 200), ("dest", "graphql", 401)]


def test_calls_are_counted_by_kind_and_those_that_were_throttled_apart(shopify: Shopify) -> None:
    def counted() -> dict[str | None, int]:
        totals = shopify.control("GET", "/exchanges/totals")
        ours = [one for one in totals if one["operation"] == "shop" and one["status"] == 200]
        return {one["error"]: one["count"] for one in ours if one["shop"] == "south"}

    before = counted()
    shopify.fault("throttled")
    for _ in range(3):
        shopify.raw("south", "{ shop { id } }")
    after = counted()
    assert after["THROTTLED"] - before.get("THROTTLED", 0) == 1
    assert after[None] - before.get(None, 0) == 2
