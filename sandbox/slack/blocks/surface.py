"""Which blocks a message, a modal and an App Home take, and the rules that span blocks."""

from typing import Any

from sandbox.slack.blocks.data import characters
from sandbox.slack.blocks.layout import BLOCKS
from sandbox.slack.blocks.objects import plain
from sandbox.slack.blocks.rules import (
    Check,
    Json,
    Problems,
    anything,
    boolean,
    by_type,
    dicts,
    items,
    one_of,
    shape,
    string,
)

_EVERYWHERE = {"actions", "card", "context", "divider", "header", "image", "input", "rich_text"}
_EVERYWHERE |= {"section", "video"}
_SHOWN = {"carousel", "container", "data_table", "data_visualization", "table"}
SURFACES: dict[str, set[str]] = {
    "message": _EVERYWHERE | _SHOWN | {"context_actions", "file", "markdown", "plan", "task_card"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | _SHOWN,
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_CUMULATED = 12_000


def check_blocks(blocks: Any, surface: str = "message", at: str = "/blocks") -> list[str]:
    """What is wrong with these blocks on that surface, in Slack's words; else nothing."""
    problems = Problems()
    _check_blocks(problems, at, blocks, surface)
    return problems.messages


def _check_blocks(problems: Problems, at: str, blocks: Any, surface: str) -> None:
    each = by_type(BLOCKS, SURFACES[surface])
    items(each, least=0, most=MOST_BLOCKS[surface])(problems, at, blocks)
    if not isinstance(blocks, list):
        return
    known = [(f"{at}/{i}", b) for i, b in enumerate(blocks) if isinstance(b, dict)]
    _unique_ids(problems, known)
    _single_focus(problems, at, blocks)
    if surface == "message":
        _message_rules(problems, at, known)


def _unique_ids(problems: Problems, blocks: list[tuple[str, Json]]) -> None:
    seen: set[str] = set()
    for at, block in blocks:
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in seen:
                problems.add(f"{at}/block_id", f'block_id "{block_id}" already exists')
            seen.add(block_id)
        _unique_actions(problems, at, block)
        inner = block.get("child_blocks")
        _unique_ids(
            problems,
            [(f"{at}/child_blocks/{i}", b) for i, b in enumerate(dicts(inner))],
        )


def _unique_actions(problems: Problems, at: str, block: Json) -> None:
    seen: set[str] = set()
    for pointer, element in elements_of(block):
        action_id = element.get("action_id")
        if isinstance(action_id, str):
            if action_id in seen:
                problems.add(f"{at}{pointer}/action_id", f'action_id "{action_id}" already exists')
            seen.add(action_id)


def elements_of(block: Json) -> list[tuple[str, Json]]:
    """The interactive elements directly in a block, with their pointers inside it."""
    found: list[tuple[str, Any]] = []
    for name in ("elements", "actions"):
        listed = block.get(name)
        if isinstance(listed, list) and block.get("type") != "rich_text":
            found += [(f"/{name}/{i}", e) for i, e in enumerate(listed)]
    found += [(f"/{name}", block[name]) for name in ("accessory", "element") if name in block]
    return [(pointer, e) for pointer, e in found if isinstance(e, dict)]


def _single_focus(problems: Problems, at: str, blocks: list[Any]) -> None:
    focused = [
        e
        for b in blocks
        if isinstance(b, dict)
        for _, e in elements_of(b)
        if e.get("focus_on_load") is True
    ]
    if len(focused) > 1:
        problems.add(at, "focus_on_load may be set on one element only")


def _message_rules(problems: Problems, at: str, blocks: list[tuple[str, Json]]) -> None:
    kinds = [block.get("type") for _, block in blocks]
    if kinds.count("table") > 1:
        problems.add(at, "only one table block is allowed in a message")
    if kinds.count("data_visualization") > 2:
        problems.add(at, "no more than 2 data_visualization blocks allowed")
    markdown = [b.get("text") for _, b in blocks if b.get("type") == "markdown"]
    if sum(len(t) for t in markdown if isinstance(t, str)) > 12_000:
        problems.add(at, "markdown blocks must be less than 12001 characters together")
    for pointer, block in blocks:
        if block.get("type") == "task_card" and block.get("status") == "pending":
            problems.add(f"{pointer}/status", "only the tasks of a plan can be pending")


def too_long_together(blocks: Any) -> bool:
    """Whether a message's blocks hold more text in all than `chat.postMessage` takes.

    Slack answers `msg_blocks_too_long` (bolt-js#2509, #2867); it documents no number. A maintainer
    names 12,000 characters of text in all.
    """
    return characters(blocks) > MOST_CUMULATED


def check_attachments(attachments: Any) -> list[str]:
    """What is wrong with a message's secondary attachments, in Slack's words."""
    problems = Problems()
    items(shape_any, least=0, most=100)(problems, "/attachments", attachments)
    for index, one in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(one, dict) and "blocks" in one:
            _check_blocks(problems, f"/attachments/{index}/blocks", one["blocks"], "message")
    return problems.messages


def shape_any(problems: Problems, at: str, value: Any) -> None:
    """Any object."""
    if not isinstance(value, dict):
        problems.add(at, "must provide an object")


_COMMON: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    {
        **_COMMON,
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape({"type": one_of("home"), "blocks": anything}, _COMMON)


def check_view(view: Any, at: str = "/view") -> list[str]:
    """What is wrong with a modal's or an App Home's view, in Slack's words."""
    problems = Problems()
    by_type({"modal": _MODAL, "home": _HOME})(problems, at, view)
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return problems.messages
    _check_blocks(problems, f"{at}/blocks", view.get("blocks") or [], view["type"])
    if view["type"] == "modal" and view.get("submit") is None and _has_input(view):
        problems.add(at, "missing required field: submit")
    return problems.messages


def _has_input(view: Json) -> bool:
    blocks = view.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    return any(isinstance(b, dict) and b.get("type") == "input" for b in listed)
