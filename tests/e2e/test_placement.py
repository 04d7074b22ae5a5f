"""A source order that Shopify puts at a location outside the group: moved, or the alert says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.people import DEST, Json, People

PUSH = "Push to South Goods"
PUSHED = "Pushed to South Goods as"
NOT_MOVED = "stands at El Paso Shed and could not be moved to Austin Depot"


@pytest.fixture
def shed(people: People) -> Iterator[str]:
    """A location of South Goods that is in no group; the world is as it was afterwards. What is
    new on a store is found at once."""
    people.http.patch("/control/shopify/settings", json={"searchLagSeconds": 0})
    made = people.post("/control/shopify/south/locations", {"name": "El Paso Shed"})
    yield made["locations"][-1]["id"]
    people.post("/control/reset", {"seed": "demo", "keepApp": True})


def sells(people: People, shed: str, sku: str) -> None:
    """An item of both stores, which South Goods stocks in its shed alone."""
    goods = {"sku": sku, "title": "Beach Towel", "price": "19.00"}
    people.post("/control/shopify/dest/products", goods)
    people.post("/control/shopify/south/products", {**goods, "locationId": shed})


def stock_in_austin(people: People, sku: str) -> None:
    people.put("/control/shopify/south/stock", {"sku": sku, "available": 5})


def pushed(people: People, sku: str) -> Json:
    """The name of the customer's order, and its source order."""
    order = people.order((sku, 2))
    people.click(people.message(DEST, order["name"], PUSH), PUSH)
    people.message(DEST, order["name"], PUSHED)
    (made,) = people.source_orders("south", order["name"])
    return {"name": order["name"], "id": made["id"]}


def stands(people: People, made: Json, location: str) -> None:
    def look() -> bool | None:
        whole = people.whole_order("south", made["id"])
        at = {one["location"] for one in whole["fulfillmentOrders"] if one["status"] == "OPEN"}
        return at == {location} or None

    people.until(f"the source order at {location}", look)


def test_a_source_order_is_moved_to_its_group(people: People, shed: str) -> None:
    sells(people, shed, "TOWEL")
    stock_in_austin(people, "TOWEL")
    made = pushed(people, "TOWEL")
    stands(people, made, "Austin Depot")
    assert "⚠️" not in str(people.message(DEST, made["name"], PUSHED)["blocks"])


def test_where_it_cannot_be_moved_the_alert_says_so_until_it_can(people: People, shed: str) -> None:
    sells(people, shed, "TOWEL-XL")
    made = pushed(people, "TOWEL-XL")
    people.message(DEST, made["name"], PUSHED, NOT_MOVED, "doesn't stock", "Move it to Austin")
    stands(people, made, "El Paso Shed")

    stock_in_austin(people, "TOWEL-XL")
    # The source's people touch the order: it is looked at again.
    for verb in ("hold", "release"):
        people.post(f"/control/shopify/south/orders/{made['id']}/{verb}", {})
    stands(people, made, "Austin Depot")
    people.until("the warning gone", lambda: _quiet(people, made))


def _quiet(people: People, made: Json) -> bool | None:
    shown = people.message(DEST, made["name"], PUSHED)
    return NOT_MOVED not in str(shown["blocks"]) or None
