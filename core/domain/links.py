"""Links into the stores' admin: for people to click, and as they write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.orders import legacy_id, order_gid
from core.domain.stores import Store

SHOPIFY_ADMIN = "https://admin.shopify.com/store/{shop}"
_SHOPS_OWN = "https://{shop}.myshopify.com/admin"
"""The older address, which still leads there."""
_SHOP, _ORDER = r"([a-z0-9][a-z0-9-]*)", r"/orders/([0-9]{1,20})(?:[/?#].*)?"


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The admin page of one order of the shop with this name; `gid` is the order's global id."""

    shop: str
    gid: str


@dataclass(frozen=True, slots=True)
class AdminLinks:
    """Where an order's admin page is; `template` has `{shop}` in it."""

    template: str = SHOPIFY_ADMIN

    def order(self, store: Store, gid: str) -> str:
        """The page of one order."""
        return f"{self.template.format(shop=store.shop)}/orders/{legacy_id(gid)}"

    def page_at(self, url: str) -> OrderPage | None:
        """The order's page that a link leads to: as our own links do, or as Shopify's admin has it;
        None for every other link."""
        for pattern in self._patterns():
            if found := re.fullmatch(pattern, url, re.IGNORECASE):
                return OrderPage(found[1].lower(), order_gid(found[2]))
        return None

    def _patterns(self) -> Iterator[str]:
        for template in (self.template, SHOPIFY_ADMIN, _SHOPS_OWN):
            yield re.escape(template).replace(re.escape("{shop}"), _SHOP) + _ORDER
