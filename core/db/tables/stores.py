"""Stores, how they are linked, and who changed that."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.db.columns import as_json, at_least, count, one_of, refers, row_id, time, words
from core.db.tables.base import metadata
from core.domain.stores import Role

stores = Table(
    "stores",
    metadata,
    row_id(),
    words("handle"),
    words("shop"),
    words("name"),
    words("role"),
    words("currency"),
    words("timezone"),
    words("channel", null=True),
    words("email", null=True),
    words("phone", null=True),
    as_json("settings"),
    count("keyed_hits"),
    time("uninstalled_at"),
    time("forgotten_at"),
    words("prepared_for", null=True),
    Column("routes", JSONB, nullable=False, server_default=text("'{}'")),
    time("created_at", now=True),
    UniqueConstraint("handle"),
    UniqueConstraint("shop"),
    # With these two, unique means unique in any case.
    CheckConstraint("handle = lower(handle)", name="handle"),
    CheckConstraint("shop = lower(shop)", name="shop"),
    one_of("role", Role),
    at_least(0, "keyed_hits"),
)

store_credentials = Table(
    "store_credentials",
    metadata,
    Column("store_id", BigInteger, ForeignKey("stores.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

connections = Table(
    "connections",
    metadata,
    row_id(),
    refers("destination_id", "stores.id"),
    refers("source_id", "stores.id"),
    as_json("settings"),
    UniqueConstraint("destination_id", "source_id"),
    CheckConstraint("destination_id <> source_id", name="two_stores"),
)

locations = Table(
    "locations",
    metadata,
    refers("store_id", "stores.id"),
    words("gid"),
    words("name"),
    Column("active", Boolean, nullable=False),
    PrimaryKeyConstraint("store_id", "gid"),
)

location_groups = Table(
    "location_groups",
    metadata,
    row_id(),
    words("name"),
    Index("location_groups_name", func.lower(text("name")), unique=True),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", BigInteger, ForeignKey("location_groups.id"), nullable=False),
    refers("store_id", "stores.id"),
    words("location_gid"),
    words("name"),
    # A location stands for one stock.
    PrimaryKeyConstraint("store_id", "location_gid"),
    Index("group_members_group", "group_id"),
)

audit = Table(
    "audit",
    metadata,
    row_id(),
    time("at", null=False),
    words("actor"),
    words("action"),
    Column("store_id", BigInteger, ForeignKey("stores.id")),
    Column("source_id", BigInteger, ForeignKey("stores.id")),
    as_json("changes"),
    Index("audit_newest", "store_id", text("at DESC")),
)
