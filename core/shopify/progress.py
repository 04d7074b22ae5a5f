"""Read how far an order has come: the customer's, and a source order alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.errors import Temporary
from core.domain.progress import (
    Line,
    Parcel,
    Progress,
    Task,
    TaskUnits,
    Tracking,
    Units,
)
from core.domain.reasons import order_changing
from core.domain.stores import StoreId
from core.domain.work import Urgency
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient
from core.shopify.drafting import LINE, PLACE
from core.shopify.given_back import Changed, GivenBack
from core.shopify.mapping import address as mapped_address

_READS = 3
"""How often an order that changes under the reading is begun anew."""


@dataclass(frozen=True, slots=True)
class ProgressReader:
    """Reads of one store with one urgency."""

    client: ShopifyClient
    store_id: StoreId
    urgency: Urgency

    async def read(
        self, gid: str, *, address: bool = False, ended_returns: bool = False
    ) -> Progress | None:
        """The order now, with its `address` and its `ended_returns` where they are asked for; None
        when it does not exist or may not be seen.

        Raises:
            Temporary: it changes faster than it can be read.
        """
        name = ""
        for _ in range(_READS):
            found = (await self._run(d.READ_PROGRESS, id=gid, address=address)).order
            if found is None:
                return None
            name = found.name
            try:
                return await self._whole(found, ended_returns=ended_returns)
            except Changed:
                continue
        raise Temporary(order_changing(name))

    async def _whole(self, found: g.ReadProgressOrder, *, ended_returns: bool) -> Progress:
        lines = await self._lines(found)
        tasks = await self._tasks(found)
        parcels = await self._parcels(found)
        given_back = GivenBack(self._run)
        refunds = await given_back.refunds(found)
        returns = await given_back.returns(found, ended=ended_returns)
        reason, paid = found.cancel_reason, found.display_financial_status
        return Progress(
            gid=found.id,
            name=found.name,
            updated_at=found.updated_at,
            cancelled_at=found.cancelled_at,
            cancel_reason=reason.value if reason else None,
            fulfillment_status=found.display_fulfillment_status.value,
            financial_status=paid.value if paid else None,
            lines=tuple(_line(line) for line in lines),
            parcels=tuple(parcels),
            tasks=tuple(tasks),
            refunds=tuple(refunds),
            returns=tuple(returns),
            address=mapped_address(found.shipping_address),
        )

    async def _lines(self, found: g.ReadProgressOrder) -> list[g.ProgressLine]:
        lines: list[g.ProgressLine] = list(found.line_items.nodes)
        page: g.Page = found.line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PROGRESS_LINES, id=found.id, after=page.end_cursor)
            if answer.order is None or answer.order.updated_at != found.updated_at:
                raise Changed
            lines += answer.order.line_items.nodes
            page = answer.order.line_items.page_info
        return lines

    async def _tasks(self, found: g.ReadProgressOrder) -> list[Task]:
        tasks: list[g.Task] = list(found.fulfillment_orders.nodes)
        page: g.Page = found.fulfillment_orders.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PROGRESS_TASKS, id=found.id, after=page.end_cursor)
            if answer.order is None or answer.order.updated_at != found.updated_at:
                raise Changed
            tasks += answer.order.fulfillment_orders.nodes
            page = answer.order.fulfillment_orders.page_info
        return [_task(task, await self._task_lines(task)) for task in tasks]

    async def _task_lines(self, task: g.Task) -> list[g.TaskLine]:
        lines: list[g.TaskLine] = list(task.line_items.nodes)
        page: g.Page = task.line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_TASK_LINES, id=task.id, after=page.end_cursor)
            if answer.fulfillment_order is None:
                raise Changed
            lines += answer.fulfillment_order.line_items.nodes
            page = answer.fulfillment_order.line_items.page_info
        return lines

    async def _parcels(self, found: g.ReadProgressOrder) -> list[Parcel]:
        many = found.fulfillments_count.count if found.fulfillments_count else 0
        if not many:
            return []
        answer = (await self._run(d.READ_PARCELS, id=found.id, first=many)).order
        if answer is None or answer.updated_at != found.updated_at:
            raise Changed
        return [parcel(one, await self._parcel_lines(one)) for one in answer.fulfillments]

    async def _parcel_lines(self, found: g.Parcel) -> list[g.ParcelLine]:
        lines: list[g.ParcelLine] = list(found.fulfillment_line_items.nodes)
        page: g.Page = found.fulfillment_line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PARCEL_LINES, id=found.id, after=page.end_cursor)
            if answer.fulfillment is None:
                raise Changed
            lines += answer.fulfillment.fulfillment_line_items.nodes
            page = answer.fulfillment.fulfillment_line_items.page_info
        return lines

    async def _run(self, document: d.Document[d.M], **variables: str | int | bool | None) -> d.M:
        return await self.client.run(self.store_id, document, variables, self.urgency)


def parcel(found: g.Parcel, lines: Sequence[g.ParcelLine]) -> Parcel:
    """One fulfilment with all its lines."""
    infos = found.tracking_info
    return Parcel(
        gid=found.id,
        name=found.name,
        created_at=found.created_at,
        status=found.status.value,
        delivery=found.display_status.value if found.display_status else None,
        tracking=Tracking(
            company=next((one.company for one in infos if one.company), None),
            numbers=tuple(one.number for one in infos if one.number),
            urls=tuple(one.url for one in infos if one.url),
        ),
        location_gid=found.location.id if found.location else None,
        units=tuple(Units(one.line_item.id, one.quantity or 0) for one in lines),
        parts={one.line_item.id: one.id for one in lines},
    )


def _task(found: g.Task, lines: Sequence[g.TaskLine]) -> Task:
    at = found.assigned_location
    actions = {one.action for one in found.supported_actions}
    return Task(
        gid=found.id,
        status=found.status.value,
        location_gid=at.location.id if at.location else None,
        location=at.name,
        open_to_us=g.FulfillmentOrderAction.CREATE_FULFILLMENT in actions,
        units=tuple(
            TaskUnits(one.id, one.line_item.id, one.remaining_quantity)
            for one in lines
            if one.remaining_quantity > 0
        ),
    )


def _line(found: g.ProgressLine) -> Line:
    attributes = {one.key: one.value for one in found.custom_attributes}
    meant = attributes.get(LINE)
    return Line(
        gid=found.id,
        sku=(found.sku or "").strip() or None,
        title=found.title,
        variant_gid=found.variant.id if found.variant else None,
        quantity=found.quantity,
        current=max(0, found.current_quantity),
        meant=(meant, attributes.get(PLACE)) if meant else None,
    )
