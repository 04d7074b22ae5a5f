"""Editing an order after it was placed: lines, address, e-mail."""

from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.actions import parts, stock
from sandbox.shopify.actions.create import add_fulfillment_orders
from sandbox.shopify.actions.refund import give_up
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.ids import gid
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

    def set_quantity(
        self, line: Line, quantity: int, *, restock: bool = True, location_id: int | None = None
    ) -> None:
        """Make it that many units; Refusal when fewer than are shipped and kept.

        Units that are taken off can be sold again with `restock`: where they were claimed, or at
        the location named.
        """
        kept = kept_units(self._order, line)
        if quantity < kept:
            raise refuse(f"{kept} of {line.name} are shipped already", "quantity")
        delta = quantity - line.current_quantity
        if delta < 0:
            line.removed -= delta
            gone = give_up(self._desk, self._order, line, -delta)
            elsewhere = restock and location_id is not None
            stock.release(self._desk, line, gone, restock=restock and not elsewhere)
            if elsewhere and location_id is not None:
                stock.put_back(self._desk, line, location_id, gone)
            self._removed.append({"id": line.id, "delta": -delta})
        elif delta > 0:
            line.quantity += delta
            self._ship_more(line, delta, location_id)
            self._added.append({"id": line.id, "delta": delta})

    def add(self, variant: Variant, quantity: int, location_id: int | None = None) -> None:
        """A new line with that many units of the variant."""
        given: dict[str, Any] = {
            "variantId": gid("ProductVariant", variant.id),
            "quantity": quantity,
            "requiresShipping": variant.requires_shipping,
        }
        self._append(given, location_id)

    def add_custom(self, given: dict[str, Any], location_id: int | None = None) -> None:
        """A new line of an `OrderCreateLineItemInput` without a variant."""
        self._append(given, location_id)

    def _append(self, given: dict[str, Any], location_id: int | None) -> None:
        line = parts.lines(self._desk, [given])[0]
        self._order.lines.append(line)
        self._ship_more(line, line.quantity, location_id)
        self._added.append({"id": line.id, "delta": line.quantity})

    def _ship_more(self, line: Line, quantity: int, location_id: int | None) -> None:
        desk, variant = self._desk, self._desk.store.variants.get(line.variant_id or 0)
        homes: dict[int, int] = {} if location_id is None else {0: location_id}
        if variant is not None and (location_id is None or variant.level(location_id) is None):
            homes = stock.plan(desk.store, [stock.Wish(0, variant, quantity)], stock.IGNORE)
        if homes:
            stock.claim(desk, line, homes[0], quantity)
        before = len(self._order.fulfillment_orders)
        add_fulfillment_orders(desk, self._order, [line], homes)
        for task in self._order.fulfillment_orders[before:]:
            task.lines[0].total = task.lines[0].remaining = quantity

    def commit(
        self, app_id: int | None = None, *, notify: bool = False, note: str | None = None
    ) -> None:
        """Tell the world: ORDERS_EDITED where lines changed, ORDERS_UPDATED in any case."""
        order, desk = self._order, self._desk
        if self._added or self._removed:
            order.edited = True
            body: dict[str, Any] = {
                "order_edit": {
                    "id": desk.id("OrderEdit"),
                    "app_id": app_id,
                    "created_at": when(desk.at),
                    "committed_at": when(desk.at),
                    "notify_customer": notify,
                    "order_id": order.id,
                    "staff_note": note or "",
                    "user_id": None,
                    "line_items": {"additions": self._added, "removals": self._removed},
                    "discounts": {"line_item": {"additions": [], "removals": []}},
                    "shipping_lines": {"additions": [], "removals": []},
                }
            }
            desk.send("ORDERS_EDITED", lambda: body)
        desk.changed(order, "Edited.")


def kept_units(order: Order, line: Line) -> int:
    """How many units of the line no edit can take off: shipped, and not given back."""
    return line.current_quantity - totals.unfulfilled(order, line)
