"""Slack's messages and views as lines for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_LINK = re.compile(r"<([^|>]+)\|([^>]+)>")
_DATE = re.compile(r"<!date\^[^|>]+\|([^>]+)>")


def lines_of(blocks: list[dict[str, Any]]) -> list[str]:
    """One line for each text, and the buttons in brackets."""
    return [
        line for block in blocks for text in _texts(block) for line in text.splitlines() if line
    ]


def buttons_of(blocks: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Every button with its block's id, the block's own accessory included."""
    found = []
    for block in blocks:
        parts = [*block.get("elements", []), block.get("accessory") or {}]
        found += [
            (block.get("block_id", ""), part) for part in parts if part.get("type") == "button"
        ]
    return found


def _texts(block: dict[str, Any]) -> Iterator[str]:
    if block["type"] == "actions":
        labels = [part["text"]["text"] for part in block["elements"] if "text" in part]
        yield "  ".join(f"[ {label} ]" for label in labels)
        return
    if block["type"] == "table":
        for row in block["rows"]:
            yield "  ".join(_cell(cell) for cell in row)
        return
    if block["type"] == "rich_text":
        yield plain("\n".join(line for part in block["elements"] for line in _rich_lines(part)))
        return
    for part in (
        block.get("label"),
        block.get("text"),
        *block.get("fields", []),
        *block.get("elements", []),
    ):
        if isinstance(part, dict):
            yield plain(_of(part))


def _of(part: dict[str, Any]) -> str:
    text = part.get("text", "")
    return str(text.get("text", "")) if isinstance(text, dict) else str(text)


def _cell(cell: dict[str, Any]) -> str:
    if "text" in cell:
        return plain(str(cell["text"]))
    return "".join(_rich(cell))


def _rich_lines(part: dict[str, Any]) -> list[str]:
    items = part["elements"] if part["type"] == "rich_text_list" else [part]
    return ["".join(_rich(item)) for item in items]


def _rich(part: dict[str, Any]) -> Iterator[str]:
    if "text" in part:
        yield str(part["text"])
    for inner in part.get("elements", []):
        yield from _rich(inner)


def plain(text: str) -> str:
    """Without links' addresses, dates' codes and Slack's escapes."""
    text = _DATE.sub(r"\1", text)
    text = _LINK.sub(r"\2", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
