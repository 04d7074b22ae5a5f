"""What changes an order that is there: refunds, its cancellation, edits, its address, returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.domain.errors import Broken, NotFound, OutcomeUnknown
from core.domain.mirrors.paybacks import Payback, Suggestion
from core.domain.money import Money
from core.domain.orders import Address
from core.domain.progress import RefundUnits, ReturnUnits
from core.domain.reasons import OUTCOME_UNKNOWN, change_refused
from core.domain.stores import StoreAccess, StoreId
from core.domain.work import Urgency
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient, as_json
from core.shopify.drafting import address_input
from core.shopify.user_errors import raise_for, require_clear, without

_DONE_BEFORE = "already"
_CANCELLED_BEFORE = "already been cancel"
"""One `l` or two; an order that has already been something else is a refusal (facts: recorded)."""
_LONGEST_NOTE = 255
"""Of a cancellation's note, and of a return's (schema)."""
_GONE = "Order does not exist"


class ShopifyAmending:
    """Implements `AmendGateway`."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def suggest_refund(
        self, store_id: StoreId, gid: str, units: Sequence[RefundUnits]
    ) -> Suggestion:
        """What Shopify would pay back for these units."""
        access = await self._client.access(store_id)
        return await self._suggested(access, gid, units)

    async def refund(
        self,
        store_id: StoreId,
        gid: str,
        payback: Payback,
        *,
        note: str,
        key: str,
        not_after: datetime,
    ) -> str:
        """Send `refundCreate` once; what it raises is told in the port."""
        access = await self._client.access(store_id)
        moves = payback.suggestion.transactions
        wanted = g.RefundInput(
            order_id=gid,
            note=note,
            notify=payback.tells,
            refund_line_items=_refunded(payback.units),
            transactions=_paid_back(gid, payback.suggestion),
            **({"currency": g.CurrencyCode(moves[0][2].currency)} if moves else {}),
        )
        variables = {"input": as_json(wanted), "key": key}
        answer = await self._client.run(
            access, d.CREATE_REFUND, variables, Urgency.BACKGROUND, not_after=not_after
        )
        made = answer.refund_create
        if made is not None and made.refund is not None:
            return made.refund.id
        if made is not None:
            require_clear(access.name, made.user_errors)
            raise_for(access.name, made.user_errors)
        raise OutcomeUnknown(OUTCOME_UNKNOWN)

    async def cancel(
        self, store_id: StoreId, gid: str, *, reason: str | None, pays: bool, note: str
    ) -> None:
        """Ask for an order's cancellation, which Shopify carries out a little later; one that is
        cancelled already is no error."""
        access = await self._client.access(store_id)
        method = g.OrderCancelRefundMethodInput(original_payment_methods_refund=pays)
        variables = {
            "id": gid,
            "reason": reason or g.OrderCancelReason.OTHER.value,
            "method": as_json(method),
            "note": note[:_LONGEST_NOTE],
        }
        asked = (await self._client.run(access, d.CANCEL_ORDER, variables)).order_cancel
        if asked is not None:
            raise_for(access.name, without(asked.order_cancel_user_errors, _CANCELLED_BEFORE))

    async def edit(
        self, store_id: StoreId, gid: str, quantities: Mapping[str, int], *, note: str
    ) -> None:
        """Bring lines to these quantities, in one edit: all of them, or none. Lines that are there
        already stay, so that it can be repeated."""
        access = await self._client.access(store_id)
        begun = (await self._client.run(access, d.BEGIN_EDIT, {"id": gid})).order_edit_begin
        raise_for(access.name, begun.user_errors if begun else [])
        if begun is None or begun.calculated_order is None:
            raise Broken(change_refused(access.name, "no edit was begun"))
        edit_gid = begun.calculated_order.id
        for line_gid, quantity in quantities.items():
            variables = {"id": edit_gid, "line": _calculated(line_gid), "quantity": quantity}
            answer = await self._client.run(access, d.SET_EDITED_QUANTITY, variables)
            one = answer.order_edit_set_quantity
            raise_for(access.name, one.user_errors if one else [])
        variables = {"id": edit_gid, "note": note}
        ended = (await self._client.run(access, d.COMMIT_EDIT, variables)).order_edit_commit
        raise_for(access.name, ended.user_errors if ended else [])

    async def change_address(self, store_id: StoreId, gid: str, address: Address) -> None:
        """Send the order's parcels somewhere else."""
        access = await self._client.access(store_id)
        variables = {"id": gid, "address": as_json(address_input(address))}
        changed = (await self._client.run(access, d.CHANGE_ADDRESS, variables)).order_update
        raise_for(access.name, changed.user_errors if changed else [])

    async def open_return(
        self,
        store_id: StoreId,
        gid: str,
        units: Sequence[ReturnUnits],
        note: str,
        *,
        not_after: datetime,
    ) -> str:
        """Send `returnCreate` once; what it raises is told in the port."""
        access = await self._client.access(store_id)
        lines = [
            g.ReturnLineItemInput(
                fulfillment_line_item_id=one.part_gid,
                quantity=one.quantity,
                # Shopify asks for a note where the reason is none of its own.
                return_reason=g.ReturnReason.OTHER,
                return_reason_note=note[:_LONGEST_NOTE],
            )
            for one in units
        ]
        variables = {"id": gid, "lines": [as_json(line) for line in lines]}
        answer = await self._client.run(
            access, d.CREATE_RETURN, variables, Urgency.BACKGROUND, not_after=not_after
        )
        made = answer.return_create
        if made is not None and made.return_ is not None:
            return made.return_.id
        if made is not None:
            raise_for(access.name, made.user_errors)
        raise OutcomeUnknown(OUTCOME_UNKNOWN)

    async def close_return(self, store_id: StoreId, return_gid: str) -> None:
        """Say that a return is over; one that is closed already is no error."""
        access = await self._client.access(store_id)
        closed = (await self._client.run(access, d.CLOSE_RETURN, {"id": return_gid})).return_close
        raise_for(access.name, without(closed.user_errors if closed else [], _DONE_BEFORE))

    async def reopen_return(self, store_id: StoreId, return_gid: str) -> None:
        """Expect goods again of a return that was closed; one that is open stays so."""
        access = await self._client.access(store_id)
        again = (await self._client.run(access, d.REOPEN_RETURN, {"id": return_gid})).return_reopen
        raise_for(access.name, again.user_errors if again else [])

    async def cancel_return(self, store_id: StoreId, return_gid: str) -> None:
        """Say that nothing comes back; one that is cancelled already is no error."""
        access = await self._client.access(store_id)
        ended = (await self._client.run(access, d.CANCEL_RETURN, {"id": return_gid})).return_cancel
        raise_for(access.name, without(ended.user_errors if ended else [], _DONE_BEFORE))

    async def _suggested(
        self, access: StoreAccess, gid: str, units: Sequence[RefundUnits]
    ) -> Suggestion:
        lines = [as_json(line) for line in _refunded(units)]
        variables = {"id": gid, "lines": lines}
        order = (await self._client.run(access, d.SUGGEST_REFUND, variables)).order
        if order is None:
            raise NotFound(change_refused(access.name, _GONE))
        found = order.suggested_refund
        if found is None:
            return Suggestion()
        return Suggestion(
            _presented(found.amount_set),
            tuple(
                (one.parent_transaction.id, one.gateway or "", _presented(one.amount_set))
                for one in found.suggested_transactions
                if one.parent_transaction is not None
            ),
        )


def _presented(found: g.Presented) -> Money:
    """What the customer sees: refunds are made in that currency (schema, RefundInput.currency)."""
    paid = found.presentment_money
    return Money(paid.amount, paid.currency_code.value)


def _refunded(units: Sequence[RefundUnits]) -> list[g.RefundLineItemInput]:
    return [
        g.RefundLineItemInput(
            line_item_id=one.line_gid,
            quantity=one.quantity,
            restock_type=g.RefundLineItemRestockType(one.restock),
            **({"location_id": one.location_gid} if one.location_gid else {}),
        )
        for one in units
    ]


def _paid_back(gid: str, suggestion: Suggestion) -> list[g.OrderTransactionInput]:
    return [
        g.OrderTransactionInput(
            order_id=gid,
            parent_id=parent,
            gateway=gateway,
            kind=g.OrderTransactionKind.REFUND,
            amount=amount.amount,
        )
        for parent, gateway, amount in suggestion.transactions
        if amount.amount > 0
    ]


def _calculated(line_gid: str) -> str:
    """The line within an edit: Shopify gives it the number of the order's line."""
    return f"gid://shopify/CalculatedLineItem/{line_gid.rpartition('/')[2]}"
