"""Links into the stores' admin, for people to click."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.orders import legacy_id
from core.domain.stores import Store

SHOPIFY_ADMIN = "https://admin.shopify.com/store/{shop}"


@dataclass(frozen=True, slots=True)
class AdminLinks:
    """Where an order's admin page is; `template` has `{shop}` in it."""

    template: str = SHOPIFY_ADMIN

    def order(self, store: Store, gid: str) -> str:
        """The page of one order."""
        return f"{self.template.format(shop=store.shop)}/orders/{legacy_id(gid)}"
