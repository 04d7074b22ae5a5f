"""A parcel after it was sent, on the sandbox's page: tracked, delivered, called back, returned."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage, Sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_parcel_is_tracked_later_and_delivered(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    order = {"lines": [{"sku": "MUG-01", "quantity": 2}]}
    await sandbox.control("POST", "/shopify/dest/orders", order)
    await sandbox.control("POST", "/shopify/dest/orders/1001/ship")
    page = await open_page("/#/admin/dest/orders/1001")
    await page.get_by_test_id("parcel-actions").click()
    await page.get_by_role("menuitem", name="Add tracking").click()
    await page.get_by_test_id("track-number").fill("1Z777")
    await page.get_by_test_id("track-confirm").click()
    await expect(page.get_by_test_id("tracking")).to_contain_text("1Z777")
    await page.get_by_test_id("parcel-actions").click()
    await page.get_by_role("menuitem", name="Delivery event").click()
    await page.get_by_test_id("event-status").select_option("DELIVERED")
    await page.get_by_test_id("event-confirm").click()
    parcel = page.get_by_test_id("fulfillment")
    await expect(parcel.locator("[data-status=DELIVERED]")).to_be_visible()
    shown = await sandbox.control("GET", "/shopify/dest/orders/1001")
    assert shown["fulfillments"][0]["displayStatus"] == "DELIVERED"


async def test_a_parcel_shows_although_another_order_changes_a_moment_later(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    order = {"lines": [{"sku": "MUG-01", "quantity": 1}]}
    for _ in range(2):
        await sandbox.control("POST", "/shopify/dest/orders", order)
    page = await open_page("/#/admin/dest/orders/1001")
    await expect(page.get_by_test_id("unfulfilled")).to_be_visible()
    for number in (1001, 1002):
        await sandbox.control("POST", f"/shopify/dest/orders/{number}/ship")
    await expect(page.get_by_test_id("fulfillment")).to_contain_text("Mug")


async def test_goods_come_back_on_the_page(open_page: OpenPage, sandbox: Sandbox) -> None:
    order = {"lines": [{"sku": "MUG-01", "quantity": 2}]}
    await sandbox.control("POST", "/shopify/dest/orders", order)
    await sandbox.control("POST", "/shopify/dest/orders/1001/ship")
    page = await open_page("/#/admin/dest/orders/1001")
    await page.get_by_test_id("more-actions").click()
    await page.get_by_role("menuitem", name="Return items").click()
    await page.get_by_test_id("line-MUG-01").fill("1")
    await page.get_by_test_id("return-confirm").click()
    given_back = page.get_by_test_id("return")
    await expect(given_back.locator("[data-status=REQUESTED]")).to_be_visible()
    await page.get_by_test_id("return-approve").click()
    await expect(given_back.locator("[data-status=OPEN]")).to_be_visible()
    shown = await sandbox.control("GET", "/shopify/dest/orders/1001")
    assert shown["returnStatus"] == "IN_PROGRESS"


async def test_a_parcel_is_called_back_on_the_page(open_page: OpenPage, sandbox: Sandbox) -> None:
    order = {"lines": [{"sku": "MUG-01", "quantity": 1}]}
    await sandbox.control("POST", "/shopify/dest/orders", order)
    await sandbox.control("POST", "/shopify/dest/orders/1001/ship")
    page = await open_page("/#/admin/dest/orders/1001")
    await page.get_by_test_id("parcel-actions").click()
    await page.get_by_role("menuitem", name="Cancel fulfillment").click()
    await expect(
        page.get_by_test_id("fulfillment").locator("[data-status=CANCELLED]")
    ).to_be_visible()
    await expect(page.get_by_test_id("unfulfilled")).to_be_visible()
