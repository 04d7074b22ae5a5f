"""All the stock of a store, by a bulk operation."""

from __future__ import annotations

from collections.abc import AsyncIterator

from pydantic import ValidationError

from core.domain.errors import Broken
from core.domain.stores import StoreId
from core.ports.comparing import ListedLevel
from core.ports.matching import Listing
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify import reasons
from core.shopify.bulk import BulkReader

_LEVEL = b'"quantities"'
"""What a level's line has, and the line of the variant before it has not."""


class ShopifyLevels(BulkReader):
    """Implements `LevelReader`."""

    document = d.BULK_LEVELS
    scope = "read_inventory"

    async def levels(self, store_id: StoreId, listing: Listing) -> AsyncIterator[ListedLevel]:
        """What a complete listing holds, one after the other.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        access = await self._client.access(store_id)
        async for line in self.lines(store_id, listing):
            if _LEVEL in line:
                yield _level(access.name, line)


def _level(shop: str, line: bytes) -> ListedLevel:
    # Each level names its item: whether Shopify calls the item or its variant the parent of the
    # line is told nowhere.
    try:
        found = (
            g.BulkLevelsProductVariantsEdgesNodeInventoryItemInventoryLevelsEdgesNode
        ).model_validate_json(line)
    except ValidationError as error:
        raise Broken(reasons.contract_changed(shop), "bulk_levels: another line") from error
    return ListedLevel(found.item.id, found.location.id, sum(q.quantity for q in found.quantities))
