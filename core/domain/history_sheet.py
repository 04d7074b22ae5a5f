"""A timeline for machines: as CSV for a spreadsheet, and as JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from core.domain.sheets import cell
from core.domain.timeline import Entry, Timeline
from core.domain.timeline_words import said

COLUMNS = (
    "Time",
    "Event",
    "Who",
    "What",
    "Order",
    "Source",
    "Source order",
    "Part",
    "Parcel",
    "Units",
    "Carrier",
    "Tracking numbers",
    "Reason",
)
_DETAILS = ("parcel", "units", "company", "numbers", "code")


def as_csv(timeline: Timeline) -> str:
    """A row for each event, oldest first, under `COLUMNS`; times in UTC, ISO 8601."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(entry) for entry in timeline.entries)
    return text.getvalue()


def as_json(timeline: Timeline) -> str:
    """The same as one object with all details, indented."""
    whole = {
        "store": timeline.store.handle,
        "order": timeline.name,
        "url": timeline.url,
        "events": [_object(entry) for entry in timeline.entries],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def file_name(timeline: Timeline) -> str:
    """The name of the file of this timeline."""
    plain = "".join(one if one.isalnum() or one in "-_" else "-" for one in timeline.number)
    return f"history-{timeline.store.handle}-{plain[:60] or 'order'}.csv"


def _row(entry: Entry) -> list[str]:
    event = entry.event
    told = (event.details.get(key, "") for key in _DETAILS)
    head = (event.happened_at.isoformat(), event.kind.value, entry.who, said(entry))
    push = (entry.source, entry.source_order, str(entry.part) if entry.source else "")
    return [cell(text) for text in (*head, entry.order, *push, *told)]


def _object(entry: Entry) -> dict[str, Any]:
    event = entry.event
    return {
        "time": event.happened_at.isoformat(),
        "event": event.kind.value,
        "actor": event.actor,
        "who": entry.who,
        "what": said(entry),
        "source": entry.source or None,
        "source_order": entry.source_order or None,
        "part": entry.part if entry.source else None,
        "details": dict(event.details),
    }
