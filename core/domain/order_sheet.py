"""Open orders for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from core.domain.cards import OrderRow
from core.domain.sheets import cell

COLUMNS = (
    "Order",
    "Store",
    "Placed at",
    "Customer",
    "Items",
    "Pushes",
    "Sources",
    "Source orders",
    "Locations",
    "Reason",
    "Address",
)


def as_csv(rows: Iterable[OrderRow]) -> bytes:
    """A row for each order under `COLUMNS`; times in UTC, ISO 8601. UTF-8 with a mark, as
    spreadsheets expect it."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    sheet.writerows([cell(told) for told in _row(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _row(row: OrderRow) -> tuple[str, ...]:
    return (
        row.facts.name,
        row.store.name,
        row.facts.processed_at.isoformat(),
        row.facts.initials or "",
        str(row.items),
        ", ".join(state.value for state in row.states),
        ", ".join(card.source.name for card in row.pushes),
        ", ".join(card.push.source_order.name for card in row.pushes if card.push.source_order),
        ", ".join(row.places),
        " ".join(_reasons(row)),
        row.url,
    )


def _reasons(row: OrderRow) -> list[str]:
    """What keeps it, and what stays behind of it."""
    stays = row.left_behind.reasons if row.left_behind else ()
    every = [*([row.reason] if row.reason else []), *stays]
    return [str(reason.sentence) for reason in every]
