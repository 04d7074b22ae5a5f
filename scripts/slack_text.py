"""Slack's messages and views as lines for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_DATE = re.compile(r"<!date\^[^|>]+\|([^>]+)>")
_LINK = re.compile(r"<[^@#!|>][^|>]*\|([^>]+)>")
_BARE_LINK = re.compile(r"<([a-z]+:[^|>]+)>")
_REFERENCE = re.compile(r"<([@#][A-Z0-9]+)(?:\|[^>]*)?>")
_STYLE = re.compile(r"(?<![^\W_])([*_~`])(?=[^\s\u200b])([^\n]*?\S)\1(?![^\W_])")
_EMOJI = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]*:(?!\w) ?")
_ID = re.compile(r"(?<!\w)([@#])([A-Z][A-Z0-9]{2,})(?!\w)")
_ZERO_WIDTH_SPACE = "\u200b"


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
        yield "\n".join(line for part in block["elements"] for line in _rich_lines(part))
        return
    for part in (
        block.get("label"),
        block.get("text"),
        *block.get("fields", []),
        *block.get("elements", []),
    ):
        if isinstance(part, dict):
            yield _of(part)


def _of(part: dict[str, Any]) -> str:
    text = part.get("text", "")
    if isinstance(text, dict):
        return _of(text)
    return plain(str(text)) if part.get("type") == "mrkdwn" else str(text)


def _cell(cell: dict[str, Any]) -> str:
    if "text" in cell:
        return str(cell["text"])
    return "".join(_rich(cell))


def _rich_lines(part: dict[str, Any]) -> list[str]:
    items = part["elements"] if part["type"] == "rich_text_list" else [part]
    return ["".join(_rich(item)) for item in items]


def _rich(part: dict[str, Any]) -> Iterator[str]:
    if "text" in part:
        yield str(part["text"])
    for sign, key in (("@", "user_id"), ("#", "channel_id")):
        if key in part:
            yield f"{sign}{part[key]}"
    if "unicode" in part:
        yield "".join(chr(int(code, 16)) for code in part["unicode"].split("-"))
    for inner in part.get("elements", []):
        yield from _rich(inner)


def plain(text: str) -> str:
    """mrkdwn as it is read: links by their labels, dates by their words, no signs of style, no
    codes of emoji, no escapes. People and channels stay ids (`@U0ANNA`); `named` names them."""
    for markup, shown in ((_DATE, r"\1"), (_LINK, r"\1"), (_BARE_LINK, r"\1"), (_REFERENCE, r"\1")):
        text = markup.sub(shown, text)
    text = _EMOJI.sub("", text)
    # Twice: one style may stand inside another.
    text = _STYLE.sub(r"\2", _STYLE.sub(r"\2", text)).replace(_ZERO_WIDTH_SPACE, "")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def named(line: str, names: Mapping[str, str]) -> str:
    """The line with people and channels by the names that Slack shows."""
    return _ID.sub(lambda found: found[1] + names.get(found[2], found[2]), line)
