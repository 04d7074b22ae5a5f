"""What the source ships shows on the customer's order, parcel by parcel."""

from __future__ import annotations

from scripts.people import DEST, People

BUTTON = "Push to North Supply"


def test_half_an_order_is_shipped_and_then_the_rest(people: People) -> None:
    order = people.order(("TEE-BLK-M", 2), ("CAP-NVY", 1))
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    print(made)
    assert False
