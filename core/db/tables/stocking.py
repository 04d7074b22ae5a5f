"""What destinations show of the sources' stock, and how it came to that."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
    text,
    true,
)

from core.db.columns import as_json, count, partial, refers, time, words
from core.db.tables.base import metadata


def _part_of(name: str, to: str) -> Column[int]:
    """The key of another row, without which this one is nothing."""
    return Column(name, BigInteger, ForeignKey(to, ondelete="CASCADE"), nullable=False)


stock_changes = Table(
    "stock_changes",
    metadata,
    refers("source_id", "stores.id"),
    words("variant_gid"),
    words("why"),
    count("number"),
    time("began_at", null=False),
    time("changed_at", null=False),
    PrimaryKeyConstraint("source_id", "variant_gid"),
)

shelves = Table(
    "shelves",
    metadata,
    refers("store_id", "stores.id"),
    words("variant_gid"),
    words("location_gid"),
    Column("shown", Integer),
    as_json("gaps"),
    Column("writing", Integer),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
    Column("lost", Boolean, nullable=False, server_default=false()),
    Column("stocked", Boolean, nullable=False, server_default=true()),
    Column("edition", BigInteger, nullable=False, server_default=text("0")),
    time("since", null=False),
    time("moved_at", null=False),
    words("why", null=True),
    PrimaryKeyConstraint("store_id", "variant_gid", "location_gid"),
    partial("shelves_unexplained", text("gaps <> '[]'"), "store_id"),
)

pools = Table(
    "pools",
    metadata,
    refers("source_id", "stores.id"),
    words("variant_gid"),
    _part_of("group_id", "location_groups.id"),
    Column("available", Integer, nullable=False),
    Column("missing", Integer, nullable=False, server_default=text("0")),
    time("counted_at", null=False),
    time("moved_at", null=False),
    PrimaryKeyConstraint("source_id", "variant_gid", "group_id"),
)

stock_batches = Table(
    "stock_batches",
    metadata,
    Column("key", Text, primary_key=True),
    refers("source_id", "stores.id"),
    refers("store_id", "stores.id"),
    as_json("rows"),
    time("made_at", null=False),
    Index("stock_batches_source", "source_id"),
)

stock_echoes = Table(
    "stock_echoes",
    metadata,
    refers("store_id", "stores.id"),
    words("variant_gid"),
    words("location_gid"),
    count("number"),
    words("key"),
    time("at", null=False),
    PrimaryKeyConstraint("store_id", "variant_gid", "location_gid", "key"),
    Index("stock_echoes_age", "at"),
)

stock_claims = Table(
    "stock_claims",
    metadata,
    _part_of("order_id", "orders.id"),
    words("line_gid"),
    words("location_gid"),
    words("variant_gid"),
    count("units"),
    PrimaryKeyConstraint("order_id", "line_gid", "location_gid"),
)

stock_takings = Table(
    "stock_takings",
    metadata,
    _part_of("order_id", "orders.id"),
    refers("source_id", "stores.id"),
    words("variant_gid"),
    words("place"),
    words("location_gid"),
    count("units"),
    Column("sending", Integer),
    words("key", null=True),
    PrimaryKeyConstraint("order_id", "source_id", "variant_gid", "place"),
)
