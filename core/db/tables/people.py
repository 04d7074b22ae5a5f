"""Who may do what."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from core.db.columns import one_of, time, words
from core.db.tables.base import metadata
from core.domain.people import Right

grants = Table(
    "grants",
    metadata,
    words("subject"),
    Column("store_id", BigInteger, ForeignKey("stores.id")),
    words("level"),
    words("given_by"),
    time("given_at", null=False),
    # Everywhere is granted once, too.
    UniqueConstraint("subject", "store_id", postgresql_nulls_not_distinct=True),
    one_of("level", Right),
)

group_people = Table(
    "group_people",
    metadata,
    words("group_id"),
    words("user_id"),
    PrimaryKeyConstraint("group_id", "user_id"),
    Index("group_people_user", "user_id"),
)
