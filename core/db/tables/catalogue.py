"""Items of a connection, and the aliases that match some of them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Table, func, text

from core.db.columns import one_of, refers, time, words
from core.db.tables.base import metadata
from core.domain.items import ItemState, MatchedBy

items = Table(
    "items",
    metadata,
    refers("connection_id", "connections.id"),
    words("variant_gid"),
    words("sku"),
    words("title"),
    words("state"),
    words("source_variant_gid", null=True),
    words("source_sku", null=True),
    words("matched_by", null=True),
    words("suggestion", null=True),
    time("changed_at", now=True),
    PrimaryKeyConstraint("connection_id", "variant_gid"),
    one_of("state", ItemState),
    one_of("matched_by", MatchedBy),
    CheckConstraint(
        "(state IN ('active', 'paused')) = (source_variant_gid IS NOT NULL)", name="synced"
    ),
    CheckConstraint(
        "num_nulls(source_variant_gid, source_sku, matched_by) IN (0, 3)", name="whole"
    ),
    Index("items_by_state", "connection_id", "state", "sku", "variant_gid"),
    Index("items_by_sku", "connection_id", func.lower(text("sku"))),
    Index("items_by_source_variant", "source_variant_gid"),
)

aliases = Table(
    "aliases",
    metadata,
    refers("connection_id", "connections.id"),
    words("sku"),
    words("source_sku"),
    time("created_at", now=True),
    PrimaryKeyConstraint("connection_id", "sku"),
)
