"""The tables. Their constraints carry the product's promises: whatever the code above does, the
database lets no order be pushed twice and no message be posted under a name twice.

No customer data is kept beyond city and country (see `core.domain.orders.OrderFacts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Interval,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import TextClause

from core.domain.pushes import Outcome, PushState
from core.domain.stores import Mode, Role

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)

# Conditions of the partial indexes. Queries use the same text: PostgreSQL uses such an index only
# where it can see the constants, which it cannot in a bound parameter.
ORDER_IS_OPEN = text(
    "orders.cancelled_at IS NULL"
    " AND orders.fulfillment_status NOT IN ('FULFILLED', 'RESTOCKED')"
    " AND COALESCE(orders.financial_status, '') NOT IN ('REFUNDED', 'VOIDED')"
)
PUSH_IS_OPEN_AT_SOURCE = text(
    "pushes.state = 'pushed' AND pushes.source_cancelled_at IS NULL"
    " AND pushes.source_fulfillment_status <> 'FULFILLED'"
)
PUSH_FAILED = text("pushes.state = 'failed'")
PUSH_SENDING = text("pushes.state = 'sending'")
PUSH_WAITING = text("pushes.state = 'waiting'")
PUSH_NOT_SKIPPED = text("pushes.state <> 'skipped'")


def _one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _time(name: str, *, null: bool = True, now: bool = False) -> Column[Any]:
    default = func.now() if now else None
    return Column(name, DateTime(timezone=True), nullable=null and not now, server_default=default)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _at_least(least: int, column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} >= {least}", name=column)


def _refers(name: str, to: str) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(to), nullable=False)


def _json(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, JSONB(none_as_null=True), nullable=null)


def _partial(name: str, where: TextClause, *columns: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, postgresql_where=where)


stores = Table(
    "stores",
    metadata,
    _id(),
    _text("handle"),
    _text("shop"),
    _text("name"),
    _text("role"),
    _text("currency"),
    _text("timezone"),
    _text("channel", null=True),
    _count("keyed_hits"),
    _time("uninstalled_at"),
    _time("created_at", now=True),
    UniqueConstraint("handle"),
    UniqueConstraint("shop"),
    # With these two, unique means unique in any case.
    CheckConstraint("handle = lower(handle)", name="handle"),
    CheckConstraint("shop = lower(shop)", name="shop"),
    _one_of("role", Role),
    _at_least(0, "keyed_hits"),
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
    _id(),
    _refers("destination_id", "stores.id"),
    _refers("source_id", "stores.id"),
    _text("mode"),
    Column("waiting_time", Interval, nullable=False),
    UniqueConstraint("destination_id", "source_id"),
    CheckConstraint("destination_id <> source_id", name="two_stores"),
    _one_of("mode", Mode),
)

orders = Table(
    "orders",
    metadata,
    _id(),
    _refers("store_id", "stores.id"),
    _text("gid"),
    _text("name"),
    _text("number"),
    _time("processed_at", null=False),
    _time("updated_at", null=False),
    _time("cancelled_at"),
    Column("test", Boolean, nullable=False),
    _text("financial_status", null=True),
    _text("fulfillment_status"),
    Column("total", Numeric, nullable=False),
    _text("total_currency"),
    Column("shipping", Numeric, nullable=False),
    _text("shipping_currency"),
    _text("city", null=True),
    _text("country_code", null=True),
    _json("lines"),
    _json("held_by"),
    UniqueConstraint("store_id", "gid"),
    Index("orders_by_name", "store_id", func.lower(text("name"))),
    Index("orders_by_number", "store_id", func.lower(text("number"))),
    _partial("orders_open", ORDER_IS_OPEN, "store_id", "processed_at"),
)

pushes = Table(
    "pushes",
    metadata,
    _id(),
    _refers("order_id", "orders.id"),
    _refers("source_id", "stores.id"),
    _count("part"),
    _text("identity"),
    _text("state"),
    _json("lines"),
    _json("reason", null=True),
    _text("reference", null=True),
    _text("source_gid", null=True),
    _text("source_name", null=True),
    _time("source_created_at"),
    _time("source_updated_at"),
    _time("source_cancelled_at"),
    _text("source_fulfillment_status", null=True),
    _text("actor", null=True),
    Column("shipping_fee", Numeric),
    _count("attempt"),
    _time("lease_until"),
    _count("lookups"),
    _time("unknown_since"),
    Column("asked", Boolean, nullable=False),
    _time("due_at"),
    _time("changed_at"),
    UniqueConstraint("order_id", "source_id", "part"),
    UniqueConstraint("source_id", "identity"),
    _one_of("state", PushState),
    _at_least(1, "part"),
    _at_least(0, "attempt"),
    _at_least(0, "lookups"),
    CheckConstraint("state <> 'sending' OR lease_until IS NOT NULL", name="sending_has_lease"),
    CheckConstraint("state <> 'pushed' OR source_gid IS NOT NULL", name="pushed_has_order"),
    CheckConstraint(
        "num_nulls(source_gid, source_name, source_created_at, source_updated_at,"
        " source_fulfillment_status) IN (0, 5)",
        name="source_order_whole",
    ),
    # Two pushes never stand for one source order.
    _partial(
        "pushes_source_order",
        text("source_gid IS NOT NULL"),
        "source_id",
        "source_gid",
        unique=True,
    ),
    _partial("pushes_failed", PUSH_FAILED, "order_id"),
    _partial("pushes_sending", PUSH_SENDING, "lease_until"),
    _partial("pushes_waiting", PUSH_WAITING, "due_at"),
    _partial("pushes_open_at_source", PUSH_IS_OPEN_AT_SOURCE, "source_id", "order_id"),
    Index("pushes_by_state", "state"),
)

attempts = Table(
    "attempts",
    metadata,
    _refers("push_id", "pushes.id"),
    _count("number"),
    _time("started_at", null=False),
    _time("lease_until", null=False),
    _text("actor", null=True),
    _time("finished_at"),
    _text("outcome", null=True),
    _json("reason", null=True),
    _text("reference", null=True),
    PrimaryKeyConstraint("push_id", "number"),
    _one_of("outcome", Outcome),
    _at_least(1, "number"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("webhook_id", Text, primary_key=True),
    _refers("store_id", "stores.id"),
    _text("topic"),
    _text("resource"),
    _text("event_id", null=True),
    _time("triggered_at"),
    _time("received_at", now=True),
)

messages = Table(
    "messages",
    metadata,
    Column("key", Text, primary_key=True),
    _text("channel"),
    _text("ts", null=True),
    _text("shown"),
)

ticks = Table(
    "ticks",
    metadata,
    _text("what"),
    _time("at", null=False),
    PrimaryKeyConstraint("what", "at"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("store_id", BigInteger, ForeignKey("stores.id"), primary_key=True),
    _time("at", null=False),
)

digests = Table(
    "digests",
    metadata,
    Column("channel", Text, primary_key=True),
    _text("at"),
    _text("timezone"),
    Column("enabled", Boolean, nullable=False),
    CheckConstraint("at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'", name="at"),
)

digest_posts = Table(
    "digest_posts",
    metadata,
    Column("channel", Text, primary_key=True),
    _time("at", null=False),
)
