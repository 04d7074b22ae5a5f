"""An edit of an order that is not committed yet, as plain data, and who may begin one."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sandbox.shopify.orders import Order

_CHANNELS = ("web", "pos", "shopify_draft_order")
OWN, CHANNELS = "own", "channels"


@dataclass
class Quantity:
    """How many units a line is to have, and what becomes of those taken off."""

    quantity: int
    restock: bool = False
    location_id: int | None = None


@dataclass
class Addition:
    """A line to be added: a variant's, or a custom item's."""

    id: str
    quantity: int
    title: str
    price: Decimal
    variant_id: int | None = None
    variant_title: str | None = None
    sku: str | None = None
    requires_shipping: bool = False
    taxable: bool = True
    location_id: int | None = None


@dataclass
class EditSession:
    """What is to change; `before` holds the lines' quantities when the edit began."""

    id: int
    order_id: int
    created_at: datetime
    before: dict[int, int]
    quantities: dict[int, Quantity] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)


def objections(order: Order, app_id: int, allowed: str) -> list[str]:
    """Why this app may not edit the order; none where it may.

    `allowed` is `own`, only what the app created, or `channels`, what a channel of Shopify's
    created as well.
    """
    found = []
    if order.cancelled_at is not None:
        found.append("Canceled orders can't be edited.")
    by_channel = allowed == CHANNELS and order.source_name in _CHANNELS
    if order.source_name != str(app_id) and not by_channel:
        found.append("Only the app that created the order can edit it.")
    return found
