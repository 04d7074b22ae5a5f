"""inventorySetQuantities, inventoryAdjustQuantities, inventoryActivate: all need a key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox.shopify.actions import inventory
from sandbox.shopify.actions.refusal import Refusal
from sandbox.shopify.fields import Ask
from sandbox.shopify.idempotency import Do, Show, keyed
from sandbox.shopify.resolvers.products import Item, Shelf


def _remembering(do: Callable[[Ask], dict[str, Any]]) -> Do:
    def remembered(ask: Ask) -> dict[str, Any]:
        try:
            return {"made": do(ask), "userErrors": []}
        except Refusal as refused:
            return {"userErrors": [problem.to_json() for problem in refused.problems]}

    return remembered


def _group(answer: dict[str, Any], ask: Ask) -> dict[str, Any]:
    made = answer.get("made")
    return {
        "inventoryAdjustmentGroup": _whole(made, ask) if made else None,
        "userErrors": answer["userErrors"],
    }


def _whole(made: dict[str, Any], ask: Ask) -> dict[str, Any]:
    changes = []
    for row in made["changes"]:
        variant = ask.store.by_item(row["item"])
        item = Item(variant) if variant else None
        location = ask.store.location(row["location"])
        changes.append({**row, "item": item, "location": location, "ledgerDocumentUri": None})
    at = datetime.fromisoformat(made["createdAt"])
    return {**made, "createdAt": at, "changes": changes}


def _activated(ask: Ask) -> dict[str, Any]:
    item, location = ask["inventoryItemId"], ask["locationId"]
    variant, level = inventory.activate(ask.desk, item, location, ask["available"], ask["onHand"])
    return {"variant": variant.id, "location": level.location_id}


def _level(answer: dict[str, Any], ask: Ask) -> dict[str, Any]:
    made = answer.get("made")
    variant = ask.store.variants.get(made["variant"]) if made else None
    level = variant.level(made["location"]) if variant and made else None
    shelf = Shelf(variant, level) if variant and level else None
    return {"inventoryLevel": shelf, "userErrors": answer["userErrors"]}


def _register(name: str, do: Callable[[Ask], dict[str, Any]], show: Show) -> None:
    keyed(name, _remembering(do), show)


_register(
    "inventorySetQuantities", lambda ask: inventory.set_quantities(ask.desk, ask["input"]), _group
)
_register(
    "inventoryAdjustQuantities",
    lambda ask: inventory.adjust_quantities(ask.desk, ask["input"]),
    _group,
)
_register("inventoryActivate", _activated, _level)
