"""Orders, their pushes and the attempts to carry these out."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    func,
    text,
)

from core.db.columns import (
    as_json,
    at_least,
    count,
    one_of,
    partial,
    refers,
    row_id,
    time,
    words,
)
from core.db.tables.base import metadata
from core.domain.pushes import Outcome, PushState

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
PUSH_QUEUED = text("pushes.state = 'queued'")
PUSH_UNDECIDED = text("pushes.state = 'unknown' AND NOT pushes.asked")
PUSH_NOT_SKIPPED = text("pushes.state <> 'skipped'")

orders = Table(
    "orders",
    metadata,
    row_id(),
    refers("store_id", "stores.id"),
    words("gid"),
    words("name"),
    words("number"),
    time("processed_at", null=False),
    time("updated_at", null=False),
    time("cancelled_at"),
    Column("test", Boolean, nullable=False),
    words("financial_status", null=True),
    words("fulfillment_status"),
    Column("total", Numeric, nullable=False),
    words("total_currency"),
    Column("shipping", Numeric, nullable=False),
    words("shipping_currency"),
    words("city", null=True),
    words("country_code", null=True),
    words("initials", null=True),
    as_json("lines"),
    as_json("held_by"),
    time("erased_at"),
    UniqueConstraint("store_id", "gid"),
    Index("orders_by_name", "store_id", func.lower(text("name"))),
    Index("orders_by_number", "store_id", func.lower(text("number"))),
    partial("orders_to_erase", text("erased_at IS NULL"), "updated_at"),
    Index("orders_by_age", "updated_at"),
    partial("orders_open", ORDER_IS_OPEN, "store_id", "processed_at"),
)

pushes = Table(
    "pushes",
    metadata,
    row_id(),
    refers("order_id", "orders.id"),
    refers("source_id", "stores.id"),
    count("part"),
    words("identity"),
    words("state"),
    as_json("lines"),
    as_json("reason", null=True),
    words("reference", null=True),
    words("source_gid", null=True),
    words("source_name", null=True),
    time("source_created_at"),
    time("source_updated_at"),
    time("source_cancelled_at"),
    words("source_fulfillment_status", null=True),
    words("actor", null=True),
    Column("shipping_fee", Numeric),
    count("attempt"),
    time("lease_until"),
    count("lookups"),
    time("unknown_since"),
    Column("asked", Boolean, nullable=False),
    time("due_at"),
    time("changed_at"),
    as_json("placement", null=True),
    Column("carries_shipping", Boolean, nullable=False),
    time("waiting_since"),
    Column("left_to_person", Boolean, nullable=False),
    UniqueConstraint("order_id", "source_id", "part"),
    UniqueConstraint("source_id", "identity"),
    one_of("state", PushState),
    at_least(1, "part"),
    at_least(0, "attempt"),
    at_least(0, "lookups"),
    CheckConstraint("state <> 'sending' OR lease_until IS NOT NULL", name="sending_has_lease"),
    CheckConstraint("state <> 'pushed' OR source_gid IS NOT NULL", name="pushed_has_order"),
    CheckConstraint(
        "num_nulls(source_gid, source_name, source_created_at, source_updated_at,"
        " source_fulfillment_status) IN (0, 5)",
        name="source_order_whole",
    ),
    # Two pushes never stand for one source order.
    partial(
        "pushes_source_order",
        text("source_gid IS NOT NULL"),
        "source_id",
        "source_gid",
        unique=True,
    ),
    partial("pushes_failed", PUSH_FAILED, "order_id"),
    partial("pushes_sending", PUSH_SENDING, "lease_until"),
    partial("pushes_waiting", PUSH_WAITING, "due_at"),
    partial("pushes_open_at_source", PUSH_IS_OPEN_AT_SOURCE, "source_id", "order_id"),
    Index("pushes_by_state", "state"),
    Index("pushes_newest", "state", "id"),
    Index("pushes_by_change", "changed_at"),
)

attempts = Table(
    "attempts",
    metadata,
    refers("push_id", "pushes.id"),
    count("number"),
    time("started_at", null=False),
    time("lease_until", null=False),
    words("actor", null=True),
    time("finished_at"),
    words("outcome", null=True),
    as_json("reason", null=True),
    words("reference", null=True),
    PrimaryKeyConstraint("push_id", "number"),
    one_of("outcome", Outcome),
    at_least(1, "number"),
    Index("attempts_by_age", "finished_at"),
)
