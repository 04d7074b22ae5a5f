"""What differs, as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from core.domain.sheets import cell
from core.domain.stock.cards import PlacedDifference

COLUMNS = ("SKU", "Title", "Location", "Shows", "Is to show", "Variant")


def difference_sheet(found: Iterable[PlacedDifference]) -> bytes:
    """Comma-separated values, marked as UTF-8; no cell is run as a formula."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(each) for each in found)
    return text.getvalue().encode("utf-8-sig")


def _row(placed: PlacedDifference) -> list[str | int]:
    one = placed.difference
    return [
        cell(one.sku),
        cell(one.title),
        cell(placed.location),
        "" if one.shows is None else one.shows,
        one.wanted,
        one.spot.variant_gid.rpartition("/")[2],
    ]
