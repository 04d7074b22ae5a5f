"""The sandbox's page as people use it: in a real browser, at a desk and on a phone."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, Sandbox
from tests.browser.small_app import SmallApp, button
from tests.browser.windows import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HINT = "push [store] [order] | retry <store> <order> | retry all | unfulfilled [store] | help"


async def test_it_opens_on_the_workspace_beside_the_stores(open_page: OpenPage) -> None:
    page = await open_page()
    await expect(page.get_by_test_id("channel-title")).to_have_text("dest-orders")
    await expect(page.get_by_test_id("admin-store-dest")).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_test_id("bot-offline")).to_be_visible()
    await page.get_by_test_id("hint-close").click()
    await page.reload()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.get_by_test_id("hint")).to_be_hidden()


async def test_an_order_is_placed_paid_and_shipped(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await page.get_by_test_id("new-order").click()
    await page.get_by_test_id("more-MUG-01").click()
    await page.get_by_test_id("quantity-TEE-BLK-M").fill("2")
    await page.get_by_test_id("place-paid").uncheck()
    await page.get_by_test_id("place-order").click()
    await expect(page.get_by_test_id("order-name")).to_have_text("#1001")
    await expect(page.locator("[data-status=PENDING]").first).to_be_visible()
    await page.get_by_test_id("pay").click()
    await expect(page.locator("[data-status=PAID]").first).to_be_visible()
    await page.get_by_test_id("ship").click()
    await page.get_by_test_id("line-TEE-BLK-M").fill("1")
    await page.get_by_test_id("ship-number").fill("1Z999AA10123456784")
    await page.get_by_test_id("ship-confirm").click()
    await expect(page.get_by_test_id("tracking")).to_contain_text("1Z999AA10123456784")
    await page.get_by_test_id("back-to-orders").click()
    row = page.locator("tr", has=page.get_by_test_id("admin-order-1001"))
    await expect(row).to_contain_text("Partially fulfilled")
    order = await sandbox.control("GET", "/shopify/dest/orders/1001")
    assert {line["sku"]: line["unfulfilledQuantity"] for line in order["lines"]} == {
        "TEE-BLK-M": 1,
        "MUG-01": 0,
    }


async def test_a_refund_and_a_cancellation_show(open_page: OpenPage, sandbox: Sandbox) -> None:
    for _ in range(2):
        order = {"lines": [{"sku": "MUG-01", "quantity": 1}]}
        await sandbox.control("POST", "/shopify/dest/orders", order)
    page = await open_page("/#/admin/dest/orders/1001")
    await page.get_by_test_id("more-actions").click()
    await page.get_by_role("menuitem", name="Refund").click()
    await page.get_by_test_id("refund-all").check()
    await page.get_by_test_id("refund-confirm").click()
    await expect(page.locator("[data-status=REFUNDED]").first).to_be_visible()
    await page.goto(f"{sandbox.url}/admin/dest/orders/1002")
    await page.get_by_test_id("more-actions").click()
    await page.get_by_role("menuitem", name="Cancel order").click()
    await page.get_by_test_id("cancel-confirm").click()
    await expect(page.locator("[data-status=CANCELLED]").first).to_be_visible()


async def test_stock_is_edited_in_place(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page("/#/admin/north/products")
    field = page.get_by_label("Harbor Cap available at Buffalo Annex")
    await field.fill("7")
    await field.press("Enter")
    await expect(page.get_by_test_id("toast")).to_have_text(re.compile("7 available at Buffalo"))
    products = await sandbox.control("GET", "/shopify/north/products")
    cap = next(one for one in products if one["sku"] == "CAP-NVY")
    assert [level["available"] for level in cap["levels"]] == [0, 7]


async def test_what_changes_elsewhere_shows_by_itself(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    page = await open_page()
    await expect(page.get_by_text("No orders yet")).to_be_visible()
    order = {"lines": [{"sku": "MUG-01", "quantity": 1}], "name": "#7001"}
    await sandbox.control("POST", "/shopify/dest/orders", order)
    await expect(page.get_by_test_id("admin-order-7001")).to_be_visible()
    posted = await sandbox.slack("chat.postMessage", channel="C0NORTH", text="A new order")
    await expect(page.get_by_test_id("channel-C0NORTH")).to_contain_text("1")
    await page.get_by_test_id("channel-C0NORTH").click()
    message = page.get_by_test_id(f"message-{posted['ts']}")
    await expect(message).to_contain_text("A new order")
    await sandbox.slack("chat.update", channel="C0NORTH", ts=posted["ts"], text="Pushed")
    await expect(message).to_contain_text("Pushed")


async def test_commands_are_completed_by_keyboard(
    open_page: OpenPage, sandbox: Sandbox, complaints: Complaints
) -> None:
    manifest = await sandbox.control("GET", "/slack/manifest")
    manifest["features"]["slash_commands"][0]["usage_hint"] = HINT
    await sandbox.control("POST", "/slack/manifest", manifest)
    page = await open_page()
    box, popup = page.get_by_test_id("composer"), page.get_by_test_id("completion-item")
    await box.press_sequentially("/sy")
    await expect(popup).to_have_count(1)
    await expect(popup).to_contain_text("Push orders between stores")
    await box.press("Tab")
    await expect(box).to_have_value("/synctec ")
    await expect(popup).to_have_count(5)
    await box.press_sequentially("re")
    await expect(popup).to_have_count(2)
    await box.press("ArrowDown")
    await box.press("Enter")
    await expect(box).to_have_value("/synctec retry all")
    await box.press("Enter")
    await expect(box).to_have_value("")
    await expect(page.locator("[data-kind=ephemeral]")).to_contain_text("dispatch_failed")
    await page.get_by_test_id("user-switcher").click()
    await page.get_by_role("menuitemradio", name="Ben").click()
    await expect(page.locator("[data-kind=ephemeral]")).to_have_count(0)
    complaints.heard.clear()


async def test_people_talk_in_channels_and_threads(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await page.get_by_test_id("composer").fill("Is *anyone* there? <b>")
    await page.get_by_test_id("composer").press("Enter")
    message = page.locator("[data-kind=person]")
    await expect(message).to_contain_text("Is anyone there? <b>")
    await message.hover()
    await message.get_by_label("Reply in thread").click()
    await page.get_by_test_id("thread-composer").fill("Yes")
    await page.get_by_test_id("thread-composer-send").click()
    await expect(page.get_by_test_id("thread")).to_contain_text("Yes")
    await page.get_by_test_id("thread-close").click()
    await expect(page.get_by_text("1 reply")).to_be_visible()
    assert len(await sandbox.control("GET", "/slack/channels/C0DEST/messages?user=U0BEN")) == 1


async def test_on_a_phone_one_pane_shows_at_a_time(open_page: OpenPage, sandbox: Sandbox) -> None:
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="word " * 60)
    page = await open_page("/", PHONE)
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.get_by_test_id("new-order")).to_be_hidden()
    await page.get_by_test_id("back-to-channels").tap()
    await page.get_by_test_id("channel-C0OPS").tap()
    await expect(page.get_by_test_id("channel-title")).to_have_text("synctec-ops")
    await _fits(page)
    await page.get_by_test_id("tab-stores").tap()
    await page.get_by_test_id("new-order").tap()
    await page.get_by_test_id("place-order").tap()
    await expect(page.get_by_test_id("order-name")).to_have_text("#1001")
    await _fits(page)
    await expect(page.get_by_test_id("composer")).to_be_hidden()


async def _fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_link_to_an_order_opens_beside_and_alone(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    order = {"lines": [{"sku": "CAP-NVY", "quantity": 1}]}
    made = await sandbox.control("POST", "/shopify/north/orders", order)
    path = f"/admin/north/orders/{made['id']}"
    text = f"<{sandbox.url}{path}|View in Shopify>"
    await sandbox.slack("chat.postMessage", channel="C0DEST", text=text)
    page = await open_page()
    await page.get_by_role("link", name="View in Shopify").click()
    await expect(page.get_by_test_id("order-name")).to_have_text(made["name"])
    await expect(page.get_by_test_id("composer")).to_be_visible()
    alone = await open_page(path)
    await expect(alone.get_by_test_id("order-name")).to_have_text(made["name"])
    await expect(alone.get_by_test_id("composer")).to_have_count(0)


async def test_app_home_shows_what_was_published(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await page.get_by_test_id("app-home").click()
    await expect(page.get_by_test_id("home")).to_contain_text("not connected")
    text = {"type": "plain_text", "text": "Good morning"}
    view = {"type": "home", "blocks": [{"type": "header", "text": text}]}
    await sandbox.slack("views.publish", user_id="U0ANNA", view=view)
    await expect(page.get_by_test_id("home")).to_contain_text("Good morning")


async def test_a_direct_message_waits_under_the_app(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await sandbox.slack("chat.postMessage", channel="U0ANNA", text="Only for you")
    await expect(page.get_by_test_id("app-home")).to_contain_text("1")
    await page.get_by_test_id("app-home").click()
    await page.get_by_test_id("home-tab-messages").click()
    await expect(page.get_by_text("Only for you")).to_be_visible()
    await page.get_by_test_id("direct-composer").fill("Thank you")
    await page.get_by_test_id("direct-composer").press("Enter")
    await expect(page.locator("[data-kind=person]")).to_contain_text("Thank you")


async def test_a_fault_is_put_in_force_and_fires(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await page.get_by_test_id("faults-open").click()
    await page.get_by_role("button", name="Slack rate-limits the next message").click()
    listed = page.get_by_test_id("fault-list")
    await expect(listed).to_contain_text("Slack rate-limits the next messageStrikes once")
    headers = {"Authorization": "Bearer xoxb-sandbox"}
    body = {"channel": "C0DEST", "text": "x"}
    answer = await sandbox.http.post("/slack/api/chat.postMessage", json=body, headers=headers)
    assert answer.status_code == 429
    await sandbox.slack("chat.postMessage", **body)
    await expect(listed).to_have_text("None. Everything works as it should.")


async def test_each_fault_in_force_is_said_in_words_and_can_be_ended(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    kinds = [("throttled", "north", None), ("drop_request", None, 2), ("user_error", None, 0)]
    for kind, shop, times in kinds:
        fault = {"service": "shopify", "kind": kind, "shop": shop, "times": times}
        await sandbox.control("POST", "/faults", {**fault, "operation": "orderCreate"})
    page = await open_page()
    await page.get_by_test_id("faults-open").click()
    listed = page.get_by_test_id("fault-list")
    throttles = "North Supply throttles when an order is made"
    await expect(listed.locator(".fault")).to_have_count(2)
    await expect(listed).to_contain_text(f"{throttles}Until it is ended")
    hangs_up = "Shopify hangs up before any work when an order is made"
    await expect(listed).to_contain_text(f"{hangs_up}Strikes 2 more times")
    await page.get_by_role("button", name=f"End: {throttles}").click()
    await expect(listed.locator(".fault")).to_have_count(1)
    await page.get_by_test_id("faults-clear").click()
    await expect(listed).to_contain_text("None.")
    await expect(page.get_by_test_id("faults-clear")).to_be_hidden()


async def test_a_modal_is_filled_in_corrected_and_sent(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    blocks = [{"type": "actions", "elements": [button("Push", "open", style="primary")]}]
    page = await open_page()
    async with SmallApp(sandbox.url).connected() as app:
        await expect(page.get_by_test_id("bot-offline")).to_be_hidden()
        await sandbox.slack("chat.postMessage", channel="C0DEST", text="Push?", blocks=blocks)
        await page.locator("button[data-action-id=open]").click()
        modal = page.get_by_test_id("modal")
        await expect(modal.get_by_label("Order number")).to_be_focused()
        for _ in range(6):
            await page.keyboard.press("Tab")
            assert await modal.evaluate("node => node.contains(document.activeElement)")
        await page.get_by_test_id("modal-submit").click()
        await expect(modal).to_contain_text("Please complete this required field.")
        await modal.get_by_label("Order number").fill("abc")
        await page.keyboard.press("Enter")
        await expect(modal).to_contain_text("There is no such order.")
        await page.locator("button[data-action-id=deeper]").click()
        await expect(page.get_by_test_id("modal-title")).to_have_text("Details")
        await page.get_by_test_id("modal-back").click()
        await expect(modal.get_by_label("Order number")).to_have_value("abc")
        await modal.get_by_label("Order number").fill("1001")
        await page.get_by_test_id("modal-submit").click()
        await expect(modal).to_have_count(0)
        assert app.submitted == ["1001"]
    await expect(page.get_by_test_id("bot-offline")).to_be_visible()


async def test_a_click_is_confirmed_and_a_silent_app_is_told_of(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    ask = {
        "title": {"type": "plain_text", "text": "Sure?"},
        "text": {"type": "mrkdwn", "text": "*!*"},
    }
    words = {name: {"type": "plain_text", "text": name} for name in ("confirm", "deny")}
    pair = [button("Careful", "plain", confirm=ask | words), button("Silent", "silent")]
    blocks = [{"type": "actions", "elements": pair}]
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="?", blocks=blocks)
    page = await open_page()
    async with SmallApp(sandbox.url).connected() as app:
        await page.locator("button[data-action-id=plain]").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("confirm")).to_have_count(0)
        assert app.clicked == []
        await page.locator("button[data-action-id=plain]").click()
        await page.get_by_test_id("confirm-ok").click()
        await expect(page.locator("button[data-action-id=plain].busy")).to_have_count(0)
        assert app.clicked == ["U0ANNA"]
        await page.locator("button[data-action-id=silent]").click()
        await expect(page.get_by_test_id("action-error")).to_have_text("operation_timeout")
