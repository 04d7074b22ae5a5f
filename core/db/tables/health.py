"""How each store does, faults of our own, and what was found that nobody told us of."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from core.db.columns import as_json, count, partial, refers, row_id, time, words
from core.db.tables.base import metadata

store_health = Table(
    "store_health",
    metadata,
    Column("store_id", BigInteger, ForeignKey("stores.id"), primary_key=True, autoincrement=False),
    count("faults"),
    time("first_fault_at"),
    as_json("reason", null=True),
    time("held_since"),
    count("probes"),
    time("next_probe_at"),
    as_json("refusals"),
    count("number"),
    time("began_at"),
    time("over_at"),
    count("went_on"),
)

faults = Table(
    "faults",
    metadata,
    words("code"),
    words("job"),
    count("number"),
    count("times"),
    time("first_at", null=False),
    time("newest_at", null=False),
    words("reference"),
    as_json("reason"),
    words("about"),
    Column("store_id", BigInteger, ForeignKey("stores.id")),
    PrimaryKeyConstraint("code", "job"),
)

findings = Table(
    "findings",
    metadata,
    row_id(),
    refers("store_id", "stores.id"),
    words("kind"),
    words("subject"),
    words("before"),
    time("found_at", null=False),
    time("due_at", null=False),
    Column("batch", BigInteger),
    time("told_at"),
    UniqueConstraint("store_id", "kind", "subject"),
    partial("findings_untold", text("told_at IS NULL"), "store_id"),
)
