"""What is carried between the stores, and what happened to each order."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from core.db.columns import as_json, at_least, count, one_of, partial, refers, row_id, time, words
from core.db.tables.base import metadata
from core.domain.mirrors.records import Kind, State

MIRROR_MOVES = text("state IN ('waiting', 'asked', 'sending')")
PARCEL_IS_CARRIED = text("mirrors.kind = 'parcel' AND mirrors.state = 'done'")
EVENT_BY_A_PERSON = text("events.actor <> 'synctec' AND events.actor NOT LIKE 'store:%'")

line_links = Table(
    "line_links",
    metadata,
    refers("push_id", "pushes.id"),
    words("source_line_gid"),
    words("line_gid"),
    words("place", null=True),
    PrimaryKeyConstraint("push_id", "source_line_gid"),
)

mirrors = Table(
    "mirrors",
    metadata,
    row_id(),
    refers("push_id", "pushes.id"),
    words("kind"),
    words("original"),
    words("place"),
    count("number"),
    words("state"),
    as_json("units"),
    words("copy", null=True),
    as_json("tracking"),
    count("attempt"),
    time("lease_until"),
    words("key", null=True),
    as_json("reason", null=True),
    words("actor", null=True),
    as_json("details"),
    time("changed_at", null=False),
    UniqueConstraint("push_id", "kind", "original", "place", "number"),
    one_of("kind", Kind),
    one_of("state", State),
    at_least(1, "number"),
    CheckConstraint("state <> 'sending' OR lease_until IS NOT NULL", name="sending_has_lease"),
    partial("mirrors_copy", text("copy IS NOT NULL"), "kind", "copy", unique=True),
    partial("mirrors_due", MIRROR_MOVES, "lease_until"),
    partial("mirrors_parcels", PARCEL_IS_CARRIED, "changed_at"),
)

events = Table(
    "events",
    metadata,
    row_id(),
    refers("order_id", "orders.id"),
    Column("push_id", BigInteger, ForeignKey("pushes.id")),
    words("subject"),
    words("kind"),
    time("happened_at", null=False),
    words("actor"),
    as_json("details"),
    UniqueConstraint("order_id", "subject"),
    Index("events_by_push", "push_id"),
    partial("events_by_people", EVENT_BY_A_PERSON, "happened_at"),
)

tellings = Table(
    "tellings",
    metadata,
    words("thread"),
    refers("event_id", "events.id"),
    words("reply"),
    time("told_at"),
    PrimaryKeyConstraint("thread", "event_id"),
    Index("tellings_by_event", "event_id"),
)
