"""What the buttons of the Orders page carry, written and read in one place."""

from __future__ import annotations

import json
from datetime import datetime

from core.domain.order_list import OrderPlace
from core.domain.orders import OrderId
from core.domain.stores import StoreId


def place_value(place: OrderPlace) -> str:
    """For a button that leads to this page, and what the window remembers."""
    moment, order_id = place.after or (None, 0)
    return json.dumps([place.store_id or 0, moment.isoformat() if moment else "", order_id])


def read_place(value: str) -> OrderPlace:
    """The inverse of `place_value`."""
    store_id, moment, order_id = json.loads(value)
    after = (datetime.fromisoformat(moment), OrderId(int(order_id))) if moment else None
    return OrderPlace(StoreId(int(store_id)) if store_id else None, after)
