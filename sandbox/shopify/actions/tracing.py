"""What becomes of a parcel on its way: carriers' events."""

from datetime import datetime
from typing import Any

from sandbox.shopify import payload_parts
from sandbox.shopify.desk import Desk
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import Fulfillment, FulfillmentEvent


def happened(
    desk: Desk,
    order: Order,
    parcel: Fulfillment,
    *,
    status: str,
    happened_at: datetime | None = None,
    **rest: Any,
) -> FulfillmentEvent:
    """Keep the event with the parcel, be it cancelled or not, and tell of it.

    `rest` are further attributes of the event. What happened may be told late, and then does not
    change what the parcel shows.
    """
    number = desk.id("FulfillmentEvent")
    made = FulfillmentEvent(number, status, desk.at, happened_at or desk.at, **rest)
    parcel.events.append(made)
    parcel.updated_at = desk.at
    shop = desk.store.id
    desk.send(
        "FULFILLMENT_EVENTS_CREATE",
        lambda: payload_parts.fulfillment_event(shop, order, parcel, made),
    )
    desk.send("FULFILLMENTS_UPDATE", lambda: payload_parts.fulfillment(order, parcel))
    desk.changed(order, f"{parcel.name}: {status.replace('_', ' ').lower()}.")
    return made
