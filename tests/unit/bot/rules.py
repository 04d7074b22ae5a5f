"""Slack's limits from an independent table (slackblocks' registry), and the SDK's own checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slackblocks import _limits, _surfaces

Json = dict[str, Any]
_TOGETHER = 12_000
"""Slack documents no number for `msg_blocks_too_long`; a maintainer of Bolt names this one."""
Surface = Literal["home", "message", "modal"]


def problems(blocks: list[Json], surface: Surface) -> list[str]:
    """What is wrong with these blocks on this surface; empty when nothing is."""
    return [
        *_refused_by_the_sdk(blocks),
        *(problem for block in blocks for problem in _block(block)),
        *_on_surface(blocks, surface),
        *_twice(blocks),
    ]


def texts(node: Any) -> Iterator[tuple[str, str]]:
    """Every text of a payload with its kind: mrkdwn, plain_text or text (a run of rich text)."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str) and "type" in node:
            yield node["type"], node["text"]
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def _of_a_chart(block: Json) -> Iterator[str]:
    """What the SDK does not model yet."""
    chart = block["chart"]
    categories = chart["axis_config"]["categories"]
    if len(block["title"]) > _limits.DATA_VISUALIZATION_TITLE_MAX_LENGTH:
        yield "a chart's title is too long"
    if not 1 <= len(categories) <= _limits.DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS:
        yield f"a chart of {len(categories)} categories"
    if max(map(len, categories)) > _limits.DATA_VISUALIZATION_CATEGORY_LABEL_MAX_LENGTH:
        yield "a category's name is too long"
    if not 1 <= len(chart["series"]) <= _limits.DATA_VISUALIZATION_SERIES_MAX_ITEMS:
        yield f"a chart of {len(chart['series'])} series"
    for series in chart["series"]:
        if len(series["name"]) > _limits.DATA_VISUALIZATION_SERIES_NAME_MAX_LENGTH:
            yield "a series' name is too long"
        if [point["label"] for point in series["data"]] != categories:
            yield "a series' labels are not the chart's categories"


def _refused_by_the_sdk(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "data_visualization":
            yield from _of_a_chart(block)
            continue
        parsed = Block.parse(block)
        if parsed is None:
            yield f"the SDK knows no {block['type']}"
            continue
        try:
            parsed.to_dict()
        except SlackObjectFormationError as error:
            yield f"{block['type']}: {error}"


def _block(block: Json) -> Iterator[str]:
    most = {
        "section": _limits.SECTION_TEXT_MAX_LENGTH,
        "header": _limits.HEADER_TEXT_MAX_LENGTH,
    }.get(block["type"], _limits.TEXT_MAX_LENGTH)
    yield from _long(block.get("text"), most)
    for field in block.get("fields", []):
        yield from _long(field, _limits.SECTION_FIELDS_ITEM_MAX_LENGTH)
    if block["type"] == "context":
        for element in block["elements"]:
            yield from _long(element, _limits.TEXT_MAX_LENGTH)
    if block["type"] == "input":
        yield from _long(block["label"], _limits.INPUT_LABEL_MAX_LENGTH)
        yield from _input(block["element"])
    for element in _buttons(block):
        yield from _long(element["text"], _limits.BUTTON_TEXT_MAX_LENGTH)
        if len(element.get("value", "")) > _limits.BUTTON_VALUE_MAX_LENGTH:
            yield "button value too long"


def _input(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    if groups is not None:
        yield from _groups(element, groups)
    options = element.get("options")
    if options is None:
        return
    most = 10 if element["type"] == "radio_buttons" else _limits.SELECT_OPTIONS_MAX_ITEMS
    if not 1 <= len(options) <= most:
        yield f"{len(options)} options in {element['type']}"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option is not among the options"
    yield from _options(options)


def _groups(element: Json, groups: list[Json]) -> Iterator[str]:
    most = _limits.SELECT_OPTIONS_MAX_ITEMS
    if not 1 <= len(groups) <= most:
        yield f"{len(groups)} option groups in {element['type']}"
    offered = [option for group in groups for option in group["options"]]
    for group in groups:
        yield from _long(group["label"], _limits.OPTION_TEXT_MAX_LENGTH)
        if not 1 <= len(group["options"]) <= most:
            yield f"{len(group['options'])} options in a group"
    for chosen in element.get("initial_options", []):
        if chosen not in offered:
            yield "an initial option is not among the options"
    yield from _options(offered)


def _options(options: list[Json]) -> Iterator[str]:
    for option in options:
        yield from _long(option["text"], _limits.OPTION_TEXT_MAX_LENGTH)
        yield from _long(option.get("description"), _limits.OPTION_TEXT_MAX_LENGTH)
        if len(option["value"]) > _limits.OPTION_VALUE_MAX_LENGTH:
            yield "option value too long"


def _on_surface(blocks: list[Json], surface: Surface) -> Iterator[str]:
    most = 50 if surface == "message" else 100
    together = sum(len(text) for _, text in texts(blocks))
    if surface == "message" and together > _TOGETHER:
        yield f"{together} characters in one message"
    if not 1 <= len(blocks) <= most:
        yield f"{len(blocks)} blocks"
    for block in blocks:
        if block["type"] not in _surfaces._BLOCK_TYPES_BY_SURFACE[surface]:
            yield f"no {block['type']} in a {surface}"


def _twice(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        names = Counter(element["action_id"] for element in _buttons(block))
        yield from (f"action id {name} twice" for name, times in names.items() if times > 1)
    names = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block id {name} twice" for name, times in names.items() if times > 1)


def _buttons(block: Json) -> list[Json]:
    parts = [*block.get("elements", []), block.get("accessory") or {}]
    return [part for part in parts if part.get("type") == "button"]


def _long(text: Json | None, most: int) -> Iterator[str]:
    # In UTF-16 units: the strictest way in which Slack may count.
    if text is None:
        return
    size = len(text["text"].encode("utf-16-le")) // 2
    if not 1 <= size <= most:
        yield f"{size} characters where {most} are allowed: {text['text'][:60]!r}"
