"""What stores sell: whole catalogues by bulk operations, and single products."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from pydantic import ValidationError

from core.domain.errors import Broken
from core.domain.matching import CatalogueVariant
from core.domain.stores import StoreId
from core.ports.matching import Listing
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify import reasons
from core.shopify.bulk import BulkReader

_ONLY_ONE = " - Default Title"
"""What Shopify puts behind the title of a product that comes in one version."""


class ShopifyCatalogues(BulkReader):
    """Implements `CatalogueReader`."""

    document = d.BULK_VARIANTS
    scope = "read_products"

    async def variants(
        self, store_id: StoreId, listing: Listing
    ) -> AsyncIterator[CatalogueVariant]:
        """What a complete listing holds, one after the other.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        access = await self._client.access(store_id)
        async for line in self.lines(store_id, listing):
            yield _variant(access.name, line)

    async def product(self, store_id: StoreId, gid: str) -> Sequence[CatalogueVariant]:
        """One product's variants; none where it is gone."""
        found: list[CatalogueVariant] = []
        after, more = None, True
        while more:
            variables = {"id": gid, "after": after}
            product = (await self._client.run(store_id, d.PRODUCT_VARIANTS, variables)).product
            if product is None:
                return []
            found += [
                CatalogueVariant(
                    one.id,
                    gid,
                    (one.sku or "").strip(),
                    _title(one.display_name),
                    one.inventory_item.tracked,
                    one.inventory_item.id,
                )
                for one in product.variants.nodes
            ]
            page = product.variants.page_info
            after, more = page.end_cursor, page.has_next_page
        return found


def _variant(shop: str, line: bytes) -> CatalogueVariant:
    try:
        found = g.BulkVariantsProductVariantsEdgesNode.model_validate_json(line)
    except ValidationError as error:
        raise Broken(reasons.contract_changed(shop), "bulk_variants: another line") from error
    sku, title = (found.sku or "").strip(), _title(found.display_name)
    item = found.inventory_item
    return CatalogueVariant(found.id, found.product.id, sku, title, item.tracked, item.id)


def _title(display_name: str) -> str:
    return display_name.removesuffix(_ONLY_ONE)
