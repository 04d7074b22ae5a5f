"""What whole stores were listed to have, and the newest comparison of each connection."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    text,
)

from core.db.columns import as_json, at_least, count, one_of, refers, time, words
from core.db.tables.base import metadata
from core.domain.stock.comparisons import Stage

stock_listings = Table(
    "stock_listings",
    metadata,
    Column("store_id", BigInteger, ForeignKey("stores.id"), primary_key=True),
    count("number"),
    time("started_at", null=False),
    words("operation", null=True),
    count("counted"),
    count("tries"),
    time("kept_at"),
    as_json("reason", null=True),
    at_least(1, "number"),
)

listed_levels = Table(
    "listed_levels",
    metadata,
    refers("store_id", "stores.id"),
    words("item_gid"),
    words("location_gid"),
    count("available"),
    PrimaryKeyConstraint("store_id", "item_gid", "location_gid"),
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("connection_id", BigInteger, ForeignKey("connections.id"), primary_key=True),
    count("number"),
    words("stage"),
    words("actor", null=True),
    words("channel", null=True),
    time("started_at", null=False),
    time("lease_until", null=False),
    count("items"),
    count("differing"),
    words("applied_by", null=True),
    time("applied_at"),
    time("told_at"),
    time("finished_at"),
    as_json("reason", null=True),
    Column("attached", Boolean, nullable=False),
    Column("left_alone", Integer, nullable=False, server_default=text("0")),
    Column("numbers", Integer, nullable=False, server_default=text("0")),
    one_of("stage", Stage),
    at_least(1, "number"),
)

stock_differences = Table(
    "stock_differences",
    metadata,
    refers("connection_id", "comparisons.connection_id"),
    words("variant_gid"),
    words("location_gid"),
    words("source_variant_gid"),
    Column("shows", Integer),
    count("wanted"),
    PrimaryKeyConstraint("connection_id", "variant_gid", "location_gid"),
)
