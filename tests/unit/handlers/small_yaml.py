"""As much YAML as manifest.yml needs, strictly: block mappings and lists, plain and quoted scalars,
comments. Whatever is beyond that fails, so that nothing is misread."""

import json
import re
from typing import Any

_KEY = re.compile(r"([A-Za-z_]+):(?: (.+))?$")
_COMMENT = re.compile(r"(^|\s)#.*$")
Lines = list[tuple[int, str]]


def load(text: str) -> Any:
    lines: Lines = []
    for raw in text.splitlines():
        quoted = '"' in raw and not raw.lstrip().startswith("#")
        line = raw if quoted else _COMMENT.sub("", raw)
        if line.strip():
            lines.append((len(line) - len(line.lstrip()), line.strip()))
    value, rest = _block(lines, lines[0][0])
    assert not rest, f"not understood: {rest[0]}"
    return value


def _block(lines: Lines, indent: int) -> tuple[Any, Lines]:
    return _list(lines, indent) if lines[0][1].startswith("- ") else _mapping(lines, indent)


def _list(lines: Lines, indent: int) -> tuple[list[Any], Lines]:
    items: list[Any] = []
    while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
        item = lines[0][1].removeprefix("- ")
        if _KEY.match(item):
            value, lines = _mapping([(indent + 2, item), *lines[1:]], indent + 2)
        else:
            value, lines = _scalar(item), lines[1:]
        items.append(value)
    return items, lines


def _mapping(lines: Lines, indent: int) -> tuple[dict[str, Any], Lines]:
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent:
        match = _KEY.match(lines[0][1])
        assert match, f"not understood: {lines[0][1]}"
        assert match[1] not in found, f"twice: {match[1]}"
        if match[2]:
            found[match[1]], lines = _scalar(match[2]), lines[1:]
        else:
            found[match[1]], lines = _block(lines[1:], lines[1][0])
    return found, lines


def _scalar(text: str) -> Any:
    if text.startswith('"') or text in ("true", "false") or text.isdecimal():
        return json.loads(text)
    assert text[0] not in "[]{}&*!|>'%@`", f"not understood: {text}"
    return text
