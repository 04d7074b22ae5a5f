"""Connections: cursors that survive changes, and Shopify's rules for `first` and `last`."""

import base64
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLError

from sandbox.shopify.fields import Ask

Key = Callable[[Any], tuple[Any, int]]
LARGEST = 250


def connection(ask: Ask, items: Sequence[Any], key: Key | None = None) -> dict[str, Any]:
    """One page of `items` as the field's arguments want it.

    `key` gives a sort value and a number that tells equals apart; without it the given order
    stays. Raises GraphQLError for paging that Shopify refuses.
    """
    if key is None:
        numbers = {id(item): n for n, item in enumerate(items)}
        key = _by_place(numbers)
    ordered = sorted(items, key=key)
    reverse = bool(ask["reverse"])
    if reverse:
        ordered.reverse()
    size, last = _size(ask)
    after, before = _read(ask["after"]), _read(ask["before"])
    kept = [item for item in ordered if _between(key(item), after, before, reverse=reverse)]
    page = kept[-size:] if last else kept[:size]
    more = len(page) < len(kept)
    return {
        "nodes": page,
        "edges": [{"node": item, "cursor": _write(key(item))} for item in page],
        "pageInfo": {
            "hasNextPage": more if not last else before is not None,
            "hasPreviousPage": more if last else after is not None,
            "startCursor": _write(key(page[0])) if page else None,
            "endCursor": _write(key(page[-1])) if page else None,
        },
    }


def _by_place(numbers: dict[int, int]) -> Key:
    return lambda item: (numbers[id(item)], 0)


def _size(ask: Ask) -> tuple[int, bool]:
    first, last = ask["first"], ask["last"]
    if ask.info.context.bulk:
        return sys.maxsize, False
    if first is None and last is None:
        raise _refused("you must provide one of first or last")
    if first is not None and last is not None:
        raise _refused("providing both first and last is not supported")
    size, name = (last, "last") if first is None else (first, "first")
    if not 0 <= size <= LARGEST:
        raise _refused(f"{name} must be between 0 and {LARGEST}")
    return size, first is None


def _refused(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_REQUEST"})


def _between(at: tuple[Any, int], after: Any, before: Any, *, reverse: bool) -> bool:
    if reverse:
        after, before = before, after
    try:
        return (after is None or at > after) and (before is None or at < before)
    except TypeError:
        raise _refused("Invalid cursor for current pagination sort.") from None


def _write(at: tuple[Any, int]) -> str:
    text = json.dumps({"last_id": at[1], "last_value": at[0]}, default=str)
    return base64.b64encode(text.encode()).decode()


def _read(cursor: str | None) -> tuple[Any, int] | None:
    if cursor is None:
        return None
    try:
        found = json.loads(base64.b64decode(cursor))
        return found["last_value"], found["last_id"]
    except (ValueError, KeyError, TypeError):
        raise _refused("Invalid cursor for current pagination sort.") from None
