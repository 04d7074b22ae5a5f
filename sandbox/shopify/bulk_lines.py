"""What a bulk query found, as JSON lines: each object after the one it hangs on."""

import json
from collections.abc import Iterator
from typing import Any


def written(data: dict[str, Any]) -> tuple[list[str], int]:
    """The result file's lines, and how many of them are root objects."""
    found = list(_objects(_pages(data), None))
    roots = sum("__parentId" not in one for one in found)
    return [json.dumps(one) for one in found], roots


def _objects(pages: list[dict[str, Any]], parent: str | None) -> Iterator[dict[str, Any]]:
    for page in pages:
        for node in _nodes(page):
            flat = _without_pages(node)
            yield {**flat, "__parentId": parent} if parent else flat
            yield from _objects(_pages(node), node.get("id"))


def _pages(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The connections in an object, those inside its plain objects too."""
    found = []
    for value in node.values():
        if _is_page(value):
            found.append(value)
        elif isinstance(value, dict):
            found.extend(_pages(value))
    return found


def _nodes(page: dict[str, Any]) -> list[dict[str, Any]]:
    if "edges" in page:
        return [edge["node"] for edge in page["edges"]]
    return list(page["nodes"])


def _without_pages(node: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_pages(value) if isinstance(value, dict) else value
        for key, value in node.items()
        if not _is_page(value)
    }


def _is_page(value: Any) -> bool:
    return isinstance(value, dict) and ("edges" in value or "nodes" in value)
