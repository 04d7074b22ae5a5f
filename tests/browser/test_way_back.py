"""What happens after a push, done and seen on the page."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, expect

from scripts.people import People
from tests.browser.desk import PATIENCE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_half_an_order_is_shipped_and_its_tracking_comes_later(
    anna: Desk, people: People
) -> None:
    people.set_stock("north", "CAP-NVY", 10)
    order, alert = await pushed(anna, "TEE-BLK-M", "CAP-NVY")
    await anna.source_order(alert, "north")
    await ship(anna, **{"TEE-BLK-M": "1", "CAP-NVY": "0"})
    await at_destination(anna, order)
    parcel = anna.page.get_by_test_id("fulfillment")
    await expect(parcel).to_contain_text("Classic Tee", timeout=PATIENCE)
    await expect(parcel).not_to_contain_text("Harbor Cap")

    await anna.source_order(alert, "north")
    await anna.page.get_by_test_id("parcel-actions").click()
    await anna.page.get_by_role("menuitem", name="Add tracking").click()
    await anna.page.get_by_test_id("track-number").fill("1Z999AA10123456784")
    await anna.page.get_by_test_id("track-confirm").click()
    await at_destination(anna, order)
    tracking = anna.page.get_by_test_id("tracking")
    await expect(tracking).to_contain_text("1Z999AA10123456784", timeout=PATIENCE)
    thread = await thread_of(anna, alert)
    await anna.sees(
        thread, "Shipped 1 unit", "Marked 1 \u00d7 Classic Tee", f"of order {order} as shipped"
    )
    await anna.sees(thread, "1Z999AA10123456784")


async def test_a_cancellation_is_rejected_by_the_source(anna: Desk) -> None:
    order, alert = await pushed(anna, "TEE-BLK-M")
    await at_destination(anna, order)
    await anna.page.get_by_test_id("more-actions").click()
    await anna.page.get_by_role("menuitem", name="Cancel order").click()
    await anna.page.get_by_test_id("cancel-confirm").click()
    await anna.page.get_by_test_id("channel-C0NORTH").click()
    question = heading(anna, r"Cancel #\d+\?")
    await anna.sees(question, f"cancelled order {order}", "Without an answer it is accepted")
    await anna.press(question, "Reject")
    await anna.page.get_by_test_id("confirm-ok").click()
    await anna.sees(question, "Decided", "Rejected by @Anna", "It is to be shipped")
    await expect(anna.buttons(question)).to_have_count(0)
    await anna.page.get_by_test_id("channel-C0DEST").click()
    await anna.sees(alert, "did not accept the cancellation: it ships the order all the same")


async def test_one_line_is_refunded_and_written_down_at_the_source(
    anna: Desk, people: People
) -> None:
    people.set_stock("north", "CAP-NVY", 10)
    order, alert = await pushed(anna, "TEE-BLK-M", "CAP-NVY")
    await at_destination(anna, order)
    await anna.page.get_by_test_id("more-actions").click()
    await anna.page.get_by_role("menuitem", name="Refund").click()
    await anna.page.get_by_test_id("line-CAP-NVY").fill("1")
    await anna.page.get_by_test_id("refund-confirm").click()
    thread = await thread_of(anna, alert)
    await anna.sees(thread, "Refund of 1 \u00d7 Harbor Cap", "no money moved")
    await anna.page.get_by_test_id("thread-close").click()
    source = await anna.source_order(alert, "north")
    await anna.sees(source.get_by_test_id("unfulfilled"), "TEE-BLK-M")
    await expect(source.get_by_test_id("unfulfilled")).not_to_contain_text("CAP-NVY")


async def pushed(anna: Desk, *skus: str) -> tuple[str, Locator]:
    """An order's name and its alert, once North Supply has it."""
    order = await anna.order(*skus)
    alert = anna.alert(order)
    await anna.press(alert, "Push to North Supply")
    await anna.sees(alert, "Pushed to North Supply as")
    return order, alert


async def ship(anna: Desk, **quantities: str) -> None:
    """What lies in the parcel, by SKU, of the order that is open."""
    await anna.page.get_by_test_id("ship").click()
    for sku, quantity in quantities.items():
        await anna.page.get_by_test_id(f"line-{sku}").fill(quantity)
    await anna.page.get_by_test_id("ship-confirm").click()


async def at_destination(anna: Desk, order: str) -> None:
    """The customer's order in its store's admin."""
    await anna.page.get_by_test_id("admin-store-dest").click()
    await anna.page.get_by_test_id("admin-orders").click()
    await anna.page.get_by_test_id(f"admin-order-{order.removeprefix('#')}").click()
    await expect(anna.page.get_by_test_id("order-name")).to_have_text(order)


async def thread_of(anna: Desk, message: Locator) -> Locator:
    """The thread of a message, open."""
    await anna.page.get_by_test_id("channel-C0DEST").click()
    replies = message.locator("[data-testid^=thread-]")
    await expect(replies).to_be_visible(timeout=PATIENCE)
    await replies.click()
    return anna.page.get_by_test_id("thread")


def heading(anna: Desk, words: str) -> Locator:
    """The app's message under this heading, asked or decided."""
    title = anna.page.get_by_role("heading", name=re.compile(words))
    return anna.page.locator("[data-kind=app]").filter(has=title)
