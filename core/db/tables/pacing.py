"""How fast stores and Slack are asked, all processes together.

Both tables are unlogged: they are written with every call and worth nothing after a crash of the
server, which leaves them empty: then nothing is known, and one call goes at a time.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, Table, Text

from core.db.columns import as_json, time
from core.db.tables.base import metadata


def _points(name: str, *, null: bool = False) -> Column[float]:
    return Column(name, Double, nullable=null)


shopify_budgets = Table(
    "shopify_budgets",
    metadata,
    Column("shop", Text, primary_key=True),
    _points("maximum", null=True),
    _points("rate"),
    _points("level"),
    time("as_of", null=False),
    time("paused_until"),
    # The number of the last call let through.
    Column("calls", BigInteger, nullable=False),
    # The points of all calls that ended.
    _points("spent"),
    # By call: points set aside, until when (seconds), what was spent when it began.
    as_json("in_flight"),
    # By who asks: points wanted, share kept, since when, until when (seconds).
    as_json("line"),
    prefixes=["UNLOGGED"],
)

slack_lanes = Table(
    "slack_lanes",
    metadata,
    Column("lane", Text, primary_key=True),
    time("free_at", null=False),
    time("told_at", null=False),
    time("paused_until"),
    prefixes=["UNLOGGED"],
)
