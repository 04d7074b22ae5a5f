"""Stock set, adjusted and activated through the API: checked whole, then done whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from sandbox.shopify.actions.refusal import Problem, Refusal, refuse
from sandbox.shopify.desk import Desk
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.state import Level, Variant

REASONS = frozenset(
    {
        "correction",
        "cycle_count_available",
        "damaged",
        "movement_canceled",
        "movement_created",
        "movement_received",
        "movement_updated",
        "other",
        "promotion",
        "quality_control",
        "received",
        "reservation_created",
        "reservation_deleted",
        "reservation_updated",
        "restock",
        "safety_stock",
        "shrinkage",
    }
)
_HIGHEST = 1_000_000_000


@dataclass(frozen=True)
class Change:
    """One item at one location, from what it has to what it shall have."""

    variant: Variant
    level: Level
    name: str
    delta: int


def set_quantities(desk: Desk, given: dict[str, Any]) -> dict[str, Any]:
    """`inventorySetQuantities`; Refusal when anything is wrong, and then nothing was done."""
    if given["name"] not in ("available", "on_hand"):
        message = "The quantity name must be either 'available' or 'on_hand'."
        raise refuse(message, "input", "name", code="INVALID_NAME")
    rows = given["quantities"]
    _present(rows, "InventoryQuantityInput")
    _unique(rows)
    changes = [_setting(desk, given["name"], row, place) for place, row in enumerate(rows)]
    return _apply(desk, given, changes)


def adjust_quantities(desk: Desk, given: dict[str, Any]) -> dict[str, Any]:
    """`inventoryAdjustQuantities`; Refusal when anything is wrong, and then nothing was done."""
    if given["name"] != "available":
        message = "The specified quantity name is invalid."
        raise refuse(message, "input", "name", code="INVALID_QUANTITY_NAME")
    rows = given["changes"]
    _present(rows, "InventoryChangeInput")
    changes = []
    for place, row in enumerate(rows):
        where = ("input", "changes", str(place))
        variant, level = _found(desk, row, where)
        _compare(row, level.available, where)
        changes.append(Change(variant, level, "available", row["delta"]))
    return _apply(desk, given, changes)


def activate(
    desk: Desk, item: str, location: str, available: int | None, on_hand: int | None
) -> tuple[Variant, Level]:
    """`inventoryActivate`: the item is stocked there; what was there before stays."""
    variant = desk.store.by_item(number_of(item, "InventoryItem"))
    place = desk.store.location(number_of(location, "Location"))
    if variant is None:
        raise refuse("The specified inventory item could not be found.", "inventoryItemId")
    if place is None:
        raise refuse("The specified location could not be found.", "locationId")
    level = variant.level(place.id)
    if level is not None:
        if available is not None or on_hand is not None:
            message = "Not allowed to set available quantity when the item is already active."
            raise refuse(message, "available")
        return variant, level
    level = Level(place.id, available if available is not None else on_hand or 0)
    variant.levels.append(level)
    desk.stock_changed(variant, place.id)
    return variant, level


def _present(rows: Sequence[dict[str, Any]], noun: str) -> None:
    if any("changeFromQuantity" not in row for row in rows):
        message = f"{noun} must include the following argument: changeFromQuantity."
        raise GraphQLError(message, extensions={"code": "INVALID_FIELD_ARGUMENTS"})


def _unique(rows: Sequence[dict[str, Any]]) -> None:
    seen = set()
    for place, row in enumerate(rows):
        pair = row["inventoryItemId"], row["locationId"]
        if pair in seen:
            raise Refusal(
                [
                    Problem(
                        ("input", "quantities", str(place)),
                        "The combination of inventoryItemId and locationId must be unique.",
                        "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
                    )
                ]
            )
        seen.add(pair)


def _setting(desk: Desk, name: str, row: dict[str, Any], place: int) -> Change:
    where = ("input", "quantities", str(place))
    variant, level = _found(desk, row, where)
    quantity = row["quantity"]
    if quantity > _HIGHEST:
        message = "The total quantity can't be higher than 1,000,000,000."
        raise refuse(message, *where, "quantity", code="INVALID_QUANTITY_TOO_HIGH")
    if quantity < 0:
        message = "The quantity can't be negative."
        raise refuse(message, *where, "quantity", code="INVALID_QUANTITY_NEGATIVE")
    now = level.available if name == "available" else level.on_hand
    _compare(row, now, where)
    return Change(variant, level, name, quantity - now)


def _found(desk: Desk, row: dict[str, Any], where: tuple[str, ...]) -> tuple[Variant, Level]:
    variant = desk.store.by_item(number_of(row["inventoryItemId"], "InventoryItem"))
    if variant is None:
        message = "The specified inventory item could not be found."
        raise refuse(message, *where, "inventoryItemId", code="INVALID_INVENTORY_ITEM")
    location = desk.store.location(number_of(row["locationId"], "Location"))
    if location is None:
        message = "The specified location could not be found."
        raise refuse(message, *where, "locationId", code="INVALID_LOCATION")
    return variant, variant.level(location.id) or Level(location.id)


def _compare(row: dict[str, Any], now: int, where: tuple[str, ...]) -> None:
    expected = row["changeFromQuantity"]
    if expected is not None and expected != now:
        message = "The changeFromQuantity value does not match persisted value."
        raise refuse(message, *where, "changeFromQuantity", code="CHANGE_FROM_QUANTITY_STALE")


def _apply(desk: Desk, given: dict[str, Any], changes: list[Change]) -> dict[str, Any]:
    if given["reason"] not in REASONS:
        message = "The specified reason is invalid."
        raise refuse(message, "input", "reason", code="INVALID_REASON")
    rows = [row for change in changes for row in _one(desk, change)]
    number = desk.id("InventoryAdjustmentGroup")
    return {
        "id": gid("InventoryAdjustmentGroup", number),
        "createdAt": desk.at.isoformat(),
        "reason": given["reason"],
        "referenceDocumentUri": given.get("referenceDocumentUri"),
        "changes": rows,
    }


def _one(desk: Desk, change: Change) -> list[dict[str, Any]]:
    if not change.delta:
        return []
    variant, level = change.variant, change.level
    if variant.level(level.location_id) is None:
        variant.levels.append(level)
    level.available += change.delta
    desk.stock_changed(variant, level.location_id)
    after = {"available": level.available, "on_hand": level.on_hand}
    return [
        {
            "name": name,
            "delta": change.delta,
            "quantityAfterChange": quantity,
            "item": variant.inventory_item_id,
            "location": level.location_id,
        }
        for name, quantity in after.items()
    ]
