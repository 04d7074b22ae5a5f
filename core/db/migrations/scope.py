"""What in the database is ours to compare and change."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any


def is_ours(name: str | None, kind: str, parents: MutableMapping[Any, str | None]) -> bool:
    """False for Procrastinate's tables: they are seen through the search path, and its own SQL
    makes and changes them."""
    del parents
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))
