"""The whole product as people meet it: bot and sandbox run, and everything is done on the page.

With SYNCTEC_SCREENSHOTS=1 it writes the README's pictures into docs/images.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, expect

from bot.text import TIMES
from scripts.people import People
from tests.browser.conftest import PHONE, Sits
from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEES = ("north", "TEE-BLK-M", "Rochester Warehouse")
CAPS = ("north", "CAP-NVY", "Rochester Warehouse")


async def test_an_order_is_pushed_and_stands_in_the_source_store(anna: Desk) -> None:
    before = await anna.order("HOOD-GRY-L", customer="Priya Shah, Portland")
    await anna.press(anna.alert(before), "Push to North Supply")
    shelf = await (await anna.stock(*TEES)).input_value()
    order = await anna.order("TEE-BLK-M", "TEE-BLK-M", "MUG-01", "GIFTWRAP")
    alert = anna.alert(order)
    await anna.sees(alert, "New order", "Lyon, FR", f"2 {TIMES} Classic Tee", "GIFTWRAP · needs")
    await expect(anna.buttons(alert)).to_have_text(
        ["Push to North Supply", "Push to South Goods", "View order"]
    )
    await anna.press(alert, "Push to North Supply")
    await anna.sees(alert, "Pushed to North Supply as #20", "by @Anna", "South Goods · Waiting")
    await expect(alert.get_by_role("button", name="Push to North Supply")).to_have_count(0)
    source = await anna.source_order(alert, "north")
    await expect(source.get_by_test_id("unfulfilled")).to_contain_text("SKU: TEE-BLK-M")
    await expect(source.get_by_test_id("unfulfilled")).not_to_contain_text("MUG-01")
    await expect(source.get_by_test_id("order-note")).to_contain_text(
        f"Dest Boutique, order {order}"
    )
    await expect(source.get_by_test_id("order-tags")).to_contain_text("Dest Boutique")
    await expect(source.get_by_test_id("order-tags")).to_contain_text(order)
    await expect(source).to_contain_text("12 rue des Lilas")
    await anna.picture("demo")
    await anna.page.get_by_test_id("mode-stores").click()
    await anna.picture("source-order")
    left = await anna.stock(*TEES)
    await expect(left).to_have_value(str(int(shelf) - 2))
    await anna.page.get_by_test_id("mode-both").click()
    await anna.page.get_by_test_id("channel-C0NORTH").click()
    await anna.sees(anna.page.get_by_test_id("app"), f"from Dest Boutique, order {order}")


async def test_a_failed_push_is_understood_mended_and_solved(anna: Desk) -> None:
    order = await anna.order("CAP-NVY", customer="Jonas Weber, Hamburg")
    alert, failure = anna.alert(order), anna.failure(order)
    await anna.press(alert, "Push to North Supply")
    await anna.sees(failure, "Push failed", "does not have enough stock", "Attempt 1")
    await anna.sees(alert, "North Supply · Failed")
    await anna.picture("alert-failed")
    await anna.press(failure, "View error")
    short = "Harbor Cap · Navy (SKU CAP-NVY): 1 needed, 0 in stock"
    error = await anna.modal("Push error", short, "What to do", "refused", "Code stock_refused")
    await expect(error.get_by_role("button", name="Retry Push")).to_be_visible()
    await anna.picture("view-error")
    await anna.leave()
    field = await anna.stock(*CAPS)
    await field.fill("5")
    await field.press("Enter")
    await anna.press(failure, "Retry")
    await anna.sees(failure, f"Solved: {order} was pushed to North Supply")
    await expect(anna.buttons(failure)).to_have_count(0)
    await anna.sees(alert, "Pushed to North Supply as")
    await anna.sees(await anna.source_order(alert, "north"), "Harbor Cap", "Hamburg")
    await expect(await anna.stock(*CAPS)).to_have_value("4")


async def test_retry_push_in_the_error_modal(anna: Desk, people: People) -> None:
    people.set_stock("south", "POSTER-A2", 0)
    order = await anna.order("POSTER-A2")
    await anna.press(anna.alert(order), "Push to South Goods")
    await anna.press(anna.failure(order), "View error")
    await anna.modal("stock_refused")
    people.set_stock("south", "POSTER-A2", 9)
    await anna.submit()
    await anna.sees(anna.failure(order), "Solved")


async def test_view_order_pushes_with_a_shipping_fee(anna: Desk) -> None:
    order = await anna.order("SOCK-3PK")
    alert = anna.alert(order)
    await anna.press(alert, "View order")
    modal = await anna.modal(f"Order {order}", "3 pack", "$37.00", "Push to South Goods")
    await modal.get_by_label("Shipping fee").fill("a lot")
    await anna.page.get_by_test_id("modal-submit").click()
    await anna.sees(modal, "amount")
    await modal.get_by_label("Shipping fee").fill("4.90")
    await anna.submit()
    await anna.sees(alert, "Pushed to South Goods as")
    source = await anna.source_order(alert, "south")
    await expect(source.get_by_test_id("money")).to_contain_text("$4.90")


async def test_why_not_explains_what_stays(anna: Desk) -> None:
    order = await anna.order("TEE-BLK-M", "STICKER", "GIFTWRAP")
    await anna.press(anna.alert(order), "Why not?")
    again = f"/synctec push dest {order.removeprefix('#')}"
    await anna.modal("Why not?", "Logo Sticker", "2 variants", "does not need shipping", again)
    await anna.leave()
    await anna.press(anna.alert(order), "Push to North Supply")
    await anna.sees(anna.alert(order), "1 item left behind", "1 of 2 items to ship pushed")


async def test_push_in_the_message_box_opens_the_form(anna: Desk) -> None:
    order = await anna.order("MUG-01")
    await anna.sees(anna.alert(order), "Push to South Goods")
    box = anna.page.get_by_test_id("composer")
    await box.press_sequentially("/sy")
    await expect(anna.page.get_by_test_id("completion-item")).to_contain_text("/synctec")
    await box.press("Tab")
    await box.press_sequentially("push")
    await expect(anna.page.get_by_test_id("completion-item").first).to_contain_text(
        "push dest 1001"
    )
    await box.press("Enter")
    form = await anna.modal("Manual Order Push", "Dest Boutique (dest)")
    await form.get_by_label("Order number").fill(order)
    await anna.submit()
    await anna.sees(anna.alert(order), "Pushed to South Goods as")


async def test_the_question_is_answered_by_a_person(anna: Desk, people: People) -> None:
    order = await anna.order("TEE-WHT-L")
    people.fault(service="shopify", kind="drop_request", shop="north", operation="orderCreate")
    await anna.press(anna.alert(order), "Push to North Supply")
    question = anna.question(order)
    await anna.sees(question, f"Is {order} on North Supply?", "heard nothing", "Not found after")
    assert people.source_orders("north", order) == []
    await anna.press(question, "It is not there, send again")
    await anna.page.get_by_test_id("confirm-deny").click()
    await anna.press(question, "It is not there, send again")
    await anna.sees(anna.page.get_by_test_id("confirm"), "there will be two of it")
    await anna.page.get_by_test_id("confirm-ok").click()
    await anna.sees(question, "Decided", "Pushed to North Supply as")
    await expect(anna.buttons(question)).to_have_count(0)
    await anna.sees(anna.alert(order), "Pushed to North Supply as")
    assert len(people.source_orders("north", order)) == 1


async def test_a_setting_changed_in_the_window_is_followed_by_the_next_push(anna: Desk) -> None:
    modal = await settings_of_south(anna)
    await modal.get_by_text("Automatic: SyncTec pushes").click()
    await modal.get_by_label("Waiting time in minutes · connection").fill("0")
    await modal.get_by_label("Shipping · connection").select_option(label="One fee for every order")
    await modal.get_by_label("Note of the source order").fill("For {store}: {order}, by itself")
    await modal.get_by_role("button", name="Preview again").click()
    await anna.sees(modal, "For Dest Boutique: #1001, by itself")
    fee = modal.get_by_label("Shipping fee · connection")
    await fee.fill("a lot")
    await anna.page.get_by_test_id("modal-submit").click()
    await anna.sees(modal, "Type an amount such as 4.90.")
    await fee.fill("3.50")
    await anna.submit()
    told = anna.page.locator("[data-kind=app]").filter(has_text="changed settings of")
    await anna.sees(told, "@Anna", "South Goods: mode manual → automatic", "free → flat 3.50")
    order = await anna.order("SOCK-3PK")
    await anna.sees(anna.alert(order), "Pushed to South Goods as")
    source = await anna.source_order(anna.alert(order), "south")
    await anna.sees(source.get_by_test_id("order-note"), f"For Dest Boutique: {order}, by itself")
    await anna.sees(source.get_by_test_id("money"), "$3.50")
    modal = await settings_of_south(anna)
    await modal.get_by_text("Manual: a person presses Push").click()
    await modal.get_by_label("Shipping · connection").select_option(label="Free")
    await anna.submit()
    await anna.sees(told.last, "mode automatic → manual")


async def settings_of_south(anna: Desk) -> Locator:
    await anna.says("/synctec settings dest south")
    return await anna.modal("Store: Dest Boutique", "Connection: Dest Boutique → South Goods")


async def test_the_digest_lists_what_is_late(anna: Desk, people: People) -> None:
    for days, sku in ((6, "SOCK-3PK"), (3, "TEE-WHT-L"), (2, "MUG-01")):
        past = (datetime.now(UTC) - timedelta(days=days, hours=2)).isoformat()
        order = people.order((sku, 1), processedAt=past, createdAt=past)
        await anna.sees(anna.alert(order["name"]), "Push to")
    people.set_stock("north", "CAP-NVY", 0)
    failed = await anna.order("CAP-NVY")
    await anna.press(anna.alert(failed), "Push to North Supply")
    await anna.sees(anna.failure(failed), "Push failed")
    await anna.says("/synctec digest now")
    digest = anna.page.locator("[data-kind=app]").filter(has_text="Daily digest")
    await anna.sees(digest, "Failed pushes", failed, "6 d old", "Unfulfilled, oldest first")
    await anna.page.get_by_test_id("mode-slack").click()
    await anna.picture("digest")
    await digest.get_by_role("button", name="View order").first.click()
    await anna.modal(f"Order {failed}")
    await anna.leave()


async def test_the_menu_of_a_message_pushes_and_a_file_is_in_the_direct_messages(
    anna: Desk,
) -> None:
    order = await anna.order("SOCK-3PK")
    alert = anna.alert(order)
    await anna.sees(alert, "Push to South Goods")
    await alert.hover()
    await alert.get_by_role("button", name="Push this order").click()
    modal = await anna.modal("Manual Order Push")
    await expect(modal.get_by_label("Order number")).to_have_value(order.removeprefix("#"))
    await anna.leave()
    await anna.says("/synctec unfulfilled dest")
    modal = await anna.modal("Unfulfilled orders")
    await modal.get_by_role("button", name="Export as CSV").click()
    await anna.sees(modal, "The file is in your direct messages")
    await anna.leave()
    await anna.page.get_by_test_id("app-home").click()
    await anna.page.get_by_test_id("home-tab-messages").click()
    direct = anna.page.locator(".direct")
    await anna.sees(direct, "The unfulfilled orders, as a file", "unfulfilled-orders.csv")


async def test_app_home_counts_and_retries(anna: Desk, people: People) -> None:
    people.set_stock("north", "CAP-NVY", 0)
    order = await anna.order("CAP-NVY")
    await anna.press(anna.alert(order), "Push to North Supply")
    await anna.sees(anna.failure(order), "Push failed")
    await anna.page.get_by_test_id("app-home").click()
    home = anna.page.get_by_test_id("home")
    await anna.sees(home, "Failed pushes", order, "sells", "ships", "/synctec help")
    await anna.picture("app-home")
    await home.get_by_role("button", name="Push Order").click()
    await anna.modal("Manual Order Push")
    await anna.leave()
    people.set_stock("north", "CAP-NVY", 10)
    await home.get_by_role("button", name="Retry").click()
    await anna.modal("Retrying")
    await anna.leave()
    await anna.to_channel("C0DEST")
    await anna.sees(anna.failure(order), "Solved")


async def test_the_first_steps_on_a_phone(sits: Sits) -> None:
    anna = await sits(PHONE)
    order = await anna.order("TEE-BLK-M", "MUG-01", customer="Aiko Tanaka, Toronto")
    alert = anna.alert(order)
    await anna.press(alert, "Push to North Supply")
    await anna.sees(alert, "Pushed to North Supply as", "by @Anna")
    await alert.scroll_into_view_if_needed()
    assert await anna.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await anna.picture("demo-phone")
    await anna.press(alert, "View order")
    await anna.modal("Push status", "Pushed to North Supply as")
    await anna.leave()
    await anna.sees(await anna.source_order(alert, "north"), "TEE-BLK-M")


async def test_after_a_reset_the_day_begins_anew(anna: Desk) -> None:
    await anna.page.get_by_test_id("reset").click()
    await anna.page.get_by_test_id("confirm-ok").click()
    await expect(anna.page.locator("[data-kind=app]")).to_have_count(0)
    order = await anna.order("TEE-BLK-M")
    await anna.press(anna.alert(order), "Push to North Supply")
    await anna.sees(anna.alert(order), "Pushed to North Supply as")
