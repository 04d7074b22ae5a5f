"""Read one customer's order whole: every line, and every place that lines are to ship from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.domain.errors import Temporary
from core.domain.money import Money, total
from core.domain.orders import Order, OrderLine, Place, ShippingLine, Tax, clean_number
from core.domain.reasons import order_changing
from core.domain.stores import StoreId
from core.domain.work import Urgency
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient
from core.shopify.mapping import address, money

_READS = 3
"""How often an order that changes under the reading is begun anew."""

_OVER = frozenset(
    {
        g.FulfillmentOrderStatus.CLOSED,
        g.FulfillmentOrderStatus.CANCELLED,
        g.FulfillmentOrderStatus.INCOMPLETE,
    }
)
_SCHEDULED = "Scheduled for a later date"
_ON_HOLD = "On hold"


@dataclass(frozen=True, slots=True)
class OrderReader:
    """Reads of one store with one urgency."""

    client: ShopifyClient
    store_id: StoreId
    urgency: Urgency

    async def read(self, gid: str) -> Order | None:
        """The order now; None when it does not exist or may not be seen.

        Raises:
            Temporary: it changes faster than it can be read.
        """
        name = ""
        for _ in range(_READS):
            found = (await self._run(d.READ_ORDER, id=gid)).order
            if found is None:
                return None
            name, lines = found.name, await self._lines(found)
            assignments = await self._assignments(found)
            if lines is not None and assignments is not None:
                return order(found, lines, assignments)
        raise Temporary(order_changing(name))

    async def _lines(self, found: g.ReadOrderOrder) -> list[g.Line] | None:
        """All lines, or None where the order changed under the reading."""
        lines, page = list(found.line_items.nodes), found.line_items.page_info
        while page.has_next_page:
            more = (await self._run(d.READ_ORDER_LINES, id=found.id, after=page.end_cursor)).order
            if more is None or more.updated_at != found.updated_at:
                return None
            lines += more.line_items.nodes
            page = more.line_items.page_info
        return lines

    async def _assignments(self, found: g.ReadOrderOrder) -> list[Assignment] | None:
        """All fulfilment orders, or None where the order changed under the reading."""
        nodes, page = list(found.fulfillment_orders.nodes), found.fulfillment_orders.page_info
        while page.has_next_page:
            more = (await self._run(d.READ_ORDER_PLACES, id=found.id, after=page.end_cursor)).order
            if more is None or more.updated_at != found.updated_at:
                return None
            nodes += more.fulfillment_orders.nodes
            page = more.fulfillment_orders.page_info
        return [Assignment(node, await self._assigned(node)) for node in nodes]

    async def _assigned(self, found: g.Assignment) -> dict[str, int]:
        """Units still to ship by line, of one fulfilment order."""
        nodes: list[g.Assigned] = list(found.line_items.nodes)
        page: g.Page = found.line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_ASSIGNED, id=found.id, after=page.end_cursor)
            if answer.fulfillment_order is None:
                break
            nodes += answer.fulfillment_order.line_items.nodes
            page = answer.fulfillment_order.line_items.page_info
        units: dict[str, int] = {}
        for node in nodes:
            units[node.line_item.id] = units.get(node.line_item.id, 0) + node.remaining_quantity
        return units

    async def _run(self, document: d.Document[d.M], **variables: str | None) -> d.M:
        return await self.client.run(self.store_id, document, variables, self.urgency)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One fulfilment order, with the units of each line that are still to ship."""

    found: g.Assignment
    units: Mapping[str, int]


def order(
    found: g.ReadOrderOrder, lines: Iterable[g.Line], assignments: Iterable[Assignment]
) -> Order:
    """The order with all its lines; money is the shop's own."""
    going = [one for one in assignments if one.found.status not in _OVER]
    risks = {one.risk_level for one in found.risk.assessments}
    channels = (found.source_name, found.app and found.app.name)
    return Order(
        gid=found.id,
        name=found.name,
        number=_number(found.name, found.number),
        created_at=found.created_at,
        updated_at=found.updated_at,
        processed_at=found.processed_at,
        cancelled_at=found.cancelled_at,
        test=found.test,
        financial_status=found.display_financial_status and found.display_financial_status.value,
        fulfillment_status=found.display_fulfillment_status.value,
        currency=found.currency_code.value,
        total=money(found.current_total_price_set),
        original_total=money(found.total_price_set),
        shipping=money(found.total_shipping_price_set),
        taxes_included=found.taxes_included,
        discount_codes=tuple(found.discount_codes),
        email=found.email or None,
        phone=found.phone or None,
        shipping_address=address(found.shipping_address),
        billing_address=address(found.billing_address),
        source_identifier=found.source_identifier,
        tags=tuple(found.tags),
        channels=tuple(channel for channel in channels if channel),
        high_risk=g.RiskAssessmentResult.HIGH in risks,
        holds=tuple(hold for one in going for hold in _holds(one.found)),
        lines=tuple(_line(line, going) for line in lines),
        shipping_lines=tuple(
            _shipping(line) for line in found.shipping_lines.nodes if not line.is_removed
        ),
    )


def _number(name: str, number: int) -> str:
    # An order made through the API may carry any name, to which Shopify's own number says nothing.
    return str(number) if str(number) in name else clean_number(name)


def _holds(found: g.Assignment) -> list[str]:
    if found.status is g.FulfillmentOrderStatus.SCHEDULED:
        return [_SCHEDULED]
    reasons = [hold.display_reason for hold in found.fulfillment_holds]
    held = found.status is g.FulfillmentOrderStatus.ON_HOLD
    return reasons or ([_ON_HOLD] if held else [])


def _line(found: g.Line, assignments: Iterable[Assignment]) -> OrderLine:
    """One line. What was refunded or removed is not to be shipped, even where Shopify still counts
    it as unfulfilled."""
    return OrderLine(
        gid=found.id,
        variant_gid=found.variant.id if found.variant else None,
        sku=(found.sku or "").strip() or None,
        title=found.title,
        variant_title=found.variant_title,
        quantity=found.quantity,
        current=max(0, found.current_quantity),
        to_ship=max(0, min(found.unfulfilled_quantity, found.current_quantity)),
        full_price=money(found.original_unit_price_set),
        paid=_paid(found),
        taxes=tuple(_tax(tax) for tax in found.tax_lines),
        requires_shipping=found.requires_shipping,
        taxable=found.taxable,
        tracked=found.variant.inventory_item.tracked if found.variant else None,
        places=tuple(_places(found.id, assignments)),
    )


def _paid(found: g.Line) -> Money:
    """What all units cost after every discount, those added by an edit, too. Shopify's own unit
    price after discounts is an approximation, so that it would not add up."""
    full = money(found.original_unit_price_set) * found.quantity
    allocated = [money(one.allocated_amount_set) for one in found.discount_allocations]
    return full - total(allocated, full.currency)


def _places(gid: str, assignments: Iterable[Assignment]) -> Iterable[Place]:
    units: dict[tuple[str | None, str], int] = {}
    for one in assignments:
        at = one.found.assigned_location
        key = (at.location.id if at.location else None, at.name)
        units[key] = units.get(key, 0) + one.units.get(gid, 0)
    return (Place(*key, quantity) for key, quantity in units.items() if quantity > 0)


def _shipping(found: g.ReadOrderOrderShippingLinesNodes) -> ShippingLine:
    taxes = tuple(_tax(tax) for tax in found.tax_lines)
    return ShippingLine(found.title, found.code, money(found.current_discounted_price_set), taxes)


def _tax(found: g.TaxPaid) -> Tax:
    # A rate comes as a binary fraction: what it is written as is what was meant.
    return Tax(found.title, Decimal(str(found.rate or 0)), money(found.price_set))
