"""What a store refuses of the way back is told, and is never done twice."""

from __future__ import annotations

import time
from typing import Any

import pytest

from core.domain.reasons import change_refused
from tests.integration.way_back.world import Scene

OVER = "Refund amount $25.00 is greater than net payment received $15.00"
SPENT = "A previous request with this idempotency key failed. Retry with a new idempotency key."
PENDING = "Cannot cancel an order that has pending payment authorizations"
IN_USE = "This request is currently in progress, please try again."


def fault(scene: Scene, kind: str, operation: str, shop: str = "north", **rest: Any) -> None:
    body = {"service": "shopify", "kind": kind, "operation": operation, "shop": shop, **rest}
    scene.bench.control("POST", "/faults", body)


def a_second_ends() -> None:
    """A store tells its changes apart by whole seconds."""
    time.sleep(1)


def refund_a_cap(scene: Scene) -> None:
    line = scene.line("dest", 2)
    assert scene.do("dest", "refund", {"lines": [{"lineId": line["id"], "quantity": 1}]})


def sentence(store: str, message: str) -> str:
    return change_refused(store, message).sentence


def test_a_refused_refund_is_told_once_and_left(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "user_error", "refundCreate", message=OVER)
    scene.hear(times=3)
    assert scene.carried("refund") == ["left"]
    assert scene.told() == [sentence("North Supply", OVER)]
    assert scene.read("north")["refunds"] == []


@pytest.mark.parametrize("message", [SPENT, OVER])
def test_a_refund_whose_key_is_refused_is_written_anew(scene: Scene, message: str) -> None:
    refund_a_cap(scene)
    fault(scene, "drop_request", "refundCreate")
    scene.hear()
    assert scene.carried("refund") == ["sending"]
    scene.time_passes()
    fault(scene, "user_error", "refundCreate", message=message)
    scene.hear(times=2)
    assert scene.carried("refund") == ["done"]
    assert len(scene.read("north")["refunds"]) == 1
    assert scene.told() == []


def test_one_that_is_refused_again_and_again_is_told(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "drop_request", "refundCreate")
    scene.hear()
    scene.time_passes()
    fault(scene, "user_error", "refundCreate", message=OVER, times=None)
    scene.hear(times=3)
    assert scene.carried("refund") == ["left"]
    assert scene.told() == [sentence("North Supply", OVER)]


def test_a_key_in_use_is_waited_for(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "user_error", "refundCreate", message=IN_USE)
    scene.hear(times=2)
    assert scene.carried("refund") == ["sending"]
    scene.time_passes()
    scene.hear(times=2)
    assert scene.carried("refund") == ["done"]
    assert len(scene.read("north")["refunds"]) == 1


def refuse_to_cancel(scene: Scene) -> None:
    assert scene.do("dest", "cancel", {})
    fault(scene, "user_error", "orderCancel", message=PENDING, code="INVALID")


def test_a_refused_cancellation_is_told_and_asked_again_when_the_order_has_changed(
    scene: Scene,
) -> None:
    refuse_to_cancel(scene)
    scene.time_passes()
    scene.hear(times=3)
    assert scene.carried("cancellation") == ["left"]
    assert scene.told() == [sentence("North Supply", PENDING)]
    assert scene.read("north")["cancelledAt"] is None
    a_second_ends()
    assert scene.do("north", "edit", {"email": "other@example.com"})
    scene.to_the_end()
    assert scene.read("north")["cancelledAt"] is not None


def test_a_cancellation_refused_just_after_a_change_is_asked_again_with_the_next_one(
    scene: Scene,
) -> None:
    """The next change may carry the same second, so that the order looks as it did."""
    refuse_to_cancel(scene)
    scene.hear()
    assert scene.carried("cancellation") == ["left"]
    assert scene.do("north", "edit", {"email": "other@example.com"})
    scene.hear(times=2)
    assert scene.read("north")["cancelledAt"] is not None
    assert scene.carried("cancellation") == ["done"]
    assert scene.told().count(sentence("North Supply", PENDING)) == 1


def test_a_parcel_that_is_refused_is_told_and_marked_once_it_can_be(scene: Scene) -> None:
    message = "Invalid fulfillment order line item quantity requested."
    assert scene.do("north", "ship", {})
    fault(scene, "user_error", "fulfillmentCreate", shop="dest", message=message)
    scene.hear()
    assert scene.carried("parcel") == []
    assert scene.told() == [sentence("Dest Boutique", message)]
    assert scene.read("dest")["fulfillments"] == []
    scene.hear(times=2)
    assert scene.carried("parcel") == ["done"]
    assert len(scene.read("dest")["fulfillments"]) == 1


def test_tracking_and_an_end_that_are_refused_are_told_and_the_parcel_stays(scene: Scene) -> None:
    assert scene.do("north", "ship", {})
    scene.hear()
    [parcel] = scene.live_parcels("north")
    message = "Fulfillment does not exist."
    for operation, what, body in (
        ("fulfillmentTrackingInfoUpdate", "tracking", {"tracking": {"numbers": ["A"]}}),
        ("fulfillmentCancel", "cancel", {}),
    ):
        assert scene.do("north", f"fulfillments/{parcel['id']}/{what}", body)
        fault(scene, "user_error", operation, shop="dest", message=message)
        scene.hear(times=2)
    assert scene.told() == [sentence("Dest Boutique", message)] * 2
    [copy] = scene.read("dest")["fulfillments"]
    assert (copy["status"], copy["tracking"]["numbers"]) == ("SUCCESS", [])
