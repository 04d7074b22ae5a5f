"""All the stock of a store by a bulk operation, against the sandbox and its faults."""

import asyncio

import pytest

from core.domain.errors import AccessRefused, Temporary
from core.ports.comparing import ListedLevel
from core.ports.matching import Listing
from core.shopify.level_listing import ShopifyLevels
from tests.contract.shopify.kit import NORTH, Control, Opener

TEE = "TEE-BLK-M"


@pytest.fixture
async def levels(opened: Opener, control: Control) -> ShopifyLevels:
    await control.settings(cancelJobSeconds=0)
    opened()
    return ShopifyLevels(opened.clients[-1])


async def ended(levels: ShopifyLevels) -> Listing:
    operation = await levels.begin(NORTH)
    async with asyncio.timeout(20):
        while True:
            listing = await levels.look(NORTH, operation)
            if listing.complete or listing.failed:
                return listing


async def listed(levels: ShopifyLevels, listing: Listing) -> list[ListedLevel]:
    return [one async for one in levels.levels(NORTH, listing)]


async def test_every_level_is_listed_with_its_item_and_location(
    levels: ShopifyLevels, control: Control
) -> None:
    products = await control.call("GET", "/shopify/north/products")
    found = await listed(levels, await ended(levels))
    expected = {
        (f"gid://shopify/InventoryItem/{one['inventoryItemId']}", level["available"])
        for one in products
        for level in one["levels"]
    }
    assert {(one.item_gid, one.available) for one in found} == expected
    (tee,) = [one for one in products if one["sku"] == TEE]
    item = f"gid://shopify/InventoryItem/{tee['inventoryItemId']}"
    places = {one.location_gid: one.available for one in found if one.item_gid == item}
    assert sorted(places.values()) == [12, 40]
    assert all(gid.startswith("gid://shopify/Location/") for gid in places)


async def test_a_large_store_is_listed_whole(levels: ShopifyLevels, control: Control) -> None:
    await control.call("POST", "/shopify/north/catalogue", {"variants": 3000})
    listing = await ended(levels)
    found = await listed(levels, listing)
    assert len({one.item_gid for one in found}) == listing.counted
    assert listing.lines == len(found) + listing.counted


async def test_a_list_that_breaks_off_is_read_again(
    levels: ShopifyLevels, control: Control
) -> None:
    listing = await ended(levels)
    await control.fault("cut_file", "bulkFile")
    with pytest.raises(Temporary):
        await listed(levels, listing)
    assert await listed(levels, listing)


async def test_one_that_may_not_read_stock_says_so(levels: ShopifyLevels, control: Control) -> None:
    await control.shop("north", scopes=["read_products"])
    with pytest.raises(AccessRefused) as refused:
        await ended(levels)
    assert "read_inventory" in refused.value.reason.sentence
