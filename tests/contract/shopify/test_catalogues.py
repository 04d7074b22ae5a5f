"""Whole catalogues by bulk operations, against the sandbox and its faults."""

import asyncio

import pytest

from core.domain.errors import AccessRefused, NotFound, Temporary
from core.domain.matching import CatalogueVariant
from core.domain.stores import StoreId
from core.ports.matching import Listing
from core.shopify.catalogues import ShopifyCatalogues
from tests.contract.shopify.kit import DEST, NORTH, Control, Opener


@pytest.fixture
async def catalogues(opened: Opener, control: Control) -> ShopifyCatalogues:
    await control.settings(cancelJobSeconds=0)
    opened()
    return ShopifyCatalogues(opened.clients[-1])


async def ended(catalogues: ShopifyCatalogues, store: StoreId, operation: str) -> Listing:
    async with asyncio.timeout(20):
        while True:
            listing = await catalogues.look(store, operation)
            if listing.complete or listing.failed:
                return listing


async def listed(catalogues: ShopifyCatalogues, store: StoreId) -> list[CatalogueVariant]:
    listing = await ended(catalogues, store, await catalogues.begin(store))
    return [one async for one in catalogues.variants(store, listing)]


async def test_a_catalogue_is_listed_whole(catalogues: ShopifyCatalogues, control: Control) -> None:
    await control.product("north", "  PAD-1 ", title="Pad\u2028and line", variantTitle="Red")
    found = {one.sku: one for one in await listed(catalogues, NORTH)}
    assert len(await listed(catalogues, NORTH)) == 7
    assert found["PAD-1"].title == "Pad\u2028and line - Red"
    assert found["PAD-1"].gid.startswith("gid://shopify/ProductVariant/")
    assert found["PAD-1"].product_gid.startswith("gid://shopify/Product/")
    assert {"TEE-BLK-M", "STICKER"} < set(found)


async def test_a_product_in_one_version_has_its_own_title(catalogues: ShopifyCatalogues) -> None:
    found = {one.sku: one.title for one in await listed(catalogues, DEST)}
    assert found["MUG-01"] == "Enamel Mug"
    assert found["TEE-BLK-M"] == "Classic Tee - Black / M"


async def test_a_store_that_sells_nothing_has_an_empty_list(
    catalogues: ShopifyCatalogues, control: Control
) -> None:
    await control.call("POST", "/reset", {"seed": "empty"})
    await control.settings(cancelJobSeconds=0)
    assert await listed(catalogues, NORTH) == []


async def test_it_counts_up(catalogues: ShopifyCatalogues, control: Control) -> None:
    await control.settings(cancelJobSeconds=600)
    await control.call("POST", "/shopify/north/catalogue", {"variants": 20000})
    operation = await catalogues.begin(NORTH)
    first = await catalogues.look(NORTH, operation)
    assert not first.complete
    assert first.url is None
    async with asyncio.timeout(20):
        while (await catalogues.look(NORTH, operation)).counted <= first.counted:
            pass


async def test_the_sixth_at_once_waits(catalogues: ShopifyCatalogues, control: Control) -> None:
    await control.settings(cancelJobSeconds=600)
    for _ in range(5):
        await catalogues.begin(NORTH)
    with pytest.raises(Temporary) as busy:
        await catalogues.begin(NORTH)
    assert busy.value.reason.code == "bulk_busy"
    assert busy.value.retry_after is not None
    await catalogues.begin(DEST)


@pytest.mark.parametrize("code", ["INTERNAL_SERVER_ERROR", "TIMEOUT", "CANCELED", "EXPIRED"])
async def test_a_failed_one_says_how(
    catalogues: ShopifyCatalogues, control: Control, code: str
) -> None:
    await control.fault("fail_bulk", "bulkOperationRunQuery", code=code)
    operation = await catalogues.begin(NORTH)
    listing = await ended(catalogues, NORTH, operation)
    assert (listing.failed, listing.url) == (code.lower(), None)


async def test_one_that_may_not_read_products_says_so(
    catalogues: ShopifyCatalogues, control: Control
) -> None:
    await control.shop("north", scopes=["write_orders"])
    operation = await catalogues.begin(NORTH)
    with pytest.raises(AccessRefused) as refused:
        await ended(catalogues, NORTH, operation)
    assert "read_products" in refused.value.reason.sentence


async def test_one_that_is_gone_has_failed(catalogues: ShopifyCatalogues) -> None:
    listing = await catalogues.look(NORTH, "gid://shopify/BulkOperation/12345")
    assert listing.failed is not None


@pytest.mark.parametrize("kind", ["cut_file", "drop_answer"])
async def test_a_list_that_breaks_off_is_read_again(
    catalogues: ShopifyCatalogues, control: Control, kind: str
) -> None:
    listing = await ended(catalogues, NORTH, await catalogues.begin(NORTH))
    await control.fault(kind, "bulkFile")
    with pytest.raises(Temporary):
        [one async for one in catalogues.variants(NORTH, listing)]
    assert len([one async for one in catalogues.variants(NORTH, listing)]) == 6


async def test_a_list_that_is_gone_is_said_to_be(
    catalogues: ShopifyCatalogues, control: Control
) -> None:
    listing = await ended(catalogues, NORTH, await catalogues.begin(NORTH))
    await control.call("POST", "/reset", {})
    with pytest.raises(NotFound):
        [one async for one in catalogues.variants(NORTH, listing)]


async def test_one_product_is_read_with_all_its_variants(
    catalogues: ShopifyCatalogues, control: Control
) -> None:
    await control.call("POST", "/shopify/north/catalogue", {"variants": 10})
    every = await listed(catalogues, NORTH)
    product = every[-1].product_gid
    found = await catalogues.product(NORTH, product)
    assert found == [one for one in every if one.product_gid == product]
    assert len(found) == 10
    for one in found:
        await control.call("DELETE", f"/shopify/north/products/{one.gid.rpartition('/')[2]}")
    assert await catalogues.product(NORTH, product) == []
