"""The file of items: readable by a spreadsheet, and nothing in it is run as a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.item_sheet import COLUMNS, Sheet
from core.domain.items import Item, ItemState, MatchedBy
from core.domain.stores import ConnectionId

bounded = settings(max_examples=80, deadline=None, derandomize=True)


def item(sku: str, title: str = "Thing") -> Item:
    gid, by = "gid://shopify/ProductVariant/42", MatchedBy.SKU
    return Item(ConnectionId(1), gid, sku, title, ItemState.ACTIVE, gid, sku, by)


def rows(sheet: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.content().decode("utf-8-sig"), newline="")))


def test_it_is_headed_and_marked_as_utf_8() -> None:
    sheet = Sheet()
    sheet.add([item("A", 'Größe "L", blau')])
    assert sheet.content().startswith(b"\xef\xbb\xbf")
    head, row = rows(sheet)
    assert tuple(head) == COLUMNS
    assert row == ["A", 'Größe "L", blau', "active", "A", "sku", "", "42", "42"]


@bounded
@given(st.text(max_size=20), st.sampled_from(["", "=", "+", "-", "@", "\t", "\r"]))
def test_no_cell_begins_like_a_formula_and_none_is_lost(words: str, begin: str) -> None:
    sheet = Sheet()
    sheet.add([item(begin + words, words)] * 2)
    _, *found = rows(sheet)
    assert len(found) == 2
    for row in found:
        assert all(cell[:1] not in set("=+-@\t\r") or not cell for cell in row)
        assert row[0].removeprefix("'") == (begin + words).removeprefix("'")
