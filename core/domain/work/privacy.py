"""Work that the privacy laws ask for, on Shopify's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.work.base import Work

A_MONTH = timedelta(days=30)
"""Shopify wants it done by then."""


@dataclass(frozen=True, slots=True)
class EraseOrders(Work):
    """Erase what is kept of the customer of these orders (numeric ids, blanks between them)."""

    patience = A_MONTH

    store_id: int
    orders: str


@dataclass(frozen=True, slots=True)
class TellDataRequest(Work):
    """A customer asks what is kept: tell the store's people, who answer. `request` is Shopify's
    number of it, `orders` are numeric ids, blanks between them."""

    patience = A_MONTH

    store_id: int
    request: str
    orders: str
    asked_at: str

    @property
    def lock(self) -> str | None:
        """One teller a message."""
        return f"data-request:{self.store_id}:{self.request}"


@dataclass(frozen=True, slots=True)
class ForgetStore(Work):
    """The app was removed from a store for good: forget what is the store's."""

    patience = A_MONTH
    """A store that cannot be asked for so long is forgotten, too."""
    waits_for_stores = False
    collapses = True
    """Once is enough."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One at a time."""
        return f"forget-store:{self.store_id}"
