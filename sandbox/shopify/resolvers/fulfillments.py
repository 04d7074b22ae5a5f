"""Fulfilment orders and fulfilments."""

from collections.abc import Callable
from typing import Any

from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid
from sandbox.shopify.paging import connection
from sandbox.shopify.parcels import (
    Fulfillment,
    FulfillmentEvent,
    FulfillmentLine,
    FulfillmentOrder,
    FulfillmentOrderLine,
    Hold,
)
from sandbox.shopify.resolvers.money import bag

_ACTIONS = {
    "OPEN": ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD"),
    "IN_PROGRESS": ("CREATE_FULFILLMENT",),
    "ON_HOLD": ("RELEASE_HOLD", "MOVE"),
    "SCHEDULED": ("MARK_AS_OPEN", "MOVE"),
}
# Of what another app's fulfilment service is to ship: asked for or not yet, and never by us.
_FOREIGN = {
    "UNSUBMITTED": ("REQUEST_FULFILLMENT", "MOVE", "HOLD"),
    "ACCEPTED": ("REQUEST_CANCELLATION",),
}


def may_see(ask: Ask, it: FulfillmentOrder) -> bool:
    """Whether the app's scopes let it see who is to ship this: the shop itself, or a service."""
    held: frozenset[str] = ask.info.context.held
    foreign = ask.store.is_foreign(it.location_id)
    return f"read_{'third_party' if foreign else 'merchant_managed'}_fulfillment_orders" in held


task = Noun("FulfillmentOrder", FulfillmentOrder)
task.field("id")(lambda it, _: gid("FulfillmentOrder", it.it.id))
task.plain("status createdAt updatedAt")
task.field("requestStatus")(lambda it, _: it.it.request_status)
task.fixed(channelId=None, fulfillBy=None, deliveryMethod=None)
task.field("order")(lambda it, _: it.order)
task.field("orderId")(lambda it, _: gid("Order", it.order.id))
task.field("orderName")(lambda it, _: it.order.name)
task.field("orderProcessedAt")(lambda it, _: it.order.processed_at)
task.field("fulfillAt")(lambda it, _: it.it.created_at)


@task.field("assignedLocation")
def _assigned(it: Of[FulfillmentOrder], ask: Ask) -> dict[str, Any]:
    location = ask.store.location(it.it.location_id)
    return {
        "name": location.name if location else "",
        "location": location,
        "city": location.city if location else None,
        "countryCode": location.country_code if location else "US",
    }


@task.field("supportedActions")
def _actions(it: Of[FulfillmentOrder], ask: Ask) -> list[dict[str, Any]]:
    found: tuple[str, ...] = _ACTIONS.get(it.it.status, ())
    if found and ask.store.is_foreign(it.it.location_id):
        found = _FOREIGN.get(it.it.request_status, ())
    elif it.it.status == "OPEN" and sum(one.remaining for one in it.it.lines) > 1:
        found = (*found, "SPLIT")
    return [{"action": name, "externalUrl": None} for name in found]


@task.field("fulfillmentHolds")
def _holds(it: Of[FulfillmentOrder], _: Ask) -> list[Hold]:
    return it.it.holds


@task.field("destination")
def _destination(it: Of[FulfillmentOrder], _: Ask) -> dict[str, Any] | None:
    found = it.order.shipping_address
    if found is None:
        return None
    names = ["first_name", "last_name", "company", "address1", "address2", "city", "zip", "phone"]
    plain = {name.replace("_n", "N"): getattr(found, name) for name in names}
    return {**plain, "countryCode": found.country_code, "province": found.province}


@task.field("lineItems")
def _task_lines(it: Of[FulfillmentOrder], ask: Ask) -> dict[str, Any]:
    return connection(ask, [Of(it.order, one) for one in it.it.lines])


@task.field("fulfillments")
def _task_fulfillments(it: Of[FulfillmentOrder], ask: Ask) -> dict[str, Any]:
    own = {line.id for line in it.it.lines}
    found = [
        Of(it.order, one)
        for one in it.order.fulfillments
        if any(part.fulfillment_order_line_id in own for part in one.lines)
    ]
    return connection(ask, found)


hold = Noun("FulfillmentHold", Hold)
hold.field("id")(lambda it, _: gid("FulfillmentHold", it.id))
hold.plain("reason")
hold.field("reasonNotes")(lambda it, _: it.notes)
hold.field("displayReason")(lambda it, _: it.reason.replace("_", " ").capitalize())
hold.fixed(heldByRequestingApp=True, handle="")

part = Noun("FulfillmentOrderLineItem", FulfillmentOrderLine)
part.field("id")(lambda it, _: gid("FulfillmentOrderLineItem", it.it.id))
part.field("totalQuantity")(lambda it, _: it.it.total)
part.field("remainingQuantity")(lambda it, _: it.it.remaining)
part.field("lineItem")(lambda it, _: _line(it))
part.field("sku")(lambda it, _: _line(it).it.sku)
part.field("productTitle")(lambda it, _: _line(it).it.title)
part.field("variantTitle")(lambda it, _: _line(it).it.variant_title)
part.field("vendor")(lambda it, _: _line(it).it.vendor)
part.field("requiresShipping")(lambda it, _: _line(it).it.requires_shipping)
part.field("originalUnitPriceSet")(lambda it, _: bag(_line(it).it.unit_price, it.order.currency))
part.field("variant")(lambda it, ask: ask.store.variants.get(_line(it).it.variant_id or 0))


def _line(it: Of[Any]) -> Of[Any]:
    return Of(it.order, it.order.line(it.it.line_id))


@part.field("inventoryItemId")
def _item_id(it: Of[FulfillmentOrderLine], ask: Ask) -> str | None:
    variant = ask.store.variants.get(_line(it).it.variant_id or 0)
    return gid("InventoryItem", variant.inventory_item_id) if variant else None


parcel = Noun("Fulfillment", Fulfillment)
parcel.node()
parcel.plain("name status createdAt updatedAt")
parcel.field("deliveredAt")(lambda it, _: it.it.first("DELIVERED"))
parcel.field("inTransitAt")(lambda it, _: it.it.first("IN_TRANSIT"))
parcel.field("estimatedDeliveryAt")(lambda it, _: it.it.expected_at)
parcel.field("displayStatus")(lambda it, _: it.it.display_status)
parcel.field("order")(lambda it, _: it.order)
parcel.field("location")(lambda it, ask: ask.store.location(it.it.location_id))
parcel.field("totalQuantity")(lambda it, _: sum(one.quantity for one in it.it.lines))
parcel.field("requiresShipping")(
    lambda it, _: any(_line(Of(it.order, x)).it.requires_shipping for x in it.it.lines)
)


_EVENT_SORTS: dict[str, Callable[[FulfillmentEvent], Any]] = {
    "ID": lambda it: it.id,
    "HAPPENED_AT": lambda it: it.happened_at.isoformat(),
}


@parcel.field("events")
def _events(it: Of[Fulfillment], ask: Ask) -> dict[str, Any]:
    chosen = _EVENT_SORTS[ask["sortKey"] or "ID"]
    found = [Of(it.order, one) for one in it.it.events]
    return connection(ask, found, lambda one: (chosen(one.it), one.it.id))


event = Noun("FulfillmentEvent", FulfillmentEvent)
event.field("id")(lambda it, _: gid("FulfillmentEvent", it.it.id))
event.plain(
    "status createdAt happenedAt message estimatedDeliveryAt address1 city province country zip "
    "latitude longitude"
)


@parcel.field("service")
def _service(it: Of[Fulfillment], ask: Ask) -> dict[str, Any]:
    name = it.it.service
    handle = name.casefold().replace(" ", "-") if name else "manual"
    return {
        "id": gid("FulfillmentService", it.it.location_id if name else handle),
        "handle": handle,
        "serviceName": name or "Manual",
        "type": "THIRD_PARTY" if name else "MANUAL",
        "location": ask.store.location(it.it.location_id),
    }


@parcel.field("trackingInfo")
def _tracking(it: Of[Fulfillment], ask: Ask) -> list[dict[str, Any]]:
    found = it.it
    size = max(len(found.numbers), len(found.urls))
    if not size and found.company:
        size = 1
    whole = [
        {
            "company": found.company,
            "number": found.numbers[n] if n < len(found.numbers) else None,
            "url": found.urls[n] if n < len(found.urls) else None,
        }
        for n in range(size)
    ]
    return whole[: ask["first"]]


@parcel.field("fulfillmentLineItems")
def _parcel_lines(it: Of[Fulfillment], ask: Ask) -> dict[str, Any]:
    return connection(ask, [Of(it.order, one) for one in it.it.lines])


@parcel.field("fulfillmentOrders")
def _parcel_tasks(it: Of[Fulfillment], ask: Ask) -> dict[str, Any]:
    own = {one.fulfillment_order_line_id for one in it.it.lines}
    found = [
        Of(it.order, one)
        for one in it.order.fulfillment_orders
        if own.intersection(line.id for line in one.lines)
    ]
    return connection(ask, found)


content = Noun("FulfillmentLineItem", FulfillmentLine)
content.field("id")(lambda it, _: gid("FulfillmentLineItem", it.it.id))
content.field("quantity")(lambda it, _: it.it.quantity)
content.field("lineItem")(lambda it, _: _line(it))
