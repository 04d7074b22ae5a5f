"""What the source ships shows on the customer's order, parcel by parcel."""

from __future__ import annotations

from typing import Any

from scripts.people import DEST, Json, People

BUTTON = "Push to North Supply"
UPS = {"company": "UPS", "numbers": ["1Z999AA10123456784"]}


def test_half_an_order_is_shipped_and_then_the_rest(people: People) -> None:
    people.set_stock("north", "CAP-NVY", 10)
    order = people.order(("TEE-BLK-M", 2), ("CAP-NVY", 1))
    made = _pushed(people, order)
    _ship(people, made, {"TEE-BLK-M": 1}, UPS)

    (parcel,) = people.until("the parcel", lambda: _parcels(people, order, 1))
    assert (parcel["tracking"]["company"], parcel["tracking"]["numbers"]) == (
        "UPS",
        UPS["numbers"],
    )
    assert _contents(people, order) == [{"TEE-BLK-M": 1}]

    _ship(people, made, {"TEE-BLK-M": 1, "CAP-NVY": 1}, {})
    people.until("the second parcel", lambda: _parcels(people, order, 2))
    assert _contents(people, order) == [{"TEE-BLK-M": 1}, {"TEE-BLK-M": 1, "CAP-NVY": 1}]
    assert _read(people, "dest", order["id"])["fulfillmentStatus"] == "FULFILLED"


def _pushed(people: People, order: Json) -> Json:
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    return _read(people, "north", made["id"])


def _ship(people: People, made: Json, wanted: dict[str, int], tracking: Json) -> None:
    lines = [
        {"lineId": line["id"], "quantity": wanted[line["sku"]]}
        for line in made["lines"]
        if line["sku"] in wanted
    ]
    body = {"lines": lines, "tracking": tracking}
    people.post(f"/control/shopify/north/orders/{made['id']}/ship", body)


def _read(people: People, shop: str, number: str) -> Json:
    found: Json = people.get(f"/control/shopify/{shop}/orders/{number}")
    return found


def _parcels(people: People, order: Json, many: int) -> list[Any] | None:
    found = _read(people, "dest", order["id"])["fulfillments"]
    return found if len(found) >= many else None


def _contents(people: People, order: Json) -> list[dict[str, int]]:
    found = _read(people, "dest", order["id"])
    skus = {line["id"]: line["sku"] for line in found["lines"]}
    return [
        {skus[line["lineId"]]: line["quantity"] for line in parcel["lines"]}
        for parcel in found["fulfillments"]
    ]
