"""An order's history in words, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.history import SYNCTEC, Event, EventKind
from core.domain.history_sheet import COLUMNS, as_csv, as_json, file_name
from core.domain.orders import OrderId
from core.domain.pushes import PushId, PushState
from core.domain.timeline import Entry, Timeline, entries_of
from core.domain.timeline_words import said
from tests.unit.domain.makers import NORTH as NORTH_ID
from tests.unit.domain.makers import push, source_order, store

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEST = store()
NORTH = store(NORTH_ID)
PUSH = push(PushState.PUSHED, id=PushId(5), source_order=source_order())
bounded = settings(max_examples=60, deadline=None, derandomize=True)


def event(kind: EventKind, actor: str = SYNCTEC, **details: str) -> Event:
    return Event(OrderId(1), PushId(5), f"{kind}", kind, AT, actor, details)


def entry(kind: EventKind, actor: str = SYNCTEC, **details: str) -> Entry:
    (found,) = entries_of([event(kind, actor, **details)], "#1001", [PUSH], [DEST, NORTH])
    return found


def timeline(*entries: Entry, number: str = "1001") -> Timeline:
    return Timeline(OrderId(1), DEST, f"#{number}", number, "https://dest/orders/1", entries)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            entry(EventKind.PUSHED, units="2", order="#2045", attempt="2"),
            "Pushed 2 units to North Supply as order #2045, attempt 2",
        ),
        (
            entry(EventKind.SHIPPED, units="1", parcel="#2045-F1"),
            "Shipped 1 unit of order #2045 as parcel #2045-F1",
        ),
        (
            entry(EventKind.MARKED_SHIPPED, units="1", parcel="#1001-F1"),
            "Marked 1 unit of order #1001 as shipped: parcel #1001-F1",
        ),
        (
            entry(EventKind.TRACKING, parcel="#2045-F1", company="UPS", numbers="1Z, 2Z"),
            "Tracking of parcel #2045-F1: UPS 1Z, 2Z",
        ),
        (
            entry(EventKind.DELIVERY, parcel="#2045-F1", status="OUT_FOR_DELIVERY"),
            "Parcel #2045-F1: out for delivery",
        ),
        (
            entry(EventKind.PUSH_FAILED, code="x", sentence="It is too late.", units="1"),
            "The push to North Supply failed: It is too late",
        ),
        (
            entry(EventKind.CUSTOMERS_RETURN, units="2", status="REQUESTED", **{"return": "#1-R1"}),
            "Return #1-R1 of 2 units: requested",
        ),
        (entry(EventKind.RETURN, what="opened"), "Return on order #2045 opened"),
        (entry(EventKind.TAKEN_OFF, units="1"), "Took 1 unit off order #2045"),
    ],
)
def test_each_event_is_told_in_both_stores_words(found: Entry, words: str) -> None:
    assert said(found) == words


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_words_with_nothing_told_of_it(kind: EventKind) -> None:
    assert said(entry(kind)).strip()
    assert said(Entry(event(kind), "#1001")).strip()


def test_whoever_did_it_is_named() -> None:
    assert entry(EventKind.QUEUED, "U0ANNA").user == "U0ANNA"
    assert entry(EventKind.QUEUED).who == "SyncTec"
    assert entry(EventKind.SHIPPED, "store:north").who == "North Supply"
    # A store that was renamed meanwhile is told by what it was called.
    assert entry(EventKind.SHIPPED, "store:old").who == "old"
    assert entry(EventKind.SHIPPED, "store:north").user is None


def test_a_later_part_says_so() -> None:
    second = replace(PUSH, part=2)
    (found,) = entries_of([event(EventKind.SKIPPED)], "#1001", [second], [NORTH])
    assert said(found) == "Nothing is left to push to North Supply (part 2)"


def test_the_csv_has_a_row_an_event_and_the_json_every_detail() -> None:
    whole = timeline(
        entry(EventKind.QUEUED, "U0ANNA", units="1"),
        entry(EventKind.TRACKING, "store:north", parcel="#2045-F1", company="UPS", numbers="1Z"),
    )
    head, queued, tracking = rows(as_csv(whole))
    assert tuple(head) == COLUMNS
    assert queued[:3] == ["2026-11-22T12:00:00+00:00", "queued", "U0ANNA"]
    assert tracking[4:] == [
        *("#1001", "North Supply", "#2045", "1", "#2045-F1", "", "UPS", "1Z", ""),
    ]
    told = json.loads(as_json(whole))
    assert (told["store"], told["order"]) == (DEST.handle, "#1001")
    assert [one["event"] for one in told["events"]] == ["queued", "tracking"]
    assert told["events"][1]["details"]["numbers"] == "1Z"


@bounded
@given(st.text(max_size=20), st.sampled_from(["", "=", "+", "-", "@", "\t", "\r"]))
def test_no_cell_is_run_as_a_formula_and_no_row_is_lost(words: str, begin: str) -> None:
    typed = begin + words
    told = entry(EventKind.TRACKING, typed, parcel=typed, company=typed, numbers=typed, code=typed)
    one = replace(told, order=typed, source=typed, source_order=typed)
    _, *found = rows(as_csv(timeline(one, one)))
    assert len(found) == 2
    for row in found:
        assert len(row) == len(COLUMNS)
        assert not any(cell[:1] in set("=+-@\t\r") and cell for cell in row)


@pytest.mark.parametrize("number", ["1001", "EN-1001", "../../etc/passwd", "", "x" * 500])
def test_the_files_name_is_plain(number: str) -> None:
    name = file_name(timeline(number=number))
    assert name.startswith("history-dest-")
    assert name.endswith(".csv")
    assert "/" not in name
    assert len(name) < 100
