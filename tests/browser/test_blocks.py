"""Block Kit on the page: every kind of block is drawn, and nothing anyone wrote becomes markup."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage, Sandbox
from tests.browser.small_app import button, order_field, plain

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ATTACK = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'
CATEGORIES = ["< 1 day", "1-2 days", "older"]


def _raw(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def _chart(kind: str, title: str) -> dict[str, Any]:
    data = [{"label": name, "value": at + 1} for at, name in enumerate(CATEGORIES)]
    axis = {"series": [{"name": "North", "data": data}], "axis_config": {"categories": CATEGORIES}}
    chart = {"type": kind, **({"segments": data} if kind == "pie" else axis)}
    return {"type": "data_visualization", "title": title, "chart": chart}


def _rich_text() -> dict[str, Any]:
    leaf = {"type": "text", "text": "strong words", "style": {"bold": True}}
    section = {"type": "rich_text_section", "elements": [leaf, {"type": "emoji", "name": "rocket"}]}
    listed = {"type": "rich_text_list", "style": "ordered", "elements": [section]}
    return {"type": "rich_text", "elements": [section, listed]}


def _digest() -> list[dict[str, Any]]:
    choice = {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": plain("Choose a store"),
        "options": [{"text": plain("North Supply"), "value": "north"}],
    }
    text = "*Late* _orders_ ~none~ `code` :package: <https://example.com|a link> <@U0BEN> &lt;3"
    rows = [[_raw("Order"), _raw("Age")], [_raw("#1001"), _raw("5 d")]]
    numbers = [[_raw("SKU"), _raw("Stock")]]
    numbers += [
        [_raw(f"S{n}"), {"type": "raw_number", "value": n, "text": str(n)}] for n in range(9)
    ]
    return [
        {"type": "header", "text": plain("Unfulfilled orders")},
        {"type": "section", "text": {"type": "mrkdwn", "text": text}, "accessory": choice},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Total*\n$94.00"}]},
        {"type": "divider"},
        _chart("bar", "By age"),
        _chart("pie", "By cause"),
        {"type": "table", "rows": rows},
        {"type": "data_table", "caption": "Stock", "page_size": 5, "rows": numbers},
        _rich_text(),
        {"type": "markdown", "text": "### Runbook\n1. **Look**\n2. Press `Retry`"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Every weekday"}]},
        {"type": "actions", "elements": [button("Retry", "retry", style="danger")]},
    ]


async def test_every_block_of_a_digest_is_drawn(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="Digest", blocks=_digest())
    message = page.locator("[data-kind=app]")
    await expect(message.locator(".block")).to_have_count(12)
    await expect(message.locator(".unknown-block")).to_have_count(0)
    section = message.locator("[data-block=section]").first
    await expect(section.locator("strong")).to_have_text("Late")
    await expect(section).to_contain_text("a link @Ben <3")
    await expect(section.get_by_label("package")).to_be_visible()
    await expect(message.locator("[data-chart=bar] rect")).to_have_count(3)
    await expect(message.locator("[data-chart=pie] path")).to_have_count(3)
    await expect(message.locator("[data-block=table] tbody tr")).to_have_count(1)
    await expect(message.locator("[data-block=rich_text] li strong")).to_have_text("strong words")
    await expect(message.locator("[data-block=markdown] li")).to_have_count(2)


async def test_a_data_table_pages_and_sorts(open_page: OpenPage, sandbox: Sandbox) -> None:
    page = await open_page()
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="Digest", blocks=_digest())
    table = page.locator("[data-block=data_table]")
    await expect(table.locator("tbody tr")).to_have_count(5)
    await table.get_by_label("Next page").click()
    await expect(table).to_contain_text("9 of 9")
    await table.get_by_role("button", name="Stock").click()
    await table.get_by_role("button", name="Stock").click()
    await expect(table.locator("tbody tr").first).to_contain_text("S8")


async def test_a_choice_in_a_message_stays_while_others_arrive(
    open_page: OpenPage, sandbox: Sandbox
) -> None:
    page = await open_page()
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="Form", blocks=[order_field()])
    field = page.get_by_label("Order number")
    await field.fill("10")
    await sandbox.slack("chat.postMessage", channel="C0DEST", text="Another message")
    await expect(page.get_by_text("Another message")).to_be_visible()
    await expect(field).to_have_value("10")
    await expect(field).to_be_focused()


async def test_markup_of_strangers_is_shown_as_text(open_page: OpenPage, sandbox: Sandbox) -> None:
    product = {"sku": "EVIL", "title": ATTACK, "price": "1.00", "variantTitle": ATTACK}
    await sandbox.control("POST", "/shopify/dest/products", product)
    person = {"firstName": ATTACK, "lastName": "X", "email": "x@example.com", "address1": ATTACK}
    person |= {"city": "Lyon", "countryCode": "FR", "zip": "69002"}
    order = {"lines": [{"sku": "EVIL", "quantity": 1}], "customer": person, "note": ATTACK}
    made = await sandbox.control("POST", "/shopify/dest/orders", order)
    blocks = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"{ATTACK} <javascript:alert(1)|go>"},
        },
        {"type": "header", "text": plain(ATTACK)},
        {"type": "markdown", "text": f"{ATTACK} [go](javascript:alert(1))"},
        {"type": "table", "rows": [[_raw(ATTACK)], [_raw(ATTACK)]]},
        _chart("bar", "<b>Chart</b>"),
    ]
    await sandbox.slack("chat.postMessage", channel="C0DEST", text=ATTACK, blocks=blocks)
    body = {"user": "U0BEN", "channel": "C0DEST", "text": ATTACK}
    await sandbox.control("POST", "/slack/message", body)
    page = await open_page(f"/#/admin/dest/orders/{made['id']}")
    await expect(page.get_by_test_id("order-note")).to_have_text(ATTACK)
    await expect(page.locator("[data-kind=person]")).to_contain_text(ATTACK)
    await expect(page.locator("[data-kind=app] [data-block=header]")).to_have_text(ATTACK)
    await page.get_by_test_id("admin-products").click()
    await expect(page.get_by_test_id("product-EVIL")).to_contain_text(ATTACK)
    assert await page.evaluate("window.broken") is None
    assert await page.locator("img[src=x], #app script").count() == 0
    assert await page.locator("a[href^=javascript]").count() == 0
