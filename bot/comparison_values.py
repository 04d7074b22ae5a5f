"""What the button of a comparison carries, written and read in one place."""

from __future__ import annotations

import json

from core.domain.stock.comparisons import Comparison
from core.domain.stores import ConnectionId


def comparison_value(run: Comparison) -> str:
    """Which one it is."""
    return json.dumps([run.connection_id, run.number])


def read_comparison(value: str) -> tuple[ConnectionId, int]:
    """The inverse of `comparison_value`: the connection, and the comparison's number."""
    connection_id, number = json.loads(value)
    return ConnectionId(connection_id), int(number)
