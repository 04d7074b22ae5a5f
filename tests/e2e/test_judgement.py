"""What holds an order or leaves an item behind, over the wire: and what lets it go on."""

from __future__ import annotations

from scripts.people import DEST, People

NORTH_BUTTON = "Push to North Supply"
REST_BUTTON = "Push the rest to North Supply"
GATE = "Order Push is available on the Traction plan and above"


def test_below_the_gate_nothing_is_pushed_and_above_it_all_of_it_is_offered(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], NORTH_BUTTON)
    people.command("plan dest Starter")
    people.message(DEST, order["name"], "Held", GATE)
    people.command(f"push dest {order['name']}")
    told = people.message(DEST, f"Order {order['name']}: {GATE}")
    assert told["text"].splitlines()[0].endswith(f"Order {order['name']}: {GATE}")
    people.command("plan dest Traction")
    people.message(DEST, order["name"], NORTH_BUTTON)
    assert people.source_orders("north", order["name"]) == []


def test_a_paused_store_goes_on_where_it_stopped(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], NORTH_BUTTON)
    people.command("pause dest")
    people.message(DEST, order["name"], "Held", "Order push is paused")
    people.command(f"push dest {order['name']}")
    people.message(DEST, f"Order {order['name']}: Order push is paused", "/synctec resume dest")
    people.command("resume dest")
    alert = people.message(DEST, order["name"], NORTH_BUTTON)
    people.click(alert, NORTH_BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    assert len(people.source_orders("north", order["name"])) == 1


def test_hold_placed_then_released(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], NORTH_BUTTON)
    people.post(f"/control/shopify/dest/orders/{order['id']}/hold", {"reason": "OTHER"})
    people.message(DEST, order["name"], "Held", "on hold in Shopify")
    people.command(f"push dest {order['name']}")
    people.message(DEST, f"Order {order['name']}: The order's fulfilment is on hold")
    people.post(f"/control/shopify/dest/orders/{order['id']}/release", {})
    alert = people.message(DEST, order["name"], NORTH_BUTTON)
    people.click(alert, NORTH_BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply as")


def test_an_order_of_high_risk_is_held(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1), risk="high")
    later = people.order(("TEE-BLK-M", 1))
    people.message(DEST, later["name"], NORTH_BUTTON)
    people.command(f"push dest {order['name']}")
    people.message(DEST, f"Order {order['name']}", "the risk of fraud is high")
    assert people.source_orders("north", order["name"]) == []


def test_an_obstacle_is_removed_and_the_rest_is_pushed_and_nothing_twice(people: People) -> None:
    known = people.order(("HOOD-GRY-L", 1))
    people.message(DEST, known["name"], NORTH_BUTTON)
    people.command("items dest north pause HOOD-GRY-L")
    people.message(DEST, "HOOD-GRY-L", "paused")
    order = people.order(("TEE-BLK-M", 2), ("HOOD-GRY-L", 1))
    alert = people.message(DEST, order["name"], "1 of 3 items to ship stays behind", "paused")
    people.click(alert, NORTH_BUTTON)
    people.message(DEST, order["name"], "2 of 3 items to ship pushed, 1 stays behind")
    people.command("items dest north resume HOOD-GRY-L")
    rest = people.message(DEST, order["name"], REST_BUTTON)
    people.click(rest, REST_BUTTON)
    people.message(DEST, order["name"], "Pushed to North Supply (part 2) as")
    made = [
        people.whole_order("north", each["id"])
        for each in people.source_orders("north", order["name"])
    ]
    lines = sorted((line["sku"], line["quantity"]) for one in made for line in one["lines"])
    assert lines == [("HOOD-GRY-L", 1), ("TEE-BLK-M", 2)]


def test_a_sku_of_which_only_the_case_differs_is_suggested_and_never_pushed(people: People) -> None:
    product = {"sku": "mug-01", "title": "Small Mug", "price": "9.00"}
    people.post("/control/shopify/dest/products", product)
    order = people.order(("TEE-BLK-M", 1), ("mug-01", 1))
    alert = people.message(DEST, order["name"], "stays behind")
    people.click(alert, "Why not?")
    people.view("Only case or blanks differ: South Goods has “MUG-01”", "alias")
    people.close_views()
    assert people.source_orders("south", order["name"]) == []
