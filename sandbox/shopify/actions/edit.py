"""Editing an order after it was placed: lines, address, e-mail."""

from typing import Any

from sandbox.shopify.actions import parts, stock
from sandbox.shopify.actions.create import add_fulfillment_orders
from sandbox.shopify.actions.refund import give_up
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Line, Order
from sandbox.shopify.payload_parts import when
from sandbox.shopify.state import Variant


class Edit:
    """One edit in the making: each step is done at once, `commit` tells the world."""

    def __init__(self, desk: Desk, order: Order) -> None:
        if order.cancelled_at is not None:
            raise refuse(f"{order.name} is cancelled and cannot be edited")
        self._desk = desk
        self._order = order
        self._added: list[dict[str, int]] = []
        self._removed: list[dict[str, int]] = []

    def set_quantity(self, line: Line, quantity: int) -> None:
        """Make it that many units; Refusal when fewer than were shipped."""
        if quantity < line.fulfilled:
            raise refuse(f"{line.fulfilled} of {line.name} are shipped already")
        delta = quantity - line.current_quantity
        if delta < 0:
            line.removed -= delta
            gone = give_up(self._desk, self._order, line, -delta)
            stock.release(self._desk, line, gone, restock=True)
            self._removed.append({"id": line.id, "delta": -delta})
        elif delta > 0:
            line.quantity += delta
            self._ship_more(line, delta)
            self._added.append({"id": line.id, "delta": delta})

    def add(self, variant: Variant, quantity: int) -> None:
        """A new line with that many units of the variant."""
        given: dict[str, Any] = {
            "variantId": f"gid://shopify/ProductVariant/{variant.id}",
            "quantity": quantity,
            "requiresShipping": variant.requires_shipping,
        }
        line = parts.lines(self._desk, [given])[0]
        self._order.lines.append(line)
        self._ship_more(line, quantity)
        self._added.append({"id": line.id, "delta": quantity})

    def _ship_more(self, line: Line, quantity: int) -> None:
        desk, variant = self._desk, self._desk.store.variants.get(line.variant_id or 0)
        homes: dict[int, int] = {}
        if variant is not None:
            homes = stock.plan(desk.store, [stock.Wish(0, variant, quantity)], stock.IGNORE)
        if homes:
            stock.claim(desk, line, homes[0], quantity)
        before = len(self._order.fulfillment_orders)
        add_fulfillment_orders(desk, self._order, [line], homes)
        for task in self._order.fulfillment_orders[before:]:
            task.lines[0].total = task.lines[0].remaining = quantity

    def commit(self) -> None:
        """Tell the world: ORDERS_EDITED where lines changed, ORDERS_UPDATED in any case."""
        order, desk = self._order, self._desk
        if self._added or self._removed:
            order.edited = True
            body: dict[str, Any] = {
                "order_edit": {
                    "id": desk.id("OrderEdit"),
                    "app_id": None,
                    "created_at": when(desk.at),
                    "committed_at": when(desk.at),
                    "notify_customer": False,
                    "order_id": order.id,
                    "staff_note": "",
                    "user_id": None,
                    "line_items": {"additions": self._added, "removals": self._removed},
                    "discounts": {"line_item": {"additions": [], "removals": []}},
                    "shipping_lines": {"additions": [], "removals": []},
                }
            }
            desk.send("ORDERS_EDITED", lambda: body)
        desk.changed(order, "Edited.")
