"""Edge cases of parcels that were shipped, found by hand, held back, or somebody else's."""

from __future__ import annotations

from tests.integration.way_back.books import Json
from tests.integration.way_back.world import Scene

UPS = {"company": "UPS", "numbers": ["1Z1", "1Z2"]}


def shown(scene: Scene) -> list[Json]:
    """The parcels that the customer sees."""
    return list(scene.read("dest")["fulfillments"])


def line(scene: Scene, shop: str, number: int, units: int) -> Json:
    return {"lineId": scene.line(shop, number)["id"], "quantity": units}


def test_partial_shipment_twice_with_different_parcels(scene: Scene) -> None:
    for number, units in ((0, 1), (0, 2)):
        tracking = {"company": "UPS", "numbers": [f"1Z{units}"]}
        lines = [line(scene, "north", number, units)]
        assert scene.do("north", "ship", {"lines": lines, "tracking": tracking})
        scene.hear(times=2)
    found = [(one["tracking"]["numbers"], one["lines"][0]["quantity"]) for one in shown(scene)]
    assert found == [(["1Z1"], 1), (["1Z2"], 2)]


def test_tracking_added_after_fulfil_and_changed(scene: Scene) -> None:
    assert scene.do("north", "ship", {})
    scene.hear()
    [parcel] = scene.live_parcels("north")
    for tracking in (UPS, {"company": "DHL Express", "numbers": ["9"]}):
        path = f"fulfillments/{parcel['id']}/tracking"
        assert scene.do("north", path, {"tracking": tracking})
        scene.hear(times=2)
        [copy] = shown(scene)
        assert copy["tracking"]["company"] == tracking["company"]
        assert copy["tracking"]["numbers"] == tracking["numbers"]


def test_fulfilment_cancelled(scene: Scene) -> None:
    assert scene.do("north", "ship", {})
    scene.hear()
    [parcel] = scene.live_parcels("north")
    assert scene.do("north", f"fulfillments/{parcel['id']}/cancel", {})
    scene.hear(times=2)
    assert [one["status"] for one in shown(scene)] == ["CANCELLED"]
    assert scene.carried("parcel") == ["undone"]
    assert scene.do("north", "ship", {})
    scene.hear(times=2)
    assert [one["status"] for one in shown(scene)] == ["CANCELLED", "SUCCESS"]


def test_source_ships_more_than_ordered(scene: Scene) -> None:
    assert scene.do("north", "ship", {})
    assert scene.do("dest", "refund", {"lines": [line(scene, "dest", 2, 1)]})
    scene.hear(times=2)
    [said] = scene.told()
    assert "holds 1 item more than" in said
    assert sum(one["quantity"] for one in shown(scene)[0]["lines"]) == 6


def test_destination_already_fulfilled_by_hand(scene: Scene) -> None:
    assert scene.do("dest", "ship", {"tracking": {"company": "USPS", "numbers": ["94"]}})
    assert scene.do("north", "ship", {"tracking": UPS})
    scene.hear(times=2)
    [said] = scene.told()
    assert said.startswith("7 items of ")
    assert said.endswith("already, not by SyncTec.")
    [by_hand] = shown(scene)
    assert by_hand["tracking"]["numbers"] == ["94"]


def test_fulfilled_by_hand_with_the_very_tracking(scene: Scene) -> None:
    for shop in ("dest", "north"):
        assert scene.do(shop, "ship", {"tracking": UPS})
    scene.hear(times=2)
    assert (len(shown(scene)), scene.carried("parcel")) == (1, ["done"])
    assert scene.told() == []


def test_hold_placed_then_released(scene: Scene) -> None:
    assert scene.do("dest", "hold", {})
    assert scene.do("north", "ship", {})
    scene.hear(times=2)
    [said] = scene.told()
    assert said.startswith("7 items of ")
    assert said.endswith("is on hold.")
    assert shown(scene) == []
    assert scene.do("dest", "release", {})
    scene.hear(times=2)
    assert [one["status"] for one in shown(scene)] == ["SUCCESS"]


def test_app_does_not_own_the_fulfilment_location(scene: Scene) -> None:
    assert scene.do("dest", "assign", {"service": "Quick Ship"})
    assert scene.do("north", "ship", {})
    scene.hear(times=2)
    [said] = scene.told()
    assert said.endswith("they belong to Quick Ship, which another app fulfils.")
    assert (shown(scene), scene.carried("parcel")) == ([], ["waiting"])


def test_location_deactivated(scene: Scene) -> None:
    [task] = scene.read("north")["fulfillmentOrders"]
    path = f"/shopify/north/locations/{task['locationId']}"
    scene.bench.control("PATCH", path, {"active": False})
    assert scene.do("dest", "cancel", {})
    scene.hear(times=2)
    assert scene.told() == [
        "North Supply refused: Cannot restock an order at a deactivated location"
    ]
    assert scene.carried("cancellation") == ["left"]
    scene.bench.control("PATCH", path, {"active": True})
