"""What is carried into an order: fulfilments, their tracking, and their end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.errors import OutcomeUnknown
from core.domain.mirrors.parcels import Pick
from core.domain.progress import Parcel, Progress, Tracking
from core.domain.reasons import OUTCOME_UNKNOWN
from core.domain.stores import StoreId
from core.domain.work import Urgency
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient, as_json
from core.shopify.progress import ProgressReader, parcel
from core.shopify.user_errors import raise_for

_CANCELLED_ALREADY = "already been cancel"


class ShopifyMirroring:
    """Implements `MirrorGateway`."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def read_progress(
        self, store_id: StoreId, gid: str, *, address: bool = False, ended_returns: bool = False
    ) -> Progress | None:
        """An order now; None when it does not exist or may not be seen."""
        reader = ProgressReader(self._client, store_id, Urgency.BACKGROUND)
        return await reader.read(gid, address=address, ended_returns=ended_returns)

    async def ship(
        self,
        store_id: StoreId,
        picks: Sequence[Pick],
        tracking: Tracking,
        *,
        notify: bool,
        not_after: datetime,
    ) -> Parcel:
        """Send `fulfillmentCreate` once; what it raises is told in the port."""
        access = await self._client.access(store_id)
        variables = {"fulfillment": as_json(_fulfillment(picks, tracking, notify=notify))}
        answer = await self._client.run(
            access, d.CREATE_FULFILLMENT, variables, Urgency.BACKGROUND, not_after=not_after
        )
        made = answer.fulfillment_create
        if made is not None and made.fulfillment is not None:
            return parcel(made.fulfillment, made.fulfillment.fulfillment_line_items.nodes)
        if made is not None:
            raise_for(access.name, made.user_errors)
        raise OutcomeUnknown(OUTCOME_UNKNOWN)

    async def retrack(
        self, store_id: StoreId, parcel_gid: str, tracking: Tracking, *, notify: bool
    ) -> None:
        """Replace the tracking of a fulfilment."""
        access = await self._client.access(store_id)
        variables = {"id": parcel_gid, "tracking": as_json(_tracking(tracking)), "notify": notify}
        answer = await self._client.run(access, d.UPDATE_TRACKING, variables)
        changed = answer.fulfillment_tracking_info_update
        raise_for(access.name, changed.user_errors if changed else [])

    async def call_back(self, store_id: StoreId, parcel_gid: str) -> None:
        """Cancel a fulfilment; one that is cancelled already is no error."""
        access = await self._client.access(store_id)
        answer = await self._client.run(access, d.CANCEL_FULFILLMENT, {"id": parcel_gid})
        ended = answer.fulfillment_cancel
        errors = ended.user_errors if ended else []
        raise_for(
            access.name, [one for one in errors if _CANCELLED_ALREADY not in one.message.lower()]
        )


def _fulfillment(picks: Sequence[Pick], tracking: Tracking, *, notify: bool) -> g.FulfillmentInput:
    tasks: dict[str, list[Pick]] = {}
    for pick in picks:
        tasks.setdefault(pick.task_gid, []).append(pick)
    return g.FulfillmentInput(
        line_items_by_fulfillment_order=[
            g.FulfillmentOrderLineItemsInput(
                fulfillment_order_id=gid,
                fulfillment_order_line_items=[
                    g.FulfillmentOrderLineItemInput(id=one.unit_gid, quantity=one.quantity)
                    for one in own
                ],
            )
            for gid, own in tasks.items()
        ],
        notify_customer=notify,
        tracking_info=None if tracking.is_empty else _tracking(tracking),
    )


def _tracking(tracking: Tracking) -> g.FulfillmentTrackingInput:
    return g.FulfillmentTrackingInput(
        company=tracking.company, numbers=list(tracking.numbers), urls=list(tracking.urls)
    )
