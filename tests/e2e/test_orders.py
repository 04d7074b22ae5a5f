"""Orders on their way to the alert: what is shown, what is held, what is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.people import ANNA, BEN, DEST, NORTH, NotSeen, People


def test_an_order_of_two_sources_is_two_pushes(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1), ("MUG-01", 2))
    alert = people.message(DEST, order["name"], "Push to North Supply", "Push to South Goods")
    people.click(alert, "Push to South Goods")
    pushed = people.message(DEST, order["name"], "Pushed to South Goods as")
    assert people.source_orders("north", order["name"]) == []
    people.click(pushed, "Push to North Supply")
    people.message(DEST, order["name"], "Pushed to North Supply as", "Pushed to South Goods as")
    for shop, quantity in (("north", 1), ("south", 2)):
        (made,) = people.source_orders(shop, order["name"])
        lines = people.whole_order(shop, made["id"])["lines"]
        assert [line["quantity"] for line in lines] == [quantity]


def test_an_unpaid_order_is_held_and_alerted_once_it_is_paid(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1), paid=False)
    later = people.order(("TEE-BLK-M", 1))
    people.message(DEST, later["name"], "Push to North Supply")
    assert not any(order["name"] in (m["text"] or "") for m in people.messages(DEST))
    people.post(f"/control/shopify/dest/orders/{order['id']}/pay", {})
    people.message(DEST, order["name"], "Push to North Supply")


def test_an_order_without_any_synced_item_raises_no_alert(people: People) -> None:
    order = people.order(("GIFTWRAP", 1), ("STICKER", 1))
    later = people.order(("TEE-BLK-M", 1))
    people.message(DEST, later["name"], "Push to North Supply")
    assert not any(order["name"] in (m["text"] or "") for m in people.messages(DEST))
    people.command(f"push dest {order['name']}")
    people.message(DEST, order["name"], "No item of the order")


def test_lines_that_stay_say_why(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1), ("STICKER", 1), ("GIFTWRAP", 1))
    alert = people.message(DEST, order["name"], "Why not?")
    people.click(alert, "Why not?")
    people.view("2 variants", "does not need shipping")
    people.close_views()


def test_two_people_click_at_once_and_one_order_is_made(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    alert = people.message(DEST, order["name"], "Push to North Supply")
    with ThreadPoolExecutor(2) as both:
        clicks = [
            both.submit(people.click, alert, "Push to North Supply", user) for user in (ANNA, BEN)
        ]
    assert [click.exception() for click in clicks] == [None, None]
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    assert made["cancelledAt"] is None

    def told_privately() -> bool | None:
        seen = [*people.messages(DEST, ANNA), *people.messages(DEST, BEN)]
        words = "Already"
        return any(m.get("ephemeral") and words in (m["text"] or "") for m in seen) or None

    assert people.until("a private answer to the second clicker", told_privately)


def test_a_cancelled_order_is_not_pushed(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], "Push to North Supply")
    people.post(f"/control/shopify/dest/orders/{order['id']}/cancel", {})
    people.message(DEST, order["name"], "🚫 Cancelled: order", order["total"]["amount"])
    with pytest.raises(NotSeen):
        people.click(people.message(DEST, order["name"]), "Push to North Supply")
    people.command(f"push dest {order['name']}")
    people.message(DEST, order["name"], "was cancelled")
    assert people.source_orders("north", order["name"]) == []


def test_the_source_channel_hears_of_a_new_order(people: People) -> None:
    order = people.order(("HOOD-GRY-L", 1))
    people.click(people.message(DEST, order["name"], "Push to"), "Push to North Supply")
    people.message(NORTH, "New order received", order["name"])
    (made,) = people.source_orders("north", order["name"])
    whole = people.whole_order("north", made["id"])
    assert whole["sourceIdentifier"].startswith("dest.myshopify.com/")


def test_a_test_order_is_held_and_whoever_asks_hears_why(people: People) -> None:
    order = people.order(("HOOD-GRY-L", 1), test=True)
    later = people.order(("TEE-BLK-M", 1))
    people.message(DEST, later["name"], "Push to North Supply")
    people.command(f"push dest {order['name']}")
    people.message(DEST, order["name"], "It is a test order")
    assert people.source_orders("north", order["name"]) == []


def test_after_a_reset_of_the_sandbox_the_next_order_travels(people: People) -> None:
    before = people.order(("TEE-BLK-M", 1))
    people.message(DEST, before["name"], "Push to North Supply")
    people.post("/control/reset", {"seed": "demo", "keepApp": True})
    after = people.order(("TEE-BLK-M", 1))
    assert after["name"] != before["name"]
    alert = people.message(DEST, after["name"], "Push to North Supply")
    people.click(alert, "Push to North Supply")
    people.message(DEST, after["name"], "Pushed to North Supply as")


def test_what_a_person_asked_for_and_nothing_is_left_of_is_told_as_failed(people: People) -> None:
    order = people.order(("TEE-WHT-L", 1))
    alert = people.message(DEST, order["name"], "Push to North Supply")
    variant = next(
        product
        for product in people.get("/control/shopify/north/products")
        if product["sku"] == "TEE-WHT-L"
    )
    path = f"/control/shopify/north/products/{variant['variantId'].rsplit('/', 1)[-1]}"
    people.http.patch(path, json={"sku": "TEE-WHT-XL"}).raise_for_status()
    people.click(alert, "Push to North Supply")
    people.message(DEST, order["name"], "View error", "does not exist")
    people.http.patch(path, json={"sku": "TEE-WHT-L"}).raise_for_status()
    assert people.source_orders("north", order["name"]) == []


def test_push_again_leaves_alone_what_waits_for_another_source(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1), ("MUG-01", 1))
    alert = people.message(DEST, order["name"], "Push to North Supply")
    people.click(alert, "Push to North Supply")
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    people.post(f"/control/shopify/north/orders/{made['id']}/cancel", {})
    asked = people.message(DEST, f"cancelled its order for {order['name']}", "Push again")
    people.click(asked, "Push again")
    people.until(
        "the second", lambda: len(people.source_orders("north", order["name"])) == 2 or None
    )
    people.message(DEST, order["name"], "Pushed to North Supply (part 2)", "Push to South Goods")
    assert not people.source_orders("south", order["name"])
