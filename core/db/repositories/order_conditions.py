"""What orders are asked for by, as conditions that the indexes of their tables serve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, TextClause, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONPATH

from core.db.tables import orders, pushes


def has_push(condition: ColumnElement[bool] | TextClause) -> ColumnElement[bool]:
    """Whether an order has such a push. One look an order, by the index: beside an `OR` PostgreSQL
    would read all pushes for an `EXISTS`."""
    own = select(literal(value=True)).where(pushes.c.order_id == orders.c.id, condition).limit(1)
    return func.coalesce(own.scalar_subquery(), literal(value=False))


def has_line_staying(*, but_for: Iterable[str]) -> ColumnElement[Any]:
    """Whether a line of an order stays for a reason which is none of these."""
    others = " && ".join(f'@ != "{code}"' for code in sorted(but_for))
    path = cast(f"$[*].reason.code ? ({others})", JSONPATH)
    return func.jsonb_path_exists(orders.c.lines, path)
