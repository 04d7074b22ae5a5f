"""Many failures of one cause."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, text

from core.db.columns import partial, refers, row_id, time, words
from core.db.tables.base import metadata

STORM_IS_ON = text("storms.ended_at IS NULL")

storms = Table(
    "storms",
    metadata,
    row_id(),
    words("channel"),
    refers("source_id", "stores.id"),
    words("code"),
    time("began_at", null=False),
    time("newest_at", null=False),
    time("ended_at"),
    partial("storms_on", text("ended_at IS NULL"), "channel", "source_id", "code"),
)

storm_pushes = Table(
    "storm_pushes",
    metadata,
    refers("storm_id", "storms.id"),
    refers("push_id", "pushes.id"),
    PrimaryKeyConstraint("storm_id", "push_id"),
    Index("storm_pushes_push", "push_id"),
)
