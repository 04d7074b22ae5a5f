"""An order with something of everything: what would go, what would stay, and that looking changes
nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.text import TIMES
from scripts.people import ANNA, BEN, DEST, People
from scripts.stage import Stage
from tests.e2e.terminal import called, told


@pytest.fixture(autouse=True)
def found_at_once(people: People) -> Iterator[None]:
    """Shopify's search knows new products without a lag, for as long as a test lasts."""
    people.http.patch("/control/shopify/settings", json={"searchLagSeconds": 0})
    yield
    people.http.patch("/control/shopify/settings", json={"searchLagSeconds": 1})


def test_four_kinds_of_refusal_are_explained_and_nothing_is_changed(people: People) -> None:
    order = placed_with_every_kind(people)
    number = order["name"].lstrip("#")
    people.message(DEST, f"Order {order['name']}", "Push to North Supply")
    before = people.messages(DEST, BEN)
    people.command(f"explain dest {number}")
    people.message(DEST, f"Looking at order {number} of Dest Boutique")
    answer = people.message(DEST, "If it were pushed now: 2 items would go, 6 items would stay")
    said = json.dumps(answer["blocks"], ensure_ascii=False)
    for words in (
        "→ *North Supply*: 2 items",
        f"*2 {TIMES}* Classic Tee · Black / M  `TEE-BLK-M`  from Brooklyn Studio",
        "mode: manual",
        "Total $48.00",
        "SKU STICKER belongs to 2 variants on North Supply",
        "SKU LAMP-1 does not exist on a connected source store",
        "Location “Pop-up” is in no location group with a location of North Supply",
        "does not need shipping",
        "*What to do:*",
    ):
        assert words in said, words
    assert answer["ephemeral"] is True
    assert people.messages(DEST, BEN) == before
    assert people.source_orders("north", order["name"]) == []


def test_scripts_are_told_the_same(day: Stage, people: People) -> None:
    order = placed_with_every_kind(people)
    number = order["name"].lstrip("#")
    whole = told(day, "explain", "dest", number)
    (push,) = whole["pushes"]
    assert (push["source"], push["would_go"], push["total"]) == ("North Supply", True, "48.00")
    assert [line["units"] for line in push["lines"]] == [2]
    assert {line["reason"]["code"]: line["units"] for line in whole["staying"]} == {
        "sku_ambiguous": 3,
        "sku_unknown": 1,
        "location_unmapped": 1,
        "line_needs_no_shipping": 1,
    }
    people.message(DEST, f"Order {order['name']}", "Push to North Supply")
    people.command(f"push dest {number}", user=ANNA)
    people.message(DEST, order["name"], "Pushed to North Supply as")
    (made,) = people.source_orders("north", order["name"])
    (push,) = told(day, "explain", "dest", number)["pushes"]
    assert (push["would_go"], push["source_order"]) == (False, made["name"])


def test_an_order_that_nobody_knows_is_told_as_such(day: Stage, people: People) -> None:
    people.command("explain dest 424242")
    people.message(DEST, "There is no order 424242 in this store")
    ended = called(day, "explain", "dest", "424242")
    assert ended.returncode == 1
    assert "There is no order 424242" in ended.stderr


def placed_with_every_kind(people: People) -> dict[str, Any]:
    """An order of which 2 units go to North Supply, and 6 stay for four reasons. What it needs is
    put into the stores at its first call."""
    skus = {each["sku"] for each in people.get("/control/shopify/dest/products")}
    if "LAMP-1" not in skus:
        dest = people.post("/control/shopify/dest/locations", {"name": "Pop-up"})
        popup = dest["locations"][-1]["id"]
        _product(people, "dest", "LAMP-1", "Desk lamp")
        _product(people, "dest", "RUG-1", "Small rug", locationId=popup)
        _product(people, "north", "RUG-1", "Small rug")
    lines = (("TEE-BLK-M", 2), ("STICKER", 3), ("LAMP-1", 1), ("RUG-1", 1), ("GIFTWRAP", 1))
    return people.order(*lines)


def _product(people: People, shop: str, sku: str, title: str, **more: Any) -> None:
    body = {"sku": sku, "title": title, "price": "20.00", **more}
    people.post(f"/control/shopify/{shop}/products", body)
