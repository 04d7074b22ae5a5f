"""Parcels: sent, given other tracking, called back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.shopify import payload_parts, totals
from sandbox.shopify.actions import stock
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import (
    Fulfillment,
    FulfillmentLine,
    FulfillmentOrder,
    FulfillmentOrderLine,
)
from sandbox.shopify.returns import STANDING

FULFILLABLE = ("OPEN", "IN_PROGRESS")
_TRACKING_PAGES = {
    "UPS": "https://www.ups.com/WebTracking?loc=en_US&requester=ST&trackNums={}",
    "USPS": "https://tools.usps.com/go/TrackConfirmAction.action?tLabels={}",
    "FedEx": "https://www.fedex.com/fedextrack/?trknbr={}",
    "DHL Express": "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}",
}


@dataclass(frozen=True)
class Tracking:
    """Who carries a parcel and under which numbers."""

    company: str | None = None
    numbers: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pick:
    """What of one fulfilment order goes into the parcel; no parts mean all that is left."""

    order: Order
    task: FulfillmentOrder
    parts: Sequence[tuple[FulfillmentOrderLine, int]] = ()


def tracking(given: dict[str, Any] | None) -> Tracking:
    """A `FulfillmentTrackingInput`; known carriers' pages are made from the numbers."""
    given = given or {}
    numbers = given.get("numbers") or ([given["number"]] if given.get("number") else [])
    urls = given.get("urls") or ([given["url"]] if given.get("url") else [])
    company = given.get("company")
    page = _TRACKING_PAGES.get(company or "")
    if page and not urls:
        urls = [page.format(number) for number in numbers]
    return Tracking(company, list(numbers), list(urls))


def ship(desk: Desk, picks: Sequence[Pick], sent: Tracking, *, notify: bool) -> Fulfillment:
    """Send one parcel; Refusal, with nothing done, when a pick is not to be had."""
    _check(picks)
    order = picks[0].order
    wanted = [(pick.task, part, n) for pick in picks for part, n in _parts(pick)]
    made = Fulfillment(
        id=desk.id("Fulfillment"),
        name=f"{order.name}-F{len(order.fulfillments) + 1}",
        location_id=picks[0].task.location_id,
        created_at=desk.at,
        updated_at=desk.at,
        lines=[_content(desk, part, n) for _, part, n in wanted],
        company=sent.company,
        numbers=sent.numbers,
        urls=sent.urls,
        notified=notify,
        service=_service(desk, picks[0].task),
    )
    order.fulfillments.append(made)
    for task, part, quantity in wanted:
        _take(desk, order, task, part, quantity)
    whole = totals.fulfillment_status(order) == "FULFILLED"
    desk.send("FULFILLMENTS_CREATE", lambda: payload_parts.fulfillment(order, made))
    topic = "ORDERS_FULFILLED" if whole else "ORDERS_PARTIALLY_FULFILLED"
    desk.changed(order, f"Shipped as {made.name}.", topic)
    return made


def _service(desk: Desk, task: FulfillmentOrder) -> str | None:
    place = desk.store.location(task.location_id)
    return place.service if place else None


def _content(desk: Desk, part: FulfillmentOrderLine, quantity: int) -> FulfillmentLine:
    return FulfillmentLine(desk.id("FulfillmentLineItem"), part.line_id, part.id, quantity)


def _parts(pick: Pick) -> Sequence[tuple[FulfillmentOrderLine, int]]:
    return pick.parts or [(part, part.remaining) for part in pick.task.lines if part.remaining]


def _check(picks: Sequence[Pick]) -> None:
    asked: Counter[int] = Counter()
    for pick in picks:
        if pick.task.status not in FULFILLABLE:
            status = pick.task.status.lower()
            raise refuse(
                f"Fulfillment order {pick.task.id} has an unfulfillable status= {status}.",
                "fulfillment",
            )
        for part, quantity in _parts(pick):
            if quantity <= 0:
                raise refuse("Quantity must be greater than 0", "fulfillment")
            asked[part.id] += quantity
            if asked[part.id] > part.remaining:
                sentence = "Invalid fulfillment order line item quantity requested."
                raise refuse(sentence, "fulfillment")
    if len({pick.order.id for pick in picks}) != 1:
        raise refuse("All fulfillment orders must belong to the same order.", "fulfillment")
    if len({pick.task.location_id for pick in picks}) != 1:
        sentence = "All fulfillment orders must be assigned to a single location."
        raise refuse(sentence, "fulfillment")


def _take(
    desk: Desk, order: Order, task: FulfillmentOrder, part: FulfillmentOrderLine, quantity: int
) -> None:
    part.remaining -= quantity
    task.updated_at = desk.at
    left = any(one.remaining for one in task.lines)
    task.status = "IN_PROGRESS" if left else "CLOSED"
    line = order.line(part.line_id)
    if line is not None:
        line.fulfilled += quantity
        stock.ship(desk, line, task.location_id, quantity)


def retrack(desk: Desk, order: Order, parcel: Fulfillment, sent: Tracking, *, notify: bool) -> None:
    """Replace the parcel's tracking, be it cancelled or not, as Shopify was recorded to do."""
    parcel.company, parcel.numbers, parcel.urls = sent.company, sent.numbers, sent.urls
    parcel.notified = parcel.notified or notify
    parcel.updated_at = desk.at
    desk.send("FULFILLMENTS_UPDATE", lambda: payload_parts.fulfillment(order, parcel))
    desk.changed(order, f"Tracking of {parcel.name} updated.")


def call_back(desk: Desk, order: Order, parcel: Fulfillment) -> None:
    """Cancel the parcel: what was in it is to be shipped again. Once more changes nothing.

    Refusal where something in it was returned.
    """
    if parcel.status == "CANCELLED":
        return
    if _has_returns(order, parcel):
        raise refuse("Fulfillment has returns and can't be cancelled.", "id")
    parcel.status, parcel.updated_at = "CANCELLED", desk.at
    reopened: list[FulfillmentOrderLine] = []
    for content in parcel.lines:
        line = order.line(content.line_id)
        task, part = _origin(order, content)
        if line is None:
            continue
        line.fulfilled -= content.quantity
        stock.unship(desk, line, parcel.location_id, content.quantity)
        if task is not None and task.status in FULFILLABLE and part is not None:
            part.remaining += content.quantity
        else:
            number = desk.id("FulfillmentOrderLineItem")
            quantity = content.quantity
            reopened.append(FulfillmentOrderLine(number, line.id, quantity, quantity))
    if reopened:
        number = desk.id("FulfillmentOrder")
        again = FulfillmentOrder(number, parcel.location_id, desk.at, desk.at, reopened)
        order.fulfillment_orders.append(again)
    desk.send("FULFILLMENTS_UPDATE", lambda: payload_parts.fulfillment(order, parcel))
    desk.changed(order, f"{parcel.name} cancelled.")


def _has_returns(order: Order, parcel: Fulfillment) -> bool:
    inside = {content.id for content in parcel.lines}
    standing = (one for one in order.returns if one.status in STANDING)
    return any(line.fulfillment_line_id in inside for one in standing for line in one.lines)


def _origin(
    order: Order, content: FulfillmentLine
) -> tuple[FulfillmentOrder | None, FulfillmentOrderLine | None]:
    for task in order.fulfillment_orders:
        for part in task.lines:
            if part.id == content.fulfillment_order_line_id:
                return task, part
    return None, None
