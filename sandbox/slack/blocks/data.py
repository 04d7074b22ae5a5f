"""Tables and charts."""

from typing import Any

from sandbox.slack.blocks.objects import BLOCK_ID
from sandbox.slack.blocks.rich import CELL
from sandbox.slack.blocks.rules import (
    Check,
    Problems,
    boolean,
    by_type,
    dicts,
    integer,
    items,
    number,
    one_of,
    shape,
    string,
)

_CELLS: dict[str, Check] = {
    "raw_text": shape({"type": one_of("raw_text"), "text": string(20_000)}),
    "raw_number": shape({"type": one_of("raw_number"), "value": number}, {"text": string(20_000)}),
    "rich_text": CELL,
}
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _header(problems: Problems, at: str, value: Any) -> None:
    by_type(_CELLS, {"raw_text", "raw_number"})(problems, at, value)


def _data_rows(problems: Problems, at: str, value: Any) -> None:
    items(items(by_type(_CELLS), least=1, most=20), least=2, most=101)(problems, at, value)
    rows = value if isinstance(value, list) else []
    if rows and isinstance(rows[0], list):
        for index, cell in enumerate(rows[0]):
            if isinstance(cell, dict) and cell.get("type") == "rich_text":
                _header(problems, f"{at}/0/{index}", cell)
    if len({len(row) for row in rows if isinstance(row, list)}) > 1:
        problems.add(at, "all rows must have the same number of columns")
    if characters(rows) > 20_000:
        problems.add(at, "must be less than 20001 characters in all cells together")


def characters(value: Any) -> int:
    """How many characters of text a payload holds, however deep."""
    if isinstance(value, dict):
        own = value.get("text")
        inner = sum(characters(v) for v in value.values())
        return inner + (len(own) if isinstance(own, str) else 0)
    return sum(characters(v) for v in value) if isinstance(value, list) else 0


TABLE = shape(
    {
        "type": one_of("table"),
        "rows": items(items(by_type(_CELLS), least=1, most=20), least=1, most=100),
    },
    {"block_id": BLOCK_ID, "column_settings": items(_COLUMN, least=0, most=20)},
)

DATA_TABLE = shape(
    {"type": one_of("data_table"), "rows": _data_rows, "caption": string(3000)},
    {
        "block_id": BLOCK_ID,
        "page_size": integer(1, 100),
        "row_header_column_index": integer(0, 19),
    },
)


def _positive(problems: Problems, at: str, value: Any) -> None:
    number(problems, at, value)
    if isinstance(value, int | float) and value <= 0:
        problems.add(at, "must be more than 0")


_LABEL = string(20)
_POINTS = items(shape({"label": _LABEL, "value": number}), least=1, most=20)
_AXIS = shape(
    {"categories": items(_LABEL, least=1, most=20)},
    {"x_label": string(50), "y_label": string(50)},
)


def _labels_agree(problems: Problems, at: str, value: Any) -> None:
    config = value.get("axis_config")
    categories = config.get("categories") if isinstance(config, dict) else None
    for index, series in enumerate(dicts(value.get("series"))):
        labels = [point.get("label") for point in dicts(series.get("data"))]
        if labels != categories:
            problems.add(f"{at}/series/{index}/data", "labels must match the axis categories")


def _series_chart(name: str) -> Check:
    one = shape({"name": _LABEL, "data": _POINTS})
    return shape(
        {"type": one_of(name), "series": items(one, least=1, most=12), "axis_config": _AXIS},
        also=[_labels_agree],
    )


_SEGMENT = shape({"label": _LABEL, "value": _positive})
_CHARTS: dict[str, Check] = {
    "pie": shape({"type": one_of("pie"), "segments": items(_SEGMENT, least=1, most=12)}),
    **{name: _series_chart(name) for name in ("bar", "line", "area")},
}

DATA_VISUALIZATION = shape(
    {"type": one_of("data_visualization"), "title": string(50), "chart": by_type(_CHARTS)},
    {"block_id": BLOCK_ID},
)
