"""A parcel after it was sent: tracking added, events of its carrier, called back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.sandbox_shopify.kit import Json, Receiver, Shopify
from tests.contract.sandbox_shopify.test_webhooks import settled, subscribe

PARCEL = """query P($id: ID!) { fulfillment(id: $id) {
  displayStatus deliveredAt inTransitAt estimatedDeliveryAt
  events(first: 10, sortKey: HAPPENED_AT) { nodes { id status happenedAt createdAt message city } }
} }"""
EVENT = """mutation E($event: FulfillmentEventInput!) {
  fulfillmentEventCreate(fulfillmentEvent: $event) {
    fulfillmentEvent { id status message } userErrors { field message } } }"""


def sent(shopify: Shopify) -> str:
    """A parcel without tracking; its numeric id."""
    shopify.place()
    order = shopify.control("POST", "/shopify/dest/orders/1001/ship")
    return str(order["fulfillments"][0]["id"])


def gid(number: str) -> str:
    return f"gid://shopify/Fulfillment/{number}"


def act(shopify: Shopify, number: str, what: str, **body: Any) -> Json:
    path = f"/shopify/dest/orders/1001/fulfillments/{number}/{what}"
    order: Json = shopify.control("POST", path, body)
    [parcel] = order["fulfillments"]
    whole: Json = parcel
    return whole


def refused(shopify: Shopify, number: str, what: str, body: Json) -> tuple[int, str]:
    path = f"/control/shopify/dest/orders/1001/fulfillments/{number}/{what}"
    answer = shopify.http.post(path, json=body)
    return answer.status_code, answer.json()["error"]


def test_tracking_is_added_after_the_parcel_left(shopify: Shopify, receiver: Receiver) -> None:
    number = sent(shopify)
    subscribe(shopify, receiver, "FULFILLMENTS_UPDATE")
    tracking = {"company": "UPS", "numbers": ["1Z1", "1Z2"]}
    parcel = act(shopify, number, "tracking", tracking=tracking, notify=True)
    assert (parcel["tracking"]["numbers"], parcel["notified"]) == (["1Z1", "1Z2"], True)
    settled(shopify, 1)
    told = json.loads(receiver.got[0].body)
    assert told["tracking_numbers"] == ["1Z1", "1Z2"]
    assert told["tracking_url"].endswith("1Z1")
    assert told["admin_graphql_api_id"] == gid(number)


def test_a_parcel_is_named_by_its_name_too(shopify: Shopify) -> None:
    sent(shopify)
    parcel = act(shopify, "1001-F1", "tracking", tracking={"numbers": ["A"]})
    assert parcel["tracking"] == {"company": None, "numbers": ["A"], "urls": []}


def test_a_parcel_is_called_back(shopify: Shopify, receiver: Receiver) -> None:
    number = sent(shopify)
    subscribe(shopify, receiver, "FULFILLMENTS_UPDATE")
    parcel = act(shopify, number, "cancel")
    assert (parcel["status"], parcel["displayStatus"]) == ("CANCELLED", "CANCELED")
    settled(shopify, 1)
    assert json.loads(receiver.got[0].body)["status"] == "cancelled"
    order = shopify.order("dest", "1001")
    assert (order["fulfillmentStatus"], order["lines"][0]["unfulfilledQuantity"]) == (
        "UNFULFILLED",
        2,
    )


def test_a_cancelled_parcel_takes_it_all_again_and_stays_cancelled(shopify: Shopify) -> None:
    number = sent(shopify)
    act(shopify, number, "events", status="DELIVERED")
    act(shopify, number, "cancel")
    act(shopify, number, "cancel")
    act(shopify, number, "tracking", tracking={"numbers": ["A"]})
    parcel = act(shopify, number, "events", status="IN_TRANSIT")
    assert (parcel["status"], parcel["displayStatus"]) == ("CANCELLED", "CANCELED")
    assert parcel["tracking"]["numbers"] == ["A"]
    assert shopify.order("dest", "1001")["lines"][0]["unfulfilledQuantity"] == 2


def test_a_carriers_events_set_what_the_parcel_shows(shopify: Shopify) -> None:
    number = sent(shopify)
    before = shopify.data("dest", PARCEL, {"id": gid(number)})["fulfillment"]
    assert (before["displayStatus"], before["deliveredAt"]) == ("FULFILLED", None)
    act(shopify, number, "events", status="IN_TRANSIT", happenedAt="2026-11-20T08:00:00Z")
    late = {"happenedAt": "2026-11-22T10:00:00Z", "message": "Front porch", "city": "Springfield"}
    parcel = act(shopify, number, "events", status="DELIVERED", **late)
    assert parcel["displayStatus"] == "DELIVERED"
    # Told late, this one happened before the last: the parcel stays delivered.
    out = {"happenedAt": "2026-11-22T07:00:00Z", "estimatedDeliveryAt": "2026-11-22T18:00:00Z"}
    act(shopify, number, "events", status="OUT_FOR_DELIVERY", **out)
    read = shopify.data("dest", PARCEL, {"id": gid(number)})["fulfillment"]
    assert (read["displayStatus"], read["inTransitAt"], read["deliveredAt"]) == (
        "DELIVERED",
        "2026-11-20T08:00:00Z",
        "2026-11-22T10:00:00Z",
    )
    assert read["estimatedDeliveryAt"] == "2026-11-22T18:00:00Z"
    events = read["events"]["nodes"]
    assert [one["status"] for one in events] == ["IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"]
    assert (events[2]["message"], events[2]["city"]) == ("Front porch", "Springfield")


def test_an_event_is_told_as_shopify_tells_it(shopify: Shopify, receiver: Receiver) -> None:
    number = sent(shopify)
    subscribe(shopify, receiver, "FULFILLMENT_EVENTS_CREATE", "FULFILLMENTS_UPDATE")
    act(shopify, number, "events", status="OUT_FOR_DELIVERY", message="On the van")
    settled(shopify, 2)
    told = {one.headers["x-shopify-topic"]: json.loads(one.body) for one in receiver.got}
    event = told["fulfillment_events/create"]
    assert (event["status"], event["message"]) == ("out_for_delivery", "On the van")
    order = shopify.order("dest", "1001")
    assert (event["order_id"], event["fulfillment_id"]) == (int(order["id"]), int(number))
    assert event["admin_graphql_api_id"] == f"gid://shopify/FulfillmentEvent/{event['id']}"
    assert told["fulfillments/update"]["shipment_status"] == "out_for_delivery"


def test_an_app_tells_events_with_its_scope(shopify: Shopify) -> None:
    number = sent(shopify)
    given = {"fulfillmentId": gid(number), "status": "DELAYED", "message": "Snow"}
    made = shopify.data("dest", EVENT, {"event": given})["fulfillmentEventCreate"]
    assert made["userErrors"] == []
    assert made["fulfillmentEvent"]["status"] == "DELAYED"
    [parcel] = shopify.order("dest", "1001")["fulfillments"]
    assert [one["message"] for one in parcel["events"]] == ["Snow"]
    gone = {**given, "fulfillmentId": gid("1")}
    nothing = shopify.data("dest", EVENT, {"event": gone})["fulfillmentEventCreate"]
    assert nothing["userErrors"][0]["message"] == "Fulfillment does not exist."
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["write_orders", "read_fulfillments"]})
    error = shopify.error("dest", EVENT, {"event": given})
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "`write_fulfillments`" in error["message"]


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("events", {"status": "LOST_AT_SEA"}, 400),
        ("events", {}, 400),
        ("events", {"status": "DELIVERED", "mood": "good"}, 400),
        ("tracking", {"tracking": {"number": "1"}}, 400),
    ],
)
def test_what_a_parcel_does_not_know_is_refused(
    shopify: Shopify, what: str, body: Json, status: int
) -> None:
    assert refused(shopify, sent(shopify), what, body)[0] == status


def test_a_parcel_that_is_not_there_is_not_found(shopify: Shopify) -> None:
    sent(shopify)
    assert refused(shopify, "1", "cancel", {})[0] == 404


def test_events_survive_a_dump_and_a_load(shopify: Shopify) -> None:
    number = sent(shopify)
    act(shopify, number, "events", status="IN_TRANSIT")
    shopify.control("PUT", "/state", shopify.control("GET", "/state"))
    [parcel] = shopify.order("dest", "1001")["fulfillments"]
    assert [one["status"] for one in parcel["events"]] == ["IN_TRANSIT"]
