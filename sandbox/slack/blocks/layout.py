"""Block Kit's layout blocks."""

from typing import Any

from sandbox.slack.blocks.data import DATA_TABLE, DATA_VISUALIZATION, TABLE
from sandbox.slack.blocks.elements import (
    BUTTON,
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from sandbox.slack.blocks.objects import BLOCK_ID, SLACK_FILE, plain, text
from sandbox.slack.blocks.rich import RICH_TEXT
from sandbox.slack.blocks.rules import (
    Check,
    Problems,
    at_least_one,
    boolean,
    by_type,
    dicts,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    url,
)

_ID: dict[str, Check] = {"block_id": BLOCK_ID}


def _block(
    name: str, required: dict[str, Check], optional: dict[str, Check] | None = None, *also: Check
) -> Check:
    return shape({"type": one_of(name), **required}, {**_ID, **(optional or {})}, also=also)


def _dispatch_needs_action(problems: Problems, at: str, value: Any) -> None:
    element = value.get("element")
    kind = element.get("type") if isinstance(element, dict) else None
    if value.get("dispatch_action") and kind == "file_input":
        problems.add(f"{at}/dispatch_action", "not supported for file_input")


def _unique_tasks(problems: Problems, at: str, value: Any) -> None:
    ids = [str(task.get("task_id")) for task in dicts(value.get("tasks"))]
    if len(set(ids)) != len(ids):
        problems.add(f"{at}/tasks", "must have unique task_id values")


_STATUS = one_of("pending", "in_progress", "complete", "error")
_SOURCES = items(by_type(ELEMENTS, {"url"}), least=0)
_TASK: dict[str, Check] = {
    "details": by_type({"rich_text": RICH_TEXT}),
    "output": by_type({"rich_text": RICH_TEXT}),
    "sources": _SOURCES,
    "status": _STATUS,
}
_CARD_TEXT = text(150)
CARD = _block(
    "card",
    {},
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "slack_icon": shape({"type": one_of("icon"), "name": string(75)}),
        "title": _CARD_TEXT,
        "subtitle": _CARD_TEXT,
        "body": text(200),
        "subtext": text(200),
        "actions": items(BUTTON, least=1, most=3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)

BLOCKS: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {
            "text": text(3000),
            "fields": items(text(2000), least=1, most=10),
            "accessory": by_type(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain(150)}),
    "actions": _block("actions", {"elements": items(by_type(ELEMENTS, IN_ACTIONS), 1, 25)}),
    "context": _block("context", {"elements": items(by_type(ELEMENTS, IN_CONTEXT), 1, 10)}),
    "context_actions": _block(
        "context_actions", {"elements": items(by_type(ELEMENTS, IN_CONTEXT_ACTIONS), 1, 5)}
    ),
    "image": _block(
        "image",
        {"alt_text": string(2000)},
        {"image_url": url(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "input": _block(
        "input",
        {"label": plain(2000), "element": by_type(ELEMENTS, IN_INPUT)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _dispatch_needs_action,
    ),
    "file": _block("file", {"external_id": string(255), "source": one_of("remote")}),
    "markdown": _block("markdown", {"text": string(12_000)}),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "video": _block(
        "video",
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": url(3000),
            "video_url": url(3000),
        },
        {
            "title_url": url(2000),
            "author_name": string(50),
            "description": plain(200),
            "provider_name": string(50),
            "provider_icon_url": url(2000),
        },
    ),
    "alert": _block(
        "alert",
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": _block("carousel", {"elements": items(by_type({"card": CARD}), 1, 10)}),
    "task_card": _block("task_card", {"task_id": string(255), "title": string(3000)}, _TASK),
    "plan": _block(
        "plan",
        {
            "title": string(3000),
            "tasks": items(
                shape(
                    {"task_id": string(255), "title": string(3000)},
                    {**_TASK, "type": one_of("task_card"), **_ID},
                ),
                least=0,
                most=50,
            ),
        },
        None,
        _unique_tasks,
    ),
}

_CHILDREN = {"actions", "context", "divider", "file", "header", "image", "input", "rich_text"}
_CHILDREN |= {"section", "table", "video"}
BLOCKS["container"] = _block(
    "container",
    {"child_blocks": items(by_type(BLOCKS, _CHILDREN), 1, 10)},
    {
        "title": plain(150),
        "rich_text_title": by_type({"rich_text": RICH_TEXT}),
        "subtitle": text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": IMAGE,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    exactly_one("title", "rich_text_title"),
)
