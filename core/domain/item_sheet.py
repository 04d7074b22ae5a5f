"""The items of a connection as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from core.domain.items import Item
from core.domain.sheets import cell

COLUMNS = (
    "SKU",
    "Title",
    "State",
    "Source SKU",
    "Matched by",
    "Did you mean",
    "Variant",
    "Source variant",
)


class Sheet:
    """Comma-separated values, filled a page of items at a time; no cell is run as a formula."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)

    def add(self, items: Iterable[Item]) -> None:
        """A row for each."""
        self._rows.writerows(_row(item) for item in items)

    def content(self) -> bytes:
        """The file, marked as UTF-8, as spreadsheets want it."""
        return self._text.getvalue().encode("utf-8-sig")


def _row(item: Item) -> list[str]:
    return [
        cell(item.sku),
        cell(item.title),
        item.state.value,
        cell(item.source_sku or ""),
        item.matched_by.value if item.matched_by else "",
        cell(item.suggestion or ""),
        _number(item.variant_gid),
        _number(item.source_variant_gid or ""),
    ]


def _number(gid: str) -> str:
    """The number that Shopify's admin has in its addresses."""
    return gid.rpartition("/")[2]
