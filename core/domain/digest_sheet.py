"""The whole list of a digest for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from core.domain.cards import DigestRow
from core.domain.sheets import cell

COLUMNS = ("Order", "Store", "Placed at", "Pushes", "Sources", "Source orders", "Reason", "Address")


def as_csv(rows: Iterable[DigestRow]) -> bytes:
    """A row for each order under `COLUMNS`; times in UTC, ISO 8601. UTF-8 with a mark, as
    spreadsheets expect it."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    sheet.writerows([cell(told) for told in _row(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _row(row: DigestRow) -> tuple[str, ...]:
    return (
        row.name,
        row.store.name,
        row.placed_at.isoformat(),
        ", ".join(state.value for state in row.states),
        ", ".join(row.sources),
        ", ".join(row.source_orders),
        row.reason.sentence if row.reason else "",
        row.url,
    )
