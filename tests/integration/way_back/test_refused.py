"""What a store refuses of the way back is told, and is never done twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.domain.reasons import change_refused
from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import open_bench
from tests.integration.way_back.world import Scene

OVER = "Refund amount $25.00 is greater than net payment received $15.00"
SPENT = "A previous request with this idempotency key failed. Retry with a new idempotency key."
IN_USE = "This request is currently in progress, please try again."


@pytest.fixture(scope="module")
def shopify() -> Iterator[str]:
    """A local Shopify of this module's own."""
    with kit.running() as address:
        yield address


@pytest.fixture
def scene(database_url: str, shopify: str) -> Iterator[Scene]:
    """A pushed order; cancellations ask nobody."""
    with open_bench(database_url, shopify, holds=False) as bench:
        bench.control("PATCH", "/shopify/settings", {"cancelJobSeconds": 0})
        for shop in ("dest", "north"):
            body = {"sku": "CAP-NVY", "available": 10**6}
            bench.control("PUT", f"/shopify/{shop}/stock", body)
        yield Scene.place(bench, automatic=True)
        bench.http.delete("/control/faults").raise_for_status()


def fault(scene: Scene, kind: str, operation: str, shop: str = "north", **rest: Any) -> None:
    body = {"service": "shopify", "kind": kind, "operation": operation, "shop": shop, **rest}
    scene.bench.control("POST", "/faults", body)


def refund_a_cap(scene: Scene) -> None:
    line = scene.line("dest", 2)
    assert scene.do("dest", "refund", {"lines": [{"lineId": line["id"], "quantity": 1}]})


def carried(scene: Scene, kind: str) -> list[str]:
    """The states of what was carried of this kind."""
    rows = scene.bench.sql(
        "SELECT state FROM mirrors WHERE push_id = :push AND kind = :kind ORDER BY id",
        push=scene.push_id,
        kind=kind,
    )
    return [one.state for one in rows]


def told(scene: Scene) -> list[str]:
    """Why something was not carried, as the order's history has it."""
    rows = scene.bench.sql(
        "SELECT details FROM events WHERE order_id = :id ORDER BY id", id=scene.order_id
    )
    return [one.details["sentence"] for one in rows if "sentence" in one.details]


def sentence(store: str, message: str) -> str:
    return change_refused(store, message).sentence


def test_a_refused_refund_is_told_once_and_left(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "user_error", "refundCreate", message=OVER)
    scene.hear(times=3)
    assert carried(scene, "refund") == ["left"]
    assert told(scene) == [sentence("North Supply", OVER)]
    assert scene.read("north")["refunds"] == []


@pytest.mark.parametrize("message", [SPENT, OVER])
def test_a_refund_whose_key_is_refused_is_written_anew(scene: Scene, message: str) -> None:
    refund_a_cap(scene)
    fault(scene, "drop_request", "refundCreate")
    scene.hear()
    assert carried(scene, "refund") == ["sending"]
    scene.time_passes()
    fault(scene, "user_error", "refundCreate", message=message)
    scene.hear(times=2)
    assert carried(scene, "refund") == ["done"]
    assert len(scene.read("north")["refunds"]) == 1
    assert told(scene) == []


def test_one_that_is_refused_again_and_again_is_told(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "drop_request", "refundCreate")
    scene.hear()
    scene.time_passes()
    fault(scene, "user_error", "refundCreate", message=OVER, times=None)
    scene.hear(times=3)
    assert carried(scene, "refund") == ["left"]
    assert told(scene) == [sentence("North Supply", OVER)]


def test_a_key_in_use_is_waited_for(scene: Scene) -> None:
    refund_a_cap(scene)
    fault(scene, "user_error", "refundCreate", message=IN_USE)
    scene.hear(times=2)
    assert carried(scene, "refund") == ["sending"]
    scene.time_passes()
    scene.hear(times=2)
    assert carried(scene, "refund") == ["done"]
    assert len(scene.read("north")["refunds"]) == 1


def test_a_refused_cancellation_is_told_and_asked_again_when_the_order_has_changed(
    scene: Scene,
) -> None:
    message = "Cannot cancel an order that has pending payment authorizations"
    assert scene.do("dest", "cancel", {})
    fault(scene, "user_error", "orderCancel", message=message, code="INVALID")
    scene.hear(times=3)
    assert carried(scene, "cancellation") == ["left"]
    assert told(scene) == [sentence("North Supply", message)]
    assert scene.read("north")["cancelledAt"] is None
    assert scene.do("north", "edit", {"email": "other@example.com"})
    scene.to_the_end()
    assert scene.read("north")["cancelledAt"] is not None


def test_a_parcel_that_is_refused_is_told_and_marked_once_it_can_be(scene: Scene) -> None:
    message = "Invalid fulfillment order line item quantity requested."
    assert scene.do("north", "ship", {})
    fault(scene, "user_error", "fulfillmentCreate", shop="dest", message=message)
    scene.hear()
    assert carried(scene, "parcel") == []
    assert told(scene) == [sentence("Dest Boutique", message)]
    assert scene.read("dest")["fulfillments"] == []
    scene.hear(times=2)
    assert carried(scene, "parcel") == ["done"]
    assert len(scene.read("dest")["fulfillments"]) == 1


def test_tracking_and_an_end_that_are_refused_are_told_and_the_parcel_stays(scene: Scene) -> None:
    assert scene.do("north", "ship", {})
    scene.hear()
    parcel = scene.live_parcel("north", 0)
    assert parcel is not None
    message = "Fulfillment does not exist."
    for operation, what, body in (
        ("fulfillmentTrackingInfoUpdate", "tracking", {"tracking": {"numbers": ["A"]}}),
        ("fulfillmentCancel", "cancel", {}),
    ):
        assert scene.do("north", f"fulfillments/{parcel['id']}/{what}", body)
        fault(scene, "user_error", operation, shop="dest", message=message)
        scene.hear(times=2)
    assert told(scene) == [sentence("Dest Boutique", message)] * 2
    [copy] = scene.read("dest")["fulfillments"]
    assert (copy["status"], copy["tracking"]["numbers"]) == ("SUCCESS", [])
