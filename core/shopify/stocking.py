"""Stock: counted, written over what was expected, adjusted.

Every write carries a key, which Shopify demands since 2026-04, and under which it does the work
once. A number is written over the one that was expected, or not at all. (shopify.dev, manage
inventory quantities and states; at most 250 rows a call.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from core.domain.errors import OutcomeUnknown, Rejected
from core.domain.reasons import OUTCOME_UNKNOWN, change_refused
from core.domain.stock.aims import Batch, Row
from core.domain.stores import StoreId
from core.ports.stock import Level
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient, as_json
from core.shopify.user_errors import UserError, require_clear, sentences

READ_AT_ONCE = 100
"""Items a read asks for: a third of what one query may cost."""
_AVAILABLE, _CORRECTION = "available", "correction"
_STALE = g.InventorySetQuantitiesUserErrorCode.CHANGE_FROM_QUANTITY_STALE


class ShopifyStock:
    """Implements `StockGateway`."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def levels(
        self, store_id: StoreId, item_gids: Collection[str], location_gid: str
    ) -> Mapping[str, Level]:
        """What each of these inventory items has at a location."""
        found: dict[str, Level] = {}
        asked = list(item_gids)
        for start in range(0, len(asked), READ_AT_ONCE):
            variables = {"ids": asked[start : start + READ_AT_ONCE], "location": location_gid}
            answer = await self._client.run(store_id, d.READ_LEVELS, variables)
            for node in answer.nodes:
                if isinstance(node, g.ReadLevelsNodesInventoryItem):
                    found[node.id] = _level(node)
        return found

    async def set_levels(self, store_id: StoreId, batch: Batch) -> Sequence[int]:
        """Send `inventorySetQuantities`; what it raises is told in the port."""
        access = await self._client.access(store_id)
        wanted = g.InventorySetQuantitiesInput(
            name=_AVAILABLE,
            reason=_CORRECTION,
            reference_document_uri=f"gid://synctec/Stock/{batch.key}",
            quantities=[_quantity(row) for row in batch.rows],
        )
        variables = {"input": as_json(wanted), "key": batch.key}
        answer = await self._client.run(access, d.SET_LEVELS, variables)
        made = answer.inventory_set_quantities
        if made is None:
            raise OutcomeUnknown(OUTCOME_UNKNOWN)
        stale = [one for one in made.user_errors if one.code is _STALE]
        if stale and len(stale) == len(made.user_errors):
            return sorted({_place(one.field, len(batch.rows)) for one in stale})
        _raise_for(access.name, made.user_errors)
        return ()

    async def stock_item(
        self, store_id: StoreId, item_gid: str, location_gid: str, available: int, *, key: str
    ) -> None:
        """Send `inventoryActivate`; what it raises is told in the port."""
        access = await self._client.access(store_id)
        variables = {"item": item_gid, "location": location_gid, "available": available, "key": key}
        made = (await self._client.run(access, d.ACTIVATE_LEVEL, variables)).inventory_activate
        if made is None:
            raise OutcomeUnknown(OUTCOME_UNKNOWN)
        _raise_for(access.name, made.user_errors)

    async def adjust(
        self, store_id: StoreId, changes: Mapping[tuple[str, str], int], *, key: str
    ) -> None:
        """Send `inventoryAdjustQuantities`; what it raises is told in the port."""
        access = await self._client.access(store_id)
        wanted = {
            "name": _AVAILABLE,
            "reason": _CORRECTION,
            "referenceDocumentUri": f"gid://synctec/Stock/{key}",
            "changes": list(_adjustments(changes)),
        }
        answer = await self._client.run(access, d.ADJUST_LEVELS, {"input": wanted, "key": key})
        made = answer.inventory_adjust_quantities
        if made is None:
            raise OutcomeUnknown(OUTCOME_UNKNOWN)
        _raise_for(access.name, made.user_errors)


def _level(node: g.ReadLevelsNodesInventoryItem) -> Level:
    level = node.inventory_level
    if level is None or not level.is_active:
        return Level(0, stocked=False, tracked=node.tracked)
    return Level(sum(one.quantity for one in level.quantities), tracked=node.tracked)


def _quantity(row: Row) -> g.InventoryQuantityInput:
    return g.InventoryQuantityInput(
        inventory_item_id=row.item_gid,
        location_id=row.spot.location_gid,
        quantity=row.after,
        change_from_quantity=row.before,
    )


def _adjustments(changes: Mapping[tuple[str, str], int]) -> Iterable[dict[str, Any]]:
    for (item_gid, location_gid), units in sorted(changes.items()):
        # The last field must be there, and be null, where any number will do.
        yield {
            "inventoryItemId": item_gid,
            "locationId": location_gid,
            "delta": units,
            "changeFromQuantity": None,
        }


def _place(field: Sequence[str] | None, count: int) -> int:
    """Which row an error is about: `["input", "quantities", "3", "changeFromQuantity"]`."""
    numbers = [int(part) for part in field or () if part.isdigit()]
    return min(numbers[0], count - 1) if numbers else 0


def _raise_for(shop: str, errors: Sequence[UserError]) -> None:
    require_clear(shop, errors)
    if errors:
        raise Rejected(change_refused(shop, sentences(errors)))
