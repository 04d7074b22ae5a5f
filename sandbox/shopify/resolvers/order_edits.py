"""CalculatedOrder and its lines: an order as an edit that is not committed will make it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.actions import checks, edit_session
from sandbox.shopify.actions.edit import kept_units
from sandbox.shopify.editing import Addition, EditSession
from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.orders import Line, Order
from sandbox.shopify.paging import connection
from sandbox.shopify.resolvers.money import bag
from sandbox.shopify.resolvers.orders import attributes


@dataclass(frozen=True)
class CalculatedLine:
    """A line as it will be; `key` is its bare id."""

    key: str
    currency: str
    line: Line | Addition
    quantity: int
    editable: int
    editable_before: int
    restocking: bool = False


class Calculated:
    """An order and what is staged for it."""

    def __init__(self, order: Order, session: EditSession) -> None:
        self.order = order
        self.session = session

    @cached_property
    def preview(self) -> Order:
        """The order as it will be."""
        return edit_session.preview(self.order, self.session)

    @cached_property
    def existing(self) -> list[CalculatedLine]:
        """The lines that were there when the edit began."""
        return [self._existing(line) for line in self.order.lines]

    def _existing(self, line: Line) -> CalculatedLine:
        wanted = self.session.quantities.get(line.id)
        quantity = wanted.quantity if wanted else line.current_quantity
        kept = kept_units(self.order, line)
        less = wanted is not None and wanted.restock and quantity < line.current_quantity
        before = line.current_quantity - kept
        key, currency = str(line.id), self.order.currency
        return CalculatedLine(key, currency, line, quantity, quantity - kept, before, less)

    @cached_property
    def added(self) -> list[CalculatedLine]:
        """The lines that come with the edit."""
        currency = self.order.currency
        return [
            CalculatedLine(one.id, currency, one, one.quantity, one.quantity, 0)
            for one in self.session.additions
        ]

    @property
    def lines(self) -> list[CalculatedLine]:
        """All of them."""
        return [*self.existing, *self.added]


session = Noun("OrderEditSession", EditSession)
session.field("id")(lambda it, _: gid("OrderEditSession", it.id))

calculated = Noun("CalculatedOrder", Calculated)
calculated.field("id")(lambda it, _: gid("CalculatedOrder", it.session.id))
calculated.field("originalOrder")(lambda it, _: it.order)
calculated.fixed(committed=False)
calculated.field("subtotalLineItemsQuantity")(lambda it, _: sum(n.quantity for n in it.lines))
calculated.field("subtotalPriceSet")(
    lambda it, _: bag(totals.current_subtotal(it.preview), it.order.currency)
)
calculated.field("totalPriceSet")(
    lambda it, _: bag(totals.current_total(it.preview), it.order.currency)
)
calculated.field("totalOutstandingSet")(
    lambda it, _: bag(totals.outstanding(it.preview), it.order.currency)
)


@calculated.field("lineItems")
def _lines(it: Calculated, ask: Ask) -> dict[str, Any]:
    if ask["query"]:
        raise checks.unknown("CalculatedOrder.lineItems(query:)")
    return connection(ask, it.existing)


@calculated.field("addedLineItems")
def _added(it: Calculated, ask: Ask) -> dict[str, Any]:
    return connection(ask, it.added)


line = Noun("CalculatedLineItem", CalculatedLine)
line.field("id")(lambda it, _: gid("CalculatedLineItem", it.key))
line.plain("quantity restocking")
line.field("editableQuantity")(lambda it, _: it.editable)
line.field("editableQuantityBeforeChanges")(lambda it, _: it.editable_before)
line.field("title")(lambda it, _: it.line.title)
line.field("variantTitle")(lambda it, _: it.line.variant_title)
line.field("sku")(lambda it, _: it.line.sku)
line.fixed(hasStagedLineItemDiscount=False)
line.field("variant")(lambda it, ask: ask.store.variants.get(it.line.variant_id or 0))


@line.field("restockable")
def _is_tracked(it: CalculatedLine, ask: Ask) -> bool:
    variant = ask.store.variants.get(it.line.variant_id or 0)
    return variant is not None and variant.tracked


@line.field("customAttributes")
def _attributes(it: CalculatedLine, _: Ask) -> list[dict[str, str]]:
    return attributes(it.line.properties) if isinstance(it.line, Line) else []


@line.field("originalUnitPriceSet", "discountedUnitPriceSet")
def _price(it: CalculatedLine, _: Ask) -> dict[str, Any]:
    price = it.line.unit_price if isinstance(it.line, Line) else it.line.price
    return bag(price, it.currency)


query = Noun("QueryRoot")


@query.field("orderEditSession")
def _session(_it: Any, ask: Ask) -> EditSession | None:
    return ask.store.edits.get(number_of(ask["id"], "OrderEditSession"))
