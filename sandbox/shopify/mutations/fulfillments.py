"""Fulfilments and fulfilment orders: created, tracked, cancelled, held, released, moved."""

from collections.abc import Callable
from typing import Any

from sandbox.shopify.actions import checks, fulfil, tasks, tracing
from sandbox.shopify.actions.refusal import Refusal, refuse
from sandbox.shopify.desk import snake
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import number_of
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.orders import Order
from sandbox.shopify.parcels import (
    Fulfillment,
    FulfillmentEvent,
    FulfillmentOrder,
    FulfillmentOrderLine,
)

mutation = Noun("Mutation")
_WRITES = "write_merchant_managed_fulfillment_orders"


@mutation.field("fulfillmentCreate", "fulfillmentCreateV2")
def _create(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("fulfillment", lambda: _created(ask))


def _created(ask: Ask) -> Of[Fulfillment]:
    given = ask["fulfillment"]
    if given.get("originAddress"):
        raise checks.unknown("FulfillmentInput.originAddress")
    groups = given["lineItemsByFulfillmentOrder"]
    if not groups:
        raise refuse("Line items by fulfillment order can't be blank", "fulfillment")
    picks = [_pick(ask, group) for group in groups]
    sent = fulfil.tracking(given.get("trackingInfo"))
    notify = bool(given.get("notifyCustomer"))
    made = fulfil.ship(ask.desk, picks, sent, notify=notify)
    return Of(picks[0].order, made)


def _pick(ask: Ask, group: dict[str, Any]) -> fulfil.Pick:
    found = _task(ask, group["fulfillmentOrderId"])
    if found is None:
        raise refuse("Fulfillment order does not exist.", "fulfillment")
    if ask.store.is_foreign(found.it.location_id) or _WRITES not in ask.info.context.held:
        sentence = "The api_client does not have access to the fulfillment order."
        raise refuse(sentence, "fulfillment")
    rows = group.get("fulfillmentOrderLineItems") or []
    return fulfil.Pick(found.order, found.it, _parts(found.it, rows, "fulfillment"))


def _parts(
    task: FulfillmentOrder, rows: list[dict[str, Any]], field: str
) -> list[tuple[FulfillmentOrderLine, int]]:
    own = {part.id: part for part in task.lines}
    found = []
    for row in rows:
        part = own.get(number_of(row["id"], "FulfillmentOrderLineItem"))
        if part is None:
            raise refuse("Fulfillment order line item does not exist.", field)
        found.append((part, row["quantity"]))
    return found


def _task(ask: Ask, given: str) -> Of[FulfillmentOrder] | None:
    number = number_of(given, "FulfillmentOrder")
    return _of(ask, lambda order: order.fulfillment_orders, number)


def _parcel(ask: Ask, given: str, *field: str) -> Of[Fulfillment]:
    found = _of(ask, lambda order: order.fulfillments, number_of(given, "Fulfillment"))
    if found is None:
        raise refuse("Fulfillment does not exist.", *field)
    return found


def _of(ask: Ask, parts: Callable[[Order], list[Any]], number: int) -> Of[Any] | None:
    for order in ask.store.orders.values():
        for part in parts(order):
            if part.id == number:
                return Of(order, part)
    return None


@mutation.field("fulfillmentTrackingInfoUpdate")
def _retrack(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> Of[Fulfillment]:
        found = _parcel(ask, ask["fulfillmentId"], "fulfillmentId")
        sent = fulfil.tracking(ask["trackingInfoInput"])
        notify = bool(ask["notifyCustomer"])
        fulfil.retrack(ask.desk, found.order, found.it, sent, notify=notify)
        return found

    return payload("fulfillment", do)


@mutation.field("fulfillmentCancel")
def _cancel(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> Of[Fulfillment]:
        found = _parcel(ask, ask["id"], "id")
        fulfil.call_back(ask.desk, found.order, found.it)
        return found

    return payload("fulfillment", do)


@mutation.field("fulfillmentEventCreate")
def _event(_it: Any, ask: Ask) -> dict[str, Any]:
    given = ask["fulfillmentEvent"]

    def do() -> Of[FulfillmentEvent]:
        found = _parcel(ask, given["fulfillmentId"], "fulfillmentEvent", "fulfillmentId")
        rest = {snake(name): value for name, value in given.items() if name != "fulfillmentId"}
        return Of(found.order, tracing.happened(ask.desk, found.order, found.it, **rest))

    return payload("fulfillmentEvent", do)


def _known(ask: Ask) -> Of[FulfillmentOrder]:
    found = _task(ask, ask["id"])
    if found is None:
        raise refuse("Fulfillment order does not exist.", "id", code="FULFILLMENT_ORDER_NOT_FOUND")
    return found


@mutation.field("fulfillmentOrderHold")
def _hold(_it: Any, ask: Ask) -> dict[str, Any]:
    given = ask["fulfillmentHold"]
    names = ("fulfillmentHold", "fulfillmentOrder", "remainingFulfillmentOrder")

    def do() -> dict[str, Any]:
        found = _known(ask)
        rows = given.get("fulfillmentOrderLineItems") or []
        chosen = _parts(found.it, rows, "fulfillmentOrderLineItems")
        reason, notes = given["reason"], given.get("reasonNotes")
        rest = tasks.hold(ask.desk, found.order, found.it, reason, notes, chosen)
        left = Of(found.order, rest) if rest else None
        return dict(zip(names, (found.it.holds[-1], found, left), strict=True))

    return _several(do, names)


@mutation.field("fulfillmentOrderReleaseHold")
def _release(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> Of[FulfillmentOrder]:
        found = _known(ask)
        ids = [number_of(one, "FulfillmentHold") for one in ask["holdIds"] or []]
        tasks.release(ask.desk, found.order, found.it, ids or None)
        return found

    return payload("fulfillmentOrder", do)


@mutation.field("fulfillmentOrderMove")
def _move(_it: Any, ask: Ask) -> dict[str, Any]:
    names = ("movedFulfillmentOrder", "originalFulfillmentOrder", "remainingFulfillmentOrder")

    def do() -> dict[str, Any]:
        found = _task(ask, ask["id"])
        if found is None:
            raise refuse("Fulfillment order does not exist.", "id")
        place = ask.store.location(number_of(ask["newLocationId"], "Location"))
        if place is None or not place.active:
            raise refuse("Location not found.", "newLocationId")
        chosen = _parts(found.it, ask["fulfillmentOrderLineItems"] or [], "id")
        moved = tasks.move(ask.desk, found.order, found.it, place.id, chosen)
        rest = found if moved is not found.it else None
        return dict(zip(names, (Of(found.order, moved), found, rest), strict=True))

    return _several(do, names)


@mutation.field("fulfillmentOrderSplit")
def _split(_it: Any, ask: Ask) -> dict[str, Any]:
    def do() -> list[dict[str, Any]]:
        wanted = [_split_input(ask, n, one) for n, one in enumerate(ask["fulfillmentOrderSplits"])]
        return [_split_one(ask, found, chosen) for found, chosen in wanted]

    return payload("fulfillmentOrderSplits", do)


def _split_input(
    ask: Ask, place: int, given: dict[str, Any]
) -> tuple[Of[FulfillmentOrder], list[tuple[FulfillmentOrderLine, int]]]:
    where = ("fulfillmentOrderSplits", str(place))
    found = _task(ask, given["fulfillmentOrderId"])
    if found is None:
        raise refuse("Fulfillment order does not exist.", code="FULFILLMENT_ORDER_NOT_FOUND")
    chosen = _parts(found.it, given["fulfillmentOrderLineItems"], where[0])
    tasks.check_split(found.it, chosen, *where)
    return found, chosen


def _split_one(
    ask: Ask, found: Of[FulfillmentOrder], chosen: list[tuple[FulfillmentOrderLine, int]]
) -> dict[str, Any]:
    made = tasks.split_off(ask.desk, found.order, found.it, chosen)
    return {
        "fulfillmentOrder": found,
        "remainingFulfillmentOrder": Of(found.order, made),
        "replacementFulfillmentOrder": None,
    }


def _several(do: Callable[[], dict[str, Any]], names: tuple[str, ...]) -> dict[str, Any]:
    try:
        return {**do(), "userErrors": []}
    except Refusal as refused:
        errors = [problem.to_json() for problem in refused.problems]
        return {**dict.fromkeys(names), "userErrors": errors}
