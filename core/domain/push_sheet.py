"""Pushes for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from core.domain.push_list import PushRow
from core.domain.sheets import cell

COLUMNS = (
    "Order",
    "Store",
    "Placed at",
    "Customer",
    "Payment",
    "Fulfilment",
    "Source",
    "Part",
    "Push status",
    "Source order",
    "Items",
    "Since",
    "Reason",
    "What to do",
    "Reference",
)


def as_csv(rows: Iterable[PushRow]) -> str:
    """A row for each push under `COLUMNS`; times in UTC, ISO 8601."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    sheet.writerows([cell(told) for told in _row(row)] for row in rows)
    return text.getvalue()


def _row(row: PushRow) -> tuple[str, ...]:
    push, reason = row.card.push, row.card.push.reason
    return (
        row.facts.name,
        row.store.name,
        row.facts.processed_at.isoformat(),
        row.facts.initials or "",
        row.facts.financial_status or "",
        row.facts.fulfillment_status,
        row.card.source.name,
        str(push.part),
        push.state.value,
        push.source_order.name if push.source_order else "",
        str(row.items),
        _time(push.changed_at),
        reason.sentence if reason else "",
        reason.remedy if reason else "",
        push.reference or "",
    )


def _time(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
