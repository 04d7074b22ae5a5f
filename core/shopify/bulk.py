"""Whole stores read by Shopify's bulk operations: asked for, followed, and read line by line.

(shopify.dev, bulk operations: five at a time for an app and shop; the result is a file of JSON
lines whose address is good for seven days.)
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, ClassVar

from core.domain.errors import AccessRefused, Rejected, Temporary
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


class BulkReader:
    """One kind of listing: what is asked for, and the scope that it needs."""

    document: ClassVar[d.Document[Any]]
    scope: ClassVar[str]

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def begin(self, store_id: StoreId) -> str:
        """Ask Shopify to list everything. Asked twice by mistake it lists it twice: nothing is
        changed by it.

        Raises:
            Temporary: as many operations run on this store as Shopify allows.
        """
        answer = await self._client.run(store_id, d.RUN_BULK, {"query": _inner(self.document)})
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
            AccessRefused: the app may not read this.
        """
        found = (await self._client.run(store_id, d.LOOK_AT_BULK, {"id": operation})).bulk_operation
        if found is None:
            return Listing(0, failed="it is gone")
        counted, every = int(found.root_object_count), int(found.object_count)
        if found.status in _ENDED_BADLY:
            if found.error_code is g.BulkOperationErrorCode.ACCESS_DENIED:
                access = await self._client.access(store_id)
                raise AccessRefused(reasons.scope_missing(access.name, f"Needed: {self.scope}"))
            return Listing(counted, failed=(found.error_code or found.status).value.lower())
        return Listing(counted, found.status is _S.COMPLETED, found.url, lines=every)

    async def lines(self, store_id: StoreId, listing: Listing) -> AsyncIterator[bytes]:
        """What a complete listing holds, line by line; none where it found nothing.

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
            yield line
        if count != listing.lines:
            raise Temporary(reasons.no_answer(access.name))


def _inner(document: d.Document[Any]) -> str:
    """The document as an operation's own query: without a name, as in Shopify's examples."""
    text = document.text
    return text[text.index("{") :]
