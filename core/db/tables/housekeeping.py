"""What was received, posted and done at which time."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.db.columns import as_json, refers, time, words
from core.db.tables.base import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("webhook_id", Text, primary_key=True),
    refers("store_id", "stores.id"),
    words("topic"),
    words("resource"),
    words("event_id", null=True),
    time("triggered_at"),
    time("received_at", now=True),
    Index("inbox_resource", "store_id", "resource"),
    Index("inbox_heard", "store_id", "received_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("key", Text, primary_key=True),
    words("channel"),
    words("ts", null=True),
    words("shown"),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
)

ticks = Table(
    "ticks",
    metadata,
    words("what"),
    time("at", null=False),
    PrimaryKeyConstraint("what", "at"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("store_id", BigInteger, ForeignKey("stores.id"), primary_key=True),
    time("at", null=False),
    time("polled_at"),
)

digests = Table(
    "digests",
    metadata,
    Column("channel", Text, primary_key=True),
    words("at"),
    words("timezone"),
    Column("enabled", Boolean, nullable=False),
    Column("weekdays", JSONB, nullable=False, server_default=text("'[1, 2, 3, 4, 5, 6, 7]'")),
    as_json("store_ids", null=True),
    CheckConstraint("at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'", name="at"),
)

order_snoozes = Table(
    "order_snoozes",
    metadata,
    Column("order_id", BigInteger, ForeignKey("orders.id"), primary_key=True),
    time("until", null=False),
    words("actor"),
)

digest_posts = Table(
    "digest_posts",
    metadata,
    Column("channel", Text, primary_key=True),
    time("at", null=False),
)
