"""What stores sell, as far as it was read, and the newest match of each connection."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
)

from core.db.columns import as_json, at_least, count, one_of, refers, time, words
from core.db.tables.base import metadata
from core.domain.match_runs import Stage

variants = Table(
    "variants",
    metadata,
    refers("store_id", "stores.id"),
    words("gid"),
    words("product_gid"),
    words("sku"),
    words("sku_key"),
    words("title"),
    Column("tracked", Boolean, nullable=False),
    words("item_gid", null=True),
    time("read_at", null=False),
    PrimaryKeyConstraint("store_id", "gid"),
    Index("variants_by_key", "store_id", "sku_key"),
    Index("variants_by_product", "store_id", "product_gid"),
    Index("variants_by_item", "store_id", "item_gid"),
)

match_runs = Table(
    "match_runs",
    metadata,
    Column("connection_id", BigInteger, ForeignKey("connections.id"), primary_key=True),
    count("number"),
    words("stage"),
    words("actor", null=True),
    words("channel", null=True),
    time("started_at", null=False),
    time("lease_until", null=False),
    as_json("destination"),
    as_json("source"),
    time("told_at"),
    time("finished_at"),
    as_json("reason", null=True),
    Column("attached", Boolean, nullable=False),
    time("matched_at"),
    one_of("stage", Stage),
    at_least(1, "number"),
)
