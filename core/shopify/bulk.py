"""Whole catalogues, by Shopify's bulk operations: asked for, followed, and read line by line.

(shopify.dev, bulk operations: five at a time for an app and shop; the result is a file of JSON
lines whose address is good for seven days.)
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from pydantic import ValidationError

from core.domain.errors import AccessRefused, Broken, Rejected, Temporary
from core.domain.matching import CatalogueVariant
from core.domain.reasons import refused_by_shopify
from core.domain.stores import StoreId
from core.ports.matching import Listing
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify import reasons
from core.shopify.client import ShopifyClient

_AGAIN = timedelta(seconds=10)
_S = g.BulkOperationStatus
_ENDED_BADLY = frozenset({_S.FAILED, _S.CANCELED, _S.EXPIRED})
_BUSY = frozenset(
    {
        g.BulkOperationUserErrorCode.OPERATION_IN_PROGRESS,
        g.BulkOperationUserErrorCode.LIMIT_REACHED,
    }
)
_ONLY_ONE = " - Default Title"
"""What Shopify puts behind the title of a product that comes in one version."""


class ShopifyCatalogues:
    """Implements `CatalogueReader`."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def begin(self, store_id: StoreId) -> str:
        """Ask Shopify to list every variant. Asked twice by mistake it lists them twice: nothing
        is changed by it.

        Raises:
            Temporary: as many operations run on this store as Shopify allows.
        """
        answer = await self._client.run(store_id, d.RUN_BULK, {"query": _inner(d.BULK_VARIANTS)})
        made = answer.bulk_operation_run_query
        if made is not None and made.bulk_operation is not None:
            return made.bulk_operation.id
        access = await self._client.access(store_id)
        errors = made.user_errors if made is not None else []
        if any(error.code in _BUSY for error in errors):
            raise Temporary(reasons.bulk_busy(access.name), _AGAIN)
        said = "; ".join(error.message for error in errors)
        raise Rejected(refused_by_shopify(access.name, said[:300]))

    async def look(self, store_id: StoreId, operation: str) -> Listing:
        """How far it is.

        Raises:
            AccessRefused: the app may not read products.
        """
        found = (await self._client.run(store_id, d.LOOK_AT_BULK, {"id": operation})).bulk_operation
        if found is None:
            return Listing(0, failed="it is gone")
        counted = int(found.root_object_count)
        if found.status in _ENDED_BADLY:
            if found.error_code is g.BulkOperationErrorCode.ACCESS_DENIED:
                access = await self._client.access(store_id)
                raise AccessRefused(reasons.scope_missing(access.name, "Needed: read_products"))
            return Listing(counted, failed=(found.error_code or found.status).value.lower())
        return Listing(counted, found.status is _S.COMPLETED, found.url)

    async def variants(
        self, store_id: StoreId, listing: Listing
    ) -> AsyncIterator[CatalogueVariant]:
        """What a complete listing holds, one after the other.

        Raises:
            NotFound: Shopify does not have the file any more.
            Temporary: it did not arrive whole.
        """
        if listing.url is None:
            return
        access = await self._client.access(store_id)
        count = 0
        async for line in self._client.lines(access.name, listing.url):
            count += 1
            yield _variant(access.name, line)
        if count != listing.counted:
            raise Temporary(reasons.no_answer(access.name))

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


def _inner(document: d.Document[g.BulkVariants]) -> str:
    """The document as an operation's own query: without a name, as in Shopify's examples."""
    text = document.text
    return text[text.index("{") :]


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
