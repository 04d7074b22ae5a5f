"""Stock read from a store and written to it: over what was expected, and once for each key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from core.domain.errors import OutcomeUnknown, Rejected
from core.domain.stock.aims import Batch, Row
from core.domain.stock.shelves import Spot
from core.ports.stock import Level
from core.shopify.gateway import ShopifyGateway
from core.shopify.stocking import ShopifyStock
from tests.contract.shopify.kit import NORTH, Control, Opener

TEE = "TEE-BLK-M"


@dataclass
class Shelves:
    """Black tees of the source: forty here, twelve there."""

    stock: ShopifyStock
    control: Control
    item: str
    here: str
    there: str

    def row(self, before: int | None, after: int, place: str = "") -> Row:
        return Row(self.item, Spot(NORTH, "variant", place or self.here), before, after)

    async def write(self, *rows: Row, key: str = "") -> list[int]:
        return list(await self.stock.set_levels(NORTH, Batch(key or uuid4().hex, rows)))

    async def numbers(self) -> list[int]:
        levels = [await self.stock.levels(NORTH, [self.item], at) for at in (self.here, self.there)]
        return [level[self.item].available for level in levels]


@pytest.fixture
async def shelves(control: Control, opened: Opener, gateway: ShopifyGateway) -> Shelves:
    del gateway  # its client is shared
    products = await control.call("GET", "/shopify/north/products")
    tee = next(one for one in products if one["sku"] == TEE)
    stores = await control.call("GET", "/shopify/stores")
    places = next(one["locations"] for one in stores if one["shop"] == "north")
    here, there = (f"gid://shopify/Location/{one['id']}" for one in places)
    item = f"gid://shopify/InventoryItem/{tee['inventoryItemId']}"
    return Shelves(ShopifyStock(opened.clients[0]), control, item, here, there)


async def test_levels_are_read_and_what_is_not_there_is_left_out(shelves: Shelves) -> None:
    found = await shelves.stock.levels(
        NORTH, [shelves.item, "gid://shopify/InventoryItem/1"], shelves.here
    )
    assert found == {shelves.item: Level(40)}


async def test_numbers_are_written_together_over_what_was_expected(shelves: Shelves) -> None:
    assert await shelves.write(shelves.row(40, 7), shelves.row(12, 3, shelves.there)) == []
    assert await shelves.numbers() == [7, 3]


async def test_where_another_number_is_there_none_is_written(shelves: Shelves) -> None:
    rows = (shelves.row(40, 7), shelves.row(11, 3, shelves.there))
    assert await shelves.write(*rows) == [1]
    assert await shelves.numbers() == [40, 12]


async def test_asked_again_with_its_key_it_is_answered_and_not_written(shelves: Shelves) -> None:
    key = uuid4().hex
    assert await shelves.write(shelves.row(40, 7), key=key) == []
    assert await shelves.write(shelves.row(7, 8)) == []
    assert await shelves.write(shelves.row(40, 7), key=key) == []
    assert await shelves.numbers() == [8, 12]


async def test_an_answer_that_is_lost_is_no_answer(shelves: Shelves) -> None:
    await shelves.control.fault("drop_answer", "inventorySetQuantities")
    key = uuid4().hex
    with pytest.raises(OutcomeUnknown):
        await shelves.write(shelves.row(40, 7), key=key)
    assert await shelves.write(shelves.row(40, 7), key=key) == []
    assert await shelves.numbers() == [7, 12]


async def test_units_are_taken_whatever_is_there_once_for_each_key(shelves: Shelves) -> None:
    changes, key = {(shelves.item, shelves.here): -3, (shelves.item, shelves.there): 1}, "a key"
    for _ in range(2):
        await shelves.stock.adjust(NORTH, changes, key=key)
    assert await shelves.numbers() == [37, 13]


async def test_an_item_is_stocked_where_it_was_not(shelves: Shelves) -> None:
    attic = await shelves.control.call("POST", "/shopify/north/locations", {"name": "Attic"})
    place = f"gid://shopify/Location/{attic['locations'][-1]['id']}"
    found = await shelves.stock.levels(NORTH, [shelves.item], place)
    assert found == {shelves.item: Level(0, stocked=False)}
    await shelves.stock.stock_item(NORTH, shelves.item, place, 5, key=uuid4().hex)
    found = await shelves.stock.levels(NORTH, [shelves.item], place)
    assert found == {shelves.item: Level(5)}


async def test_a_refusal_is_told_in_the_stores_words(shelves: Shelves) -> None:
    row = shelves.row(None, 5, "gid://shopify/Location/1")
    with pytest.raises(Rejected, match="refused: The specified location could not be found"):
        await shelves.write(replace(row, before=0))
