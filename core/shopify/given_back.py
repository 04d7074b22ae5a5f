"""Read what of an order was given back: its refunds and its returns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.progress import Refund, RefundUnits, Return, ReturnUnits
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.mapping import money


class Changed(Exception):
    """The order changed between two pages of it."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """`run` asks the order's store."""

    run: Callable[..., Awaitable[Any]]

    async def refunds(self, found: g.ReadProgressOrder) -> list[Refund]:
        """All of the order. Raises Changed."""
        if not found.refunds:
            return []
        many = len(found.refunds)
        order = (await self.run(d.READ_REFUNDS, id=found.id, first=many)).order
        _same(found, order)
        return [_refund(one, await self._refund_lines(one)) for one in order.refunds]

    async def _refund_lines(self, found: g.ReadRefundsOrderRefunds) -> list[g.RefundedLine]:
        lines: list[g.RefundedLine] = list(found.refund_line_items.nodes)
        page: g.Page = found.refund_line_items.page_info
        while page.has_next_page:
            answer = await self.run(d.READ_REFUND_LINES, id=found.id, after=page.end_cursor)
            if answer.refund is None:
                raise Changed
            lines += answer.refund.refund_line_items.nodes
            page = answer.refund.refund_line_items.page_info
        return lines

    async def returns(self, found: g.ReadProgressOrder, *, ended: bool) -> list[Return]:
        """All of the order. Where the order shows none, nothing is asked, except for `ended` ones:
        whether Shopify counts a return that was cancelled is not documented. Raises Changed."""
        if found.return_status is g.OrderReturnStatus.NO_RETURN and not ended:
            return []
        returns: list[Return] = []
        after: str | None = None
        while True:
            order = (await self.run(d.READ_RETURNS, id=found.id, after=after)).order
            _same(found, order)
            nodes = order.returns.nodes
            returns += [_return(one, await self._return_lines(one)) for one in nodes]
            if not order.returns.page_info.has_next_page:
                return returns
            after = order.returns.page_info.end_cursor

    async def _return_lines(self, found: g.ReadReturnsOrderReturnsNodes) -> list[g.Returned]:
        lines = _returned(found.return_line_items.nodes)
        page: g.Page = found.return_line_items.page_info
        while page.has_next_page:
            answer = (
                await self.run(d.READ_RETURN_LINES, id=found.id, after=page.end_cursor)
            ).return_
            if answer is None:
                raise Changed
            lines += _returned(answer.return_line_items.nodes)
            page = answer.return_line_items.page_info
        return lines


def _same(found: g.ReadProgressOrder, order: Any) -> None:
    if order is None or order.updated_at != found.updated_at:
        raise Changed


def _returned(nodes: Iterable[object]) -> list[g.Returned]:
    """Items that came without a parcel of the order cannot be told apart by its lines."""
    return [node for node in nodes if isinstance(node, g.Returned)]


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
        note=found.note or "",
    )


def _return(found: g.ReadReturnsOrderReturnsNodes, lines: Sequence[g.Returned]) -> Return:
    return Return(
        gid=found.id,
        name=found.name,
        status=found.status.value,
        units=tuple(
            ReturnUnits(
                line_gid=one.fulfillment_line_item.line_item.id,
                part_gid=one.fulfillment_line_item.id,
                quantity=one.quantity,
            )
            for one in lines
        ),
    )
