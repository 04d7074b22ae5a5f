"""Where a source order stands: its fulfilment orders read whole, and one of them moved."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import OutcomeUnknown, Rejected
from core.domain.placement import Standing, StandingLine, Step
from core.domain.reasons import OUTCOME_UNKNOWN, refused_by_shopify
from core.domain.stores import StoreId
from core.domain.work import Urgency
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient
from core.shopify.drafting import LINE, PLACE


@dataclass(frozen=True, slots=True)
class StandingReader:
    """Reads and moves of one store with one urgency."""

    client: ShopifyClient
    store_id: StoreId
    urgency: Urgency

    async def read(self, gid: str) -> list[Standing]:
        """Every fulfilment order with what is left to ship of it; none where the order is gone."""
        found: list[Standing] = []
        after, more = None, True
        while more:
            variables = {"id": gid, "after": after}
            answer = await self.client.run(self.store_id, d.READ_STANDING, variables, self.urgency)
            if answer.order is None:
                return []
            page = answer.order.fulfillment_orders
            found += [await self._standing(node) for node in page.nodes]
            after, more = page.page_info.end_cursor, page.page_info.has_next_page
        return found

    async def move(self, step: Step) -> None:
        """Raises Rejected with Shopify's own words where it refuses."""
        access = await self.client.access(self.store_id)
        variables: dict[str, object] = {"id": step.standing.gid, "to": step.to.location_gid}
        if step.lines:
            variables["lines"] = [{"id": x.gid, "quantity": x.quantity} for x in step.lines]
        answer = await self.client.run(access, d.MOVE_STANDING, variables, self.urgency)
        moved = answer.fulfillment_order_move
        if moved is None:
            raise OutcomeUnknown(OUTCOME_UNKNOWN)
        if moved.user_errors:
            message = "; ".join(dict.fromkeys(one.message for one in moved.user_errors))
            raise Rejected(refused_by_shopify(access.name, message[:300]))

    async def _standing(self, found: g.ReadStandingOrderFulfillmentOrdersNodes) -> Standing:
        at = found.assigned_location
        actions = {one.action for one in found.supported_actions}
        return Standing(
            gid=found.id,
            status=found.status.value,
            location_gid=at.location.id if at.location else None,
            location=at.name,
            movable=g.FulfillmentOrderAction.MOVE in actions,
            lines=tuple(_line(line) for line in await self._lines(found)),
        )

    async def _lines(
        self, found: g.ReadStandingOrderFulfillmentOrdersNodes
    ) -> list[g.StandingLine]:
        lines: list[g.StandingLine] = list(found.line_items.nodes)
        page: g.Page = found.line_items.page_info
        while page.has_next_page:
            variables = {"id": found.id, "after": page.end_cursor}
            answer = await self.client.run(
                self.store_id, d.READ_STANDING_LINES, variables, self.urgency
            )
            if answer.fulfillment_order is None:
                break
            lines += answer.fulfillment_order.line_items.nodes
            page = answer.fulfillment_order.line_items.page_info
        return [line for line in lines if line.remaining_quantity > 0]


def _line(found: g.StandingLine) -> StandingLine:
    attributes = {one.key: one.value for one in found.line_item.custom_attributes}
    return StandingLine(
        gid=found.id,
        quantity=found.remaining_quantity,
        line_gid=attributes.get(LINE),
        variant_gid=found.variant.id if found.variant else None,
        place=attributes.get(PLACE),
    )
