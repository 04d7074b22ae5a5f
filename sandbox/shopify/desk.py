"""The desk at which one thing is done to one store: the time, the ids, and who is told."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.events import Hub
from sandbox.shopify import index, payloads
from sandbox.shopify.orders import Entry, Order
from sandbox.shopify.state import Store, Variant, World

Emit = Callable[[Store, str, Callable[[], dict[str, Any]], str, datetime], None]


@dataclass
class Desk:
    """One action's surroundings; all that it changes carries the same time and event id."""

    world: World
    store: Store
    at: datetime
    hub: Hub
    emit: Emit
    base_url: str = ""
    event_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def later(self, seconds: float) -> datetime:
        """The time that many seconds from now."""
        return self.at + timedelta(seconds=seconds)

    def id(self, noun: str) -> int:
        """A fresh numeric id."""
        return self.world.next_id(noun)

    def send(self, topic: str, payload: Callable[[], dict[str, Any]]) -> None:
        """Send a webhook to all who subscribed to the topic; the body is made only for them."""
        self.emit(self.store, topic, payload, self.event_id, self.at)

    def changed(self, order: Order, text: str, *topics: str) -> None:
        """The order is different now: note it, index it, and send ORDERS_UPDATED and `topics`."""
        order.updated_at = self.at
        order.timeline.append(Entry(self.at, text))
        index.put_order(self.store, order, self.at)
        for topic in (*topics, "ORDERS_UPDATED"):
            self.send(topic, lambda: payloads.order(self.store, order))
        self.hub.publish("shopify.order", shop=self.store.handle, id=str(order.id))

    def noted(self, order: Order, text: str) -> None:
        """Something happened to the order that leaves its `updatedAt` and its webhooks alone."""
        order.timeline.append(Entry(self.at, text))
        self.hub.publish("shopify.order", shop=self.store.handle, id=str(order.id))

    def stock_changed(self, variant: Variant, location_id: int) -> None:
        """The item's stock at the location is different now."""
        level = variant.level(location_id)
        if level is None:
            return
        level.updated_at = self.at
        index.put_variant(self.store, variant, self.at)
        self.send("INVENTORY_LEVELS_UPDATE", lambda: payloads.level(variant, level))
        ids = {"shop": self.store.handle, "sku": variant.sku}
        self.hub.publish("shopify.stock", **ids)

    def product_changed(self, variant: Variant, topic: str = "PRODUCTS_UPDATE") -> None:
        """The variant or its product is different now."""
        product = self.store.products[variant.product_id]
        variant.updated_at = product.updated_at = self.at
        index.put_variant(self.store, variant, self.at)
        self.send(topic, lambda: payloads.product(self.store, product))
        self.hub.publish("shopify.stock", shop=self.store.handle, sku=variant.sku)


def snake(name: str) -> str:
    """`inventoryItemId` as `inventory_item_id`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def camel(name: str) -> str:
    """`inventory_item_id` as `inventoryItemId`."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
