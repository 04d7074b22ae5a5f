"""A person at the page while the whole product runs: what they look at, press and type."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

IMAGES = Path(__file__).parents[2] / "docs" / "images"
PATIENCE = 60_000
"""Milliseconds: the bot does its work behind what is awaited, maybe on a busy machine."""


@dataclass(frozen=True)
class Desk:
    """One person's page. On a phone the panes are behind tabs."""

    page: Page
    phone: bool = False

    # ------------------------------------------------------------- stores

    async def order(self, *skus: str, customer: str = "Marie Durand, Lyon") -> str:
        """Places a paid order with Dest Boutique's form; its name."""
        await self._to("stores")
        await self.page.get_by_test_id("admin-store-dest").click()
        await self.page.get_by_test_id("admin-orders").click()
        await self.page.get_by_test_id("new-order").click()
        await self.page.get_by_test_id("quantity-TEE-BLK-M").fill("0")
        for sku in skus:
            await self.page.get_by_test_id(f"more-{sku}").click()
        await self.page.get_by_label("Customer", exact=True).select_option(label=customer)
        await self.page.get_by_test_id("place-order").click()
        return await self.page.get_by_test_id("order-name").inner_text()

    async def stock(self, store: str, sku: str, place: str) -> Locator:
        """The field with the units of a product at one place of a store."""
        await self._to("stores")
        await self.page.get_by_test_id(f"admin-store-{store}").click()
        await self.page.get_by_test_id("admin-products").click()
        return self.page.get_by_label(f"available at {place} ({sku})")

    async def source_order(self, shown_in: Locator, store: str) -> Locator:
        """Follows the link behind "Pushed to ... as" into that store's admin: the order's page."""
        link = shown_in.get_by_role("link", name=re.compile(r"^#\d"))
        name = await link.inner_text()
        await link.click()
        await expect(self.page.get_by_test_id(f"admin-store-{store}")).to_have_attribute(
            "aria-pressed", "true"
        )
        await expect(self.page.get_by_test_id("order-name")).to_have_text(name)
        return self.page.get_by_test_id("order-page")

    # ------------------------------------------------------------- Slack

    async def to_channel(self, channel: str) -> None:
        """From the app's home; the list of channels may be drawn anew under a click, which is lost
        then."""
        home = self.page.get_by_test_id("home")
        for _ in range(5):
            await self.page.get_by_test_id(f"channel-{channel}").click()
            if await home.is_hidden():
                return

    def alert(self, order: str) -> Locator:
        """The order's own message in #dest-orders."""
        return self._message(f"Order {order} · Dest Boutique")

    def failure(self, order: str) -> Locator:
        """The alert of its failed push, open or closed."""
        return self._message(rf"(Push failed|Solved): {order} ")

    def question(self, order: str) -> Locator:
        """What nobody but a person can decide, asked or decided."""
        return self._message(rf"Is {order} on|Decided: order {order}\b")

    def private(self, words: str) -> Locator:
        """An answer that only this person sees."""
        return self.page.locator("[data-kind=ephemeral]").filter(has_text=words)

    def buttons(self, message: Locator) -> Locator:
        """What the app put into a message to press."""
        return message.locator("button[data-action-id]")

    async def press(self, message: Locator, label: str) -> None:
        """A button of a message, once it is there."""
        await self._to("slack")
        button = message.get_by_role("button", name=label, exact=True)
        await expect(button).to_be_visible(timeout=PATIENCE)
        await (button.tap() if self.phone else button.click())

    async def sees(self, where: Locator, *words: str) -> None:
        """All these words, as soon as they are there."""
        for each in words:
            await expect(where).to_contain_text(each, timeout=PATIENCE)

    async def modal(self, *words: str) -> Locator:
        """The open modal, once it says all that."""
        opened = self.page.get_by_test_id("modal")
        await self.sees(opened, *words)
        return opened

    async def submit(self) -> None:
        """The modal's green button; the modal closes."""
        await self.page.get_by_test_id("modal-submit").click()
        await expect(self.page.get_by_test_id("modal")).to_have_count(0, timeout=PATIENCE)

    async def leave(self) -> None:
        """Closes the modal."""
        await self.page.get_by_test_id("modal-x").click()
        await expect(self.page.get_by_test_id("modal")).to_have_count(0)

    async def says(self, text: str) -> None:
        """Types into the message box, as it stands, and sends it."""
        box = self.page.get_by_test_id("composer")
        await box.fill(text)
        await box.press("Escape")
        await box.press("Enter")

    # ------------------------------------------------------------- pictures

    async def picture(self, name: str) -> None:
        """A screenshot for the README, where SYNCTEC_SCREENSHOTS is set."""
        if os.environ.get("SYNCTEC_SCREENSHOTS") != "1":
            return
        await self.page.mouse.move(0, 0)
        await expect(self.page.get_by_test_id("toast")).to_have_count(0, timeout=10_000)
        path = IMAGES / f"{name}.png"
        await self.page.screenshot(path=path, animations="disabled", caret="hide", scale="css")

    async def _to(self, pane: str) -> None:
        if self.phone:
            await self.page.get_by_test_id(f"tab-{pane}").tap()

    def _message(self, heading: str) -> Locator:
        title = self.page.get_by_role("heading", name=re.compile(heading, re.IGNORECASE))
        return self.page.locator("[data-kind=app]").filter(has=title)
