"""The Orders page: open orders of all stores that a person sees, a page at a time, the oldest
first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from core.domain.cards import OrderRow
from core.domain.orders import OrderId
from core.domain.stores import Store, StoreId

Placed = tuple[datetime, OrderId]
"""Where an order stands in the sequence: when it was placed, and its id."""


@dataclass(frozen=True, slots=True)
class OrderPlace:
    """A page: open orders that one store sold or ships, or all stores, after this one."""

    store_id: StoreId | None = None
    after: Placed | None = None

    def text(self) -> str:
        """As buttons, windows and jobs carry it."""
        moment, order_id = self.after or (None, 0)
        return json.dumps([self.store_id or 0, moment.isoformat() if moment else "", order_id])

    @classmethod
    def read(cls, text: str) -> OrderPlace:
        """The inverse of `text`."""
        store_id, moment, order_id = json.loads(text)
        after = (datetime.fromisoformat(moment), OrderId(int(order_id))) if moment else None
        return cls(StoreId(int(store_id)) if store_id else None, after)


@dataclass(frozen=True, slots=True)
class OrderList:
    """One page. `stores` are all that the person may see, `total` how many orders there are on all
    pages, `following` where the next one begins (None: nowhere)."""

    place: OrderPlace
    stores: tuple[Store, ...]
    rows: tuple[OrderRow, ...]
    total: int
    following: OrderPlace | None
    now: datetime

    @property
    def store(self) -> Store | None:
        """The one store that is shown."""
        return next((each for each in self.stores if each.id == self.place.store_id), None)


def placed(row: OrderRow) -> Placed:
    """Where it stands in the sequence."""
    return row.facts.processed_at, row.order_id
