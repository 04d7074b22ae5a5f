"""Whose business a push is, as a condition: the store's that sold it, and that of who ships it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_

from core.db.session import among
from core.db.tables import orders, pushes
from core.domain.stores import StoreId


def sold_or_shipped(
    destination_ids: Collection[StoreId], source_ids: Collection[StoreId]
) -> ColumnElement[bool]:
    """Sold by one of the first, or to be shipped by one of the second; the statement reads both
    tables."""
    sold = among(orders.c.store_id, destination_ids)
    return or_(sold, among(pushes.c.source_id, source_ids)) if source_ids else sold
