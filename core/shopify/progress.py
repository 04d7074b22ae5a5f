"""Read how far an order has come: the customer's, and a source order alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.errors import Temporary
from core.domain.progress import (
    Line,
    Parcel,
    Progress,
    Refund,
    RefundUnits,
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
from core.shopify.mapping import money

_READS = 3
"""How often an order that changes under the reading is begun anew."""


class _Changed(Exception):
    """The order changed between two pages of it."""


@dataclass(frozen=True, slots=True)
class ProgressReader:
    """Reads of one store with one urgency."""

    client: ShopifyClient
    store_id: StoreId
    urgency: Urgency

    async def read(self, gid: str) -> Progress | None:
        """The order now; None when it does not exist or may not be seen.

        Raises:
            Temporary: it changes faster than it can be read.
        """
        name = ""
        for _ in range(_READS):
            found = (await self._run(d.READ_PROGRESS, id=gid)).order
            if found is None:
                return None
            name = found.name
            try:
                return await self._whole(found)
            except _Changed:
                continue
        raise Temporary(order_changing(name))

    async def _whole(self, found: g.ReadProgressOrder) -> Progress:
        lines = await self._lines(found)
        tasks = await self._tasks(found)
        parcels = await self._parcels(found)
        refunds = await self._refunds(found)
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
            returns=(),
        )

    async def _lines(self, found: g.ReadProgressOrder) -> list[g.ProgressLine]:
        lines: list[g.ProgressLine] = list(found.line_items.nodes)
        page: g.Page = found.line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PROGRESS_LINES, id=found.id, after=page.end_cursor)
            if answer.order is None or answer.order.updated_at != found.updated_at:
                raise _Changed
            lines += answer.order.line_items.nodes
            page = answer.order.line_items.page_info
        return lines

    async def _tasks(self, found: g.ReadProgressOrder) -> list[Task]:
        tasks: list[g.Task] = list(found.fulfillment_orders.nodes)
        page: g.Page = found.fulfillment_orders.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PROGRESS_TASKS, id=found.id, after=page.end_cursor)
            if answer.order is None or answer.order.updated_at != found.updated_at:
                raise _Changed
            tasks += answer.order.fulfillment_orders.nodes
            page = answer.order.fulfillment_orders.page_info
        return [_task(task, await self._task_lines(task)) for task in tasks]

    async def _task_lines(self, task: g.Task) -> list[g.TaskLine]:
        lines: list[g.TaskLine] = list(task.line_items.nodes)
        page: g.Page = task.line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_TASK_LINES, id=task.id, after=page.end_cursor)
            if answer.fulfillment_order is None:
                raise _Changed
            lines += answer.fulfillment_order.line_items.nodes
            page = answer.fulfillment_order.line_items.page_info
        return lines

    async def _parcels(self, found: g.ReadProgressOrder) -> list[Parcel]:
        many = found.fulfillments_count.count if found.fulfillments_count else 0
        if not many:
            return []
        answer = (await self._run(d.READ_PARCELS, id=found.id, first=many)).order
        if answer is None or answer.updated_at != found.updated_at:
            raise _Changed
        return [parcel(one, await self._parcel_lines(one)) for one in answer.fulfillments]

    async def _parcel_lines(self, found: g.Parcel) -> list[g.ParcelLine]:
        lines: list[g.ParcelLine] = list(found.fulfillment_line_items.nodes)
        page: g.Page = found.fulfillment_line_items.page_info
        while page.has_next_page:
            answer = await self._run(d.READ_PARCEL_LINES, id=found.id, after=page.end_cursor)
            if answer.fulfillment is None:
                raise _Changed
            lines += answer.fulfillment.fulfillment_line_items.nodes
            page = answer.fulfillment.fulfillment_line_items.page_info
        return lines

    async def _refunds(self, found: g.ReadProgressOrder) -> list[Refund]:
        if not found.refunds:
            return []
        many = len(found.refunds)
        answer = (await self._run(d.READ_REFUNDS, id=found.id, first=many)).order
        if answer is None or answer.updated_at != found.updated_at:
            raise _Changed
        return [_refund(one, one.refund_line_items.nodes) for one in answer.refunds]

    async def _run(self, document: d.Document[d.M], **variables: str | int | None) -> d.M:
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


def _refund(found: g.ReadRefundsOrderRefunds, lines: Sequence[g.RefundedLine]) -> Refund:
    return Refund(
        gid=found.id,
        created_at=found.processed_at,
        amount=money(found.total_refunded_set),
        units=tuple(
            RefundUnits(
                line_gid=one.line_item.id,
                quantity=one.quantity,
                restock=one.restock_type.value,
                location_gid=one.location.id if one.location else None,
            )
            for one in lines
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
